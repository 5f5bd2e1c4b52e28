import type {
  HookMoment,
  HookSettings,
  HooksSettings,
} from '../../../../../../lambdas/migration/contract/hooks.ts';
import type { SeenFunction, SeenMachine } from '../../../../../../lambdas/migration/ports/hook-targets.ts';
import { verifyHooks } from '../../../../../../lambdas/migration/preflight/verify-hooks/verify-hooks.ts';

const SMOKE = 'arn:aws:lambda:us-west-1:111122223333:function:smoke:live';
const LOAD = 'arn:aws:states:us-west-1:111122223333:stateMachine:load';
const FUNCTION: HookSettings = { kind: 'function', arn: SMOKE, timeLimitSeconds: 60 };
const MACHINE: HookSettings = { kind: 'stateMachine', arn: LOAD, timeLimitSeconds: 3600 };

const GOOD: SeenFunction = { state: 'Active', timeoutSeconds: 60 };
const STANDING: SeenMachine = { status: 'ACTIVE', type: 'STANDARD' };

type Answer<T> = T | Error | undefined;

interface Seen {
  readonly ofFunction?: Answer<SeenFunction>;
  readonly ofMachine?: Answer<SeenMachine>;
}

function answer<T>(given: Answer<T>): Promise<T | undefined> {
  return given instanceof Error ? Promise.reject(given) : Promise.resolve(given);
}

async function found(hooks: HooksSettings, { ofFunction, ofMachine }: Seen) {
  const asked: string[] = [];
  const { check, findings } = await verifyHooks(
    { hooks },
    {
      functionOf: (arn) => {
        asked.push(arn);
        return answer(ofFunction);
      },
      machineOf: (arn) => {
        asked.push(arn);
        return answer(ofMachine);
      },
    },
  );
  expect(check).toBe('VerifyHooks');
  return { findings, asked };
}

async function ofOne(moment: HookMoment, hook: HookSettings, seen: Seen) {
  const { findings } = await found({ [moment]: hook }, seen);
  return findings;
}

const inShort = (findings: Awaited<ReturnType<typeof ofOne>>) =>
  findings.map(({ level, code, subject }) => `${level} ${code} ${subject}`);

const DENIED = Object.assign(new Error('not authorized to perform: lambda:GetFunctionConfiguration'), {
  name: 'AccessDeniedException',
});

describe('VerifyHooks of a function', () => {
  it.each<[string, Answer<SeenFunction>, string[], string]>([
    [
      'that may be called',
      GOOD,
      ['pass hook-ready'],
      `${SMOKE} exists and may be called. It was not called.`,
    ],
    ['with some reserved concurrency', { ...GOOD, reserved: 1 }, ['pass hook-ready'], SMOKE],
    ['that is missing', undefined, ['fail hook-missing'], `${SMOKE} does not exist.`],
    ['that nobody may look at', DENIED, ['fail hook-unreadable'], 'lambda:GetFunctionConfiguration'],
    [
      'that nobody may call',
      { ...GOOD, refused: 'AccessDeniedException: explicit deny in a service control policy' },
      ['fail hook-not-callable'],
      'explicit deny in a service control policy',
    ],
    ['without concurrency', { ...GOOD, reserved: 0 }, ['fail hook-disabled'], 'a reserved concurrency of 0'],
    ['that is Inactive', { ...GOOD, state: 'Inactive' }, ['fail hook-inactive'], 'is Inactive, not Active'],
    ['that is Failed', { ...GOOD, state: 'Failed' }, ['fail hook-inactive'], 'is Failed, not Active'],
    ['that is Pending', { ...GOOD, state: 'Pending' }, ['fail hook-inactive'], 'is Pending, not Active'],
    [
      'that may take longer than anybody waits',
      { ...GOOD, timeoutSeconds: 61 },
      ['warn hook-outlasts-limit'],
      'is 1 min 1 s; its time limit as a hook is 1 min.',
    ],
    [
      'with several of these',
      { state: 'Failed', timeoutSeconds: 900, reserved: 0, refused: 'x' },
      ['fail hook-not-callable', 'fail hook-disabled', 'fail hook-inactive', 'warn hook-outlasts-limit'],
      'Lambda would refuse',
    ],
  ])('%s', async (_what, seen, codes, words) => {
    const findings = await ofOne('beforeStep', FUNCTION, { ofFunction: seen });
    expect(inShort(findings)).toEqual(codes.map((code) => `${code} hook beforeStep`));
    expect(findings[0]?.seen).toContain(words);
    expect(findings[0]?.why).toContain('the migration holds');
  });
});

describe('VerifyHooks of a state machine', () => {
  it.each<[string, Answer<SeenMachine>, string, string]>([
    ['that is there', STANDING, 'pass hook-ready', `${LOAD} exists and is ACTIVE. It was not run.`],
    ['that is missing', undefined, 'fail hook-missing', `${LOAD} does not exist.`],
    ['that is express', { status: 'ACTIVE', type: 'EXPRESS' }, 'fail hook-express', 'EXPRESS'],
    ['that is being deleted', { ...STANDING, status: 'DELETING' }, 'fail hook-inactive', 'is DELETING'],
    ['that nobody may look at', DENIED, 'fail hook-unreadable', 'AccessDeniedException: not authorized'],
  ])('%s', async (_what, seen, code, words) => {
    const findings = await ofOne('afterStep', MACHINE, { ofMachine: seen });
    expect(inShort(findings)).toEqual([`${code} hook afterStep`]);
    expect(findings[0]?.seen).toContain(words);
  });
});

it('VerifyHooks reports each hook, asks only about these, and says what a rollback would lack', async () => {
  const { findings, asked } = await found(
    { beforeRetire: MACHINE, afterRollback: FUNCTION },
    { ofMachine: STANDING },
  );
  expect(inShort(findings)).toEqual([
    'pass hook-ready hook beforeRetire',
    'fail hook-missing hook afterRollback',
  ]);
  expect(findings[1]?.why).toContain('after a rollback');
  expect(asked).toEqual([LOAD, SMOKE]);
});
