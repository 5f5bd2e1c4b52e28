import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { messagesIn, reserve } from './direct.ts';
import { until } from './offline-aws.ts';
import { aws } from './shared-emulator.ts';
import { functionOf, ruleOf } from './templates.ts';
import { waitingMachine } from './waiting-machine.ts';

const MINUTE = 60_000;
/** What a machine that is busy may add to a rehearsed pause. */
const WORK_MS = 20_000;

let folder: string;
/** Waits for as many rehearsed minutes as its input says. */
let waits: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'asynchronous-calls-test-'));
  waits = await waitingMachine(aws);
});

afterAll(() => rmSync(folder, { recursive: true }));

/** Notes when it is called, and fails as long as `fails`. */
function body(file: string, fails: boolean): string {
  return `const { appendFileSync } = require('node:fs');
exports.handler = async () => { appendFileSync('${file}', Date.now() + '\\n'); ${fails ? "throw new Error('no');" : ''} };`;
}

const TO_QUEUE = { OnFailure: { Destination: { 'Fn::GetAtt': ['Queue', 'Arn'] } } };

interface Called {
  readonly name: string;
  /** When the event was, epoch milliseconds. */
  readonly told: number;
  /** When it was called, milliseconds after the event. */
  calls(): readonly number[];
  /** How many events lie where those go that were given up. */
  kept(): Promise<number>;
}

interface Around {
  readonly before?: (name: string) => Promise<void>;
  readonly after?: (called: Called) => Promise<void>;
}

/** Has a function `<stack>` called by an event. Time doesn't jump until what is done `before` and `after` that is done. */
async function call(
  stack: string,
  { fails = true, limits }: { readonly fails?: boolean; readonly limits?: object },
  { before = async () => {}, after = async () => {} }: Around = {},
): Promise<Called> {
  const file = join(folder, stack);
  appendFileSync(file, '');
  const mayKeep = { Effect: 'Allow' as const, Action: 'sqs:SendMessage', Resource: '*' };
  const { Function: name = '', Queue: queue = '' } = await aws.deploy(
    stack,
    {
      Queue: { Type: 'AWS::SQS::Queue' },
      ...functionOf('Function', body(file, fails), { statements: [mayKeep] }),
      ...(limits && { Limits: limitsOf({ Ref: 'Function' }, { ...limits, DestinationConfig: TO_QUEUE }) }),
      Rule: ruleOf(
        { EventPattern: { source: [`test.${stack}`] } },
        { Arn: { 'Fn::GetAtt': ['Function', 'Arn'] } },
      ),
    },
    { Function: { Value: { Ref: 'Function' } }, Queue: { Value: { Ref: 'Queue' } } },
  );
  await aws.emulator.clock.hold();
  await before(name);
  const told = aws.emulator.clock.now();
  await aws.emulator.putEvents([{ source: `test.${stack}`, detailType: 'test', detail: {} }]);
  const called: Called = {
    name,
    told,
    calls: () =>
      readFileSync(file, 'utf8')
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => Number(line) - told),
    kept: () => messagesIn(aws, queue),
  };
  await after(called);
  await aws.emulator.clock.release();
  return called;
}

function limitsOf(FunctionName: object | string, limits: object) {
  return {
    Type: 'AWS::Lambda::EventInvokeConfig',
    Properties: { FunctionName, Qualifier: '$LATEST', ...limits },
  };
}

async function pass(minutes: number): Promise<void> {
  await aws.ended(await aws.start(waits, { minutes }));
}

const minutesOf = (calls: readonly number[]) => calls.map((moment) => Math.floor((moment + 100) / MINUTE));

it('Q1: one that fails is made again after a minute, and once more after two', async () => {
  const called = await call('fails', {});
  const calls = await until('it was called three times', async () =>
    called.calls().length === 3 ? called.calls() : undefined,
  );
  const [first = 0, second = 0, third = 0] = calls;
  expect(second - first).toBeGreaterThanOrEqual(MINUTE);
  expect(second - first).toBeLessThan(MINUTE + WORK_MS);
  expect(third - second).toBeGreaterThanOrEqual(2 * MINUTE);
  expect(third - second).toBeLessThan(2 * MINUTE + WORK_MS);
  await pass(10);
  expect(called.calls()).toHaveLength(3);
});

it.each([
  ['never', { MaximumRetryAttempts: 0 }, [0]],
  ['once', { MaximumRetryAttempts: 1 }, [0, 1]],
  ['as long as it is no older than the configuration says', { MaximumEventAgeInSeconds: 120 }, [0, 1]],
])('Q2: one that fails is made again %s; then it is kept (Q4)', async (what, limits, minutes) => {
  const called = await call(what.split(' ')[0] ?? '', { limits });
  await pass(10);
  expect(minutesOf(called.calls())).toEqual(minutes);
  expect(await called.kept()).toBe(1);
});

it('Q2: what is said of the function after the call was accepted counts', async () => {
  const called = await call('later', {}, { before: (name) => reserve(aws, name, 0) });
  await aws.deploy('later-limits', { Limits: limitsOf(called.name, { MaximumRetryAttempts: 0 }) });
  await reserve(aws, called.name, 1);
  await pass(10);
  expect(called.calls()).toHaveLength(1);
});

it('Q3: one that is throttled is made within five minutes of when it can be, hours later', async () => {
  const called = await call(
    'throttled',
    { fails: false, limits: { MaximumRetryAttempts: 0 } },
    {
      before: (name) => reserve(aws, name, 0),
    },
  );
  await pass(4 * 60);
  expect(called.calls()).toEqual([]);
  await aws.emulator.clock.hold();
  await reserve(aws, called.name, 1);
  const freed = aws.emulator.clock.now() - called.told;
  await aws.emulator.clock.release();
  await pass(6);
  const [made = 0, ...more] = called.calls();
  expect(more).toEqual([]);
  expect(made).toBeGreaterThan(4 * 60 * MINUTE);
  expect(made - freed).toBeLessThan(5 * MINUTE + WORK_MS);
  expect(await called.kept()).toBe(0);
});

it('Q3: one that is throttled for longer than it may be old is not made any more', async () => {
  const called = await call(
    'aged',
    { fails: false, limits: { MaximumEventAgeInSeconds: 60 } },
    {
      before: (name) => reserve(aws, name, 0),
    },
  );
  await pass(2);
  await reserve(aws, called.name, 1);
  await pass(10);
  expect(called.calls()).toEqual([]);
  expect(await called.kept()).toBe(1);
});

it('Q5: one for a function that is gone is dropped', async () => {
  const remove = async ({ calls }: Called): Promise<void> => {
    await until('it was called', async () => (calls().length > 0 ? true : undefined));
    await aws.remove('gone');
  };
  const called = await call('gone', {}, { after: remove });
  await pass(10);
  expect(called.calls()).toHaveLength(1);
});
