import type { HooksSettings } from '../../../../../lambdas/migration/contract/hooks.ts';
import type { SynthesisedStack } from '../../../../../rehearsal/app/synthesise.ts';
import {
  notRehearsedHooks,
  standInsFor,
  standInsInWords,
  withoutStandIn,
} from '../../../../../rehearsal/scenes/migration/hook-stand-ins.ts';

const arnOf = (name: string) => `arn:aws:lambda:us-west-1:111122223333:function:${name}`;
const LOAD = 'arn:aws:states:us-west-1:111122223333:stateMachine:load';
const asked = (arn: string) => ({
  kind: arn === LOAD ? ('stateMachine' as const) : ('function' as const),
  arn,
  timeLimitSeconds: 60,
});

const STACK = {
  name: 'Shop',
  account: '111122223333',
  region: 'us-west-1',
  template: {
    Resources: {
      Smoke: { Type: 'AWS::Lambda::Function', Properties: { FunctionName: 'smoke' } },
      Unnamed: { Type: 'AWS::Lambda::Function', Properties: {} },
    },
  },
} as unknown as SynthesisedStack;

/** Moments and ARNs of the stand-ins. */
function madeFor(hooks: HooksSettings | undefined, made: readonly string[] = []) {
  const StackResourceSummaries = made.map((PhysicalResourceId) => ({ PhysicalResourceId }));
  const find = (() => ({ StackResourceSummaries })) as never;
  return standInsFor(hooks, STACK, { find }).map(({ moments, arn }) => `${moments} ${arn}`);
}

describe('A stand-in for a hook', () => {
  it('is made if the stack doesn’t make it, one for each ARN', () => {
    const hooks = {
      beforeStep: asked(arnOf('other')),
      afterStep: asked(LOAD),
      beforeRetire: asked(arnOf('other:live')),
      afterRollback: asked(arnOf('other')),
    };
    expect(madeFor(hooks)).toEqual([
      `beforeStep,afterRollback ${arnOf('other')}`,
      `afterStep ${LOAD}`,
      `beforeRetire ${arnOf('other:live')}`,
    ]);
  });

  it.each([
    ['there are no hooks', undefined, []],
    ['the deployment gives it its name', { beforeStep: asked(`\${Token[1]}`) }, []],
    ['the template gives it its name', { beforeStep: asked(arnOf('smoke')) }, []],
    ['so it is by an alias', { beforeStep: asked(arnOf('smoke:live')) }, []],
    ['the snapshot has it in the stack', { beforeStep: asked(arnOf('Shop-Unnamed-1')) }, ['Shop-Unnamed-1']],
    ['the snapshot has the machine in the stack', { afterStep: asked(LOAD) }, [LOAD]],
  ] as const)('is not made if %s', (_when, hooks, made) => {
    expect(madeFor(hooks, made)).toEqual([]);
  });

  it('is said before, and afterwards', () => {
    const standIns = standInsFor({ beforeStep: asked(LOAD), afterStep: asked(LOAD) }, STACK, undefined);
    expect(standInsInWords(standIns)).toEqual([
      expect.stringContaining(`the hooks beforeStep, afterStep (${LOAD})`),
    ]);
    expect(notRehearsedHooks(standIns)).toEqual([
      `Not rehearsed: the hooks beforeStep, afterStep (${LOAD}). A stand-in answered, which always says pass.`,
    ]);
    expect(withoutStandIn(standIns)).toBeUndefined();
  });

  it('can’t be a published version', () => {
    const standIns = standInsFor({ beforeStep: asked(arnOf('other:7')) }, STACK, undefined);
    expect(withoutStandIn(standIns)).toContain(`the hook beforeStep (${arnOf('other:7')})`);
  });
});
