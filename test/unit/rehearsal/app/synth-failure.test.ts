import { failureIn } from '../../../../rehearsal/app/synth-failure.ts';

const APP = 'node bin/prod.ts';

it('says what the app wrote, without warnings and without Node’s stack', () => {
  const lines = [
    'file:///app/bin/prod.ts:3',
    "throw new Error('no such zone');",
    '      ^',
    'Error: no such zone',
    '    at file:///app/bin/prod.ts:3:7',
    'WARNING keys: no KMS key is configured',
    '   Library/Cutover constructs.Construct',
    'Node.js v24.21.0',
    'node bin/prod.ts: Subprocess exited with error 1',
  ];
  expect(failureIn(lines, APP).split('\n')).toEqual([
    'The app `node bin/prod.ts` could not be synthesised:',
    'file:///app/bin/prod.ts:3',
    "throw new Error('no such zone');",
    'Error: no such zone',
    'node bin/prod.ts: Subprocess exited with error 1',
  ]);
});

it('says how to look up what the app asks AWS for at synth', () => {
  const lines = [
    'ERROR Need to perform AWS calls for account 111122223333, but no credentials have been configured (Annotation)',
    '   Network aws-cdk-lib.Stack',
  ];
  expect(failureIn(lines, APP)).toBe(
    'The app `node bin/prod.ts` looks something up in account 111122223333, and cdk.context.json doesn\'t have it. Run once, with credentials of that account: npx cdk synth --app "node bin/prod.ts" --quiet',
  );
});

it('says in one line what is looked up for a stack of no account', () => {
  const lines = [
    '/app/node_modules/aws-cdk-lib/core/lib/context-provider.js:2',
    `This usually happens when ${'minified '.repeat(500)}`,
    '«StackAccountRegionNotSpecified» Cannot retrieve value from context provider vpc-provider since account/region are not specified at the stack level. Configure "env" …',
    'node bin/prod.ts: Subprocess exited with error 1',
  ];
  expect(failureIn(lines, APP)).toBe(
    "The app `node bin/prod.ts` looks something up (vpc-provider) for a stack without an account and a region. Give that stack both: `env: { account: '…', region: '…' }`.",
  );
});

it('leaves out the source that Node shows of a minified file', () => {
  const lines = ['/app/cdk.js:2', 'x'.repeat(2000), 'ValidationError: no such scope'];
  expect(failureIn(lines, APP).split('\n').slice(1)).toEqual([
    '/app/cdk.js:2',
    'ValidationError: no such scope',
  ]);
});

it('a command that makes no app is told so, and what to do', () => {
  const lines = ["ENOENT: no such file or directory, open 'cdk.out/manifest.json'"];
  expect(failureIn(lines, APP)).toBe(
    `The command \`${APP}\` made no CDK app. Make one in it, new App() with a CutoverStack, or give the command that does: --app "node bin/prod.ts"`,
  );
});
