import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  SendTaskHeartbeatCommand,
  SendTaskSuccessCommand,
  StartExecutionCommand,
  StopExecutionCommand,
} from '@aws-sdk/client-sfn';
import { type OfflineAws, startOfflineAws, until } from './offline-aws.ts';
import { invoke } from './templates.ts';

const DAY = 86_400;

let aws: OfflineAws;

beforeAll(async () => {
  aws = await startOfflineAws();
});

afterAll(async () => {
  await aws.stop();
});

/** Runs a machine to its end. */
async function run(definition: object, functions: Record<string, string> = {}, input: object = {}) {
  const executionArn = await aws.start(await aws.machine(definition, functions), input);
  const execution = await aws.ended(executionArn);
  return {
    status: execution.status,
    output: execution.output === undefined ? undefined : JSON.parse(execution.output),
    error: execution.error,
    cause: execution.cause,
    seconds: ((execution.stopDate?.getTime() ?? Number.NaN) - (execution.startDate?.getTime() ?? 0)) / 1000,
    executionArn,
  };
}

function inState(executionArn: string, state: string) {
  return until(`${executionArn} is in ${state}`, async () => {
    const found = (await aws.emulator.executions()).find(
      (execution) => execution.executionArn === executionArn,
    );
    return found?.state === state ? found : undefined;
  });
}

const THROWS = `class ZoneChanged extends Error { name = 'ZoneChanged'; }
exports.handler = async () => { throw new ZoneChanged('somebody else wrote'); };`;
/** A state that waits for its task token, which the function `Tell` writes to the file of the input. */
const WAITS_FOR_TOKEN = {
  ...invoke('Tell'),
  Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken',
  Arguments: {
    ...invoke('Tell').Arguments,
    Payload: { token: '{% $states.context.Task.Token %}', file: '{% $states.input.file %}' },
  },
  Output: '{% $states.result %}',
};
const TELLS = `const { renameSync, writeFileSync } = require('node:fs');
exports.handler = async ({ token, file }) => {
  writeFileSync(file + '.part', token);
  renameSync(file + '.part', file);
};`;

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'step-functions-test-'));
});

afterEach(async () => {
  await aws.emulator.clock.release();
  rmSync(folder, { recursive: true });
});

/** Starts a machine that waits for a token, with time held, and gives the token. */
async function startAndHold(definition: object) {
  await aws.emulator.clock.hold();
  const file = join(folder, 'token');
  const executionArn = await aws.start(await aws.machine(definition, { Tell: TELLS }), { file });
  const taskToken = await until('the function has its token', async () =>
    existsSync(file) ? readFileSync(file, 'utf8') : undefined,
  );
  return { executionArn, taskToken };
}

describe('the error of a function', () => {
  it('has its name in Catch, and the payload of the Node.js runtime as its cause', async () => {
    const caught = { ErrorEquals: ['ZoneChanged'], Output: '{% $states.errorOutput %}', Next: 'Caught' };
    const { status, output } = await run(
      {
        StartAt: 'Call',
        States: {
          Call: { ...invoke('Throws'), Catch: [caught], End: true },
          Caught: { Type: 'Pass', End: true },
        },
      },
      { Throws: THROWS },
    );
    expect(status).toBe('SUCCEEDED');
    expect(output.Error).toBe('ZoneChanged');
    const cause = JSON.parse(output.Cause);
    expect(cause).toMatchObject({ errorType: 'ZoneChanged', errorMessage: 'somebody else wrote' });
    expect(cause.trace[0]).toBe('ZoneChanged: somebody else wrote');
  });

  it('is not caught under another name', async () => {
    const caught = { ErrorEquals: ['Throttled', 'Error'], Next: 'Caught' };
    const { status, error } = await run(
      {
        StartAt: 'Call',
        States: {
          Call: { ...invoke('Throws'), Catch: [caught], End: true },
          Caught: { Type: 'Pass', End: true },
        },
      },
      { Throws: THROWS },
    );
    expect({ status, error }).toEqual({ status: 'FAILED', error: 'ZoneChanged' });
  });

  it.each([
    ["throw 'just a text';", 'string'],
    ['await Promise.reject();', 'undefined'],
    ["throw new TypeError('x');", 'TypeError'],
  ])('whatever is thrown: %s', async (body, error) => {
    const machine = { StartAt: 'Call', States: { Call: { ...invoke('Odd'), End: true } } };
    expect(await run(machine, { Odd: `exports.handler = async () => { ${body} };` })).toMatchObject({
      status: 'FAILED',
      error,
    });
  });

  it('is retried by name, with the delays that the retrier says: 10, 20, then 25 seconds at most', async () => {
    const retry = {
      ErrorEquals: ['ZoneChanged'],
      IntervalSeconds: 10,
      BackoffRate: 2,
      MaxDelaySeconds: 25,
      MaxAttempts: 3,
    };
    const { status, seconds, executionArn } = await run(
      { StartAt: 'Call', States: { Call: { ...invoke('Throws'), Retry: [retry], End: true } } },
      { Throws: THROWS },
    );
    expect(status).toBe('FAILED');
    const failures = (await aws.history(executionArn)).filter(({ type }) => type === 'TaskFailed');
    expect(failures).toHaveLength(4);
    expect(seconds).toBeGreaterThanOrEqual(55);
    expect(seconds).toBeLessThan(65);
  });

  it('waits longer than a minute before a retry when it should', async () => {
    const retry = { ErrorEquals: ['States.ALL'], IntervalSeconds: 3_600, MaxAttempts: 1 };
    const { seconds } = await run(
      { StartAt: 'Call', States: { Call: { ...invoke('Throws'), Retry: [retry], End: true } } },
      { Throws: THROWS },
    );
    expect(seconds).toBeGreaterThanOrEqual(3_600);
    expect(seconds).toBeLessThan(3_605);
  });
});

describe('an execution that was stopped', () => {
  it('stays ABORTED when the function that was running fails afterwards', async () => {
    const machine = await aws.machine(
      { StartAt: 'Call', States: { Call: { ...invoke('Slow'), End: true } } },
      {
        Slow: 'exports.handler = async () => { await new Promise((next) => setTimeout(next, 300)); throw new Error("late"); };',
      },
    );
    const executionArn = await aws.start(machine);
    await until('the function runs', async () => (await aws.emulator.inFlight())[0]);
    await aws.sfn.send(new StopExecutionCommand({ executionArn, error: 'Stopped', cause: 'by the test' }));
    await until('the function has ended', async () =>
      (await aws.emulator.inFlight()).length === 0 ? true : undefined,
    );
    await aws.emulator.clock.status();
    const execution = await aws.ended(executionArn);
    expect(execution).toMatchObject({ status: 'ABORTED', error: 'Stopped', cause: 'by the test' });
    const ends = (await aws.history(executionArn)).filter(({ type }) =>
      /^Execution(?!Started)/.test(type ?? ''),
    );
    expect(ends.map(({ type }) => type)).toEqual(['ExecutionAborted']);
  });

  it('leaves no wait behind that time would jump to', async () => {
    await aws.emulator.clock.hold();
    const machine = await aws.machine({
      StartAt: 'Both',
      TimeoutSeconds: 30 * DAY,
      States: {
        Both: {
          Type: 'Parallel',
          Branches: [
            { StartAt: 'WaitA', States: { WaitA: { Type: 'Wait', Seconds: DAY, End: true } } },
            { StartAt: 'WaitB', States: { WaitB: { Type: 'Wait', Seconds: 2 * DAY, End: true } } },
          ],
          End: true,
        },
      },
    });
    const executionArn = await aws.start(machine);
    await until('it waits', async () =>
      (await aws.emulator.clock.status()).pending === 3 ? true : undefined,
    );
    await aws.sfn.send(new StopExecutionCommand({ executionArn }));
    await until('nothing waits', async () =>
      (await aws.emulator.clock.status()).pending === 0 ? true : undefined,
    );
    await aws.emulator.clock.release();
    expect((await aws.ended(executionArn)).status).toBe('ABORTED');
  });
});

describe("a machine's TimeoutSeconds", () => {
  it('ends it as TIMED_OUT, at that moment, and nothing of it goes on', async () => {
    const { status, seconds, executionArn } = await run({
      StartAt: 'Long',
      TimeoutSeconds: 3 * DAY,
      States: { Long: { Type: 'Wait', Seconds: 5 * DAY, Next: 'Never' }, Never: { Type: 'Pass', End: true } },
    });
    expect(status).toBe('TIMED_OUT');
    expect(seconds).toBeGreaterThanOrEqual(3 * DAY);
    expect(seconds).toBeLessThan(3 * DAY + 1);
    const types = (await aws.history(executionArn)).map(({ type }) => type);
    expect(types.at(-1)).toBe('ExecutionTimedOut');
  });

  it('does nothing to one that ends before', async () => {
    const { status } = await run({
      StartAt: 'Short',
      TimeoutSeconds: DAY,
      States: { Short: { Type: 'Wait', Seconds: 60, End: true } },
    });
    expect(status).toBe('SUCCEEDED');
    expect((await aws.emulator.clock.status()).pending).toBe(0);
  });
});

describe('a task token', () => {
  it('times out after 14 days, at that moment', async () => {
    const timedOut = { ErrorEquals: ['States.Timeout'], Next: 'Late' };
    const { status, seconds, output } = await run(
      {
        StartAt: 'Hold',
        States: {
          Hold: { ...WAITS_FOR_TOKEN, TimeoutSeconds: 14 * DAY, Catch: [timedOut], Next: 'Decided' },
          Decided: { Type: 'Pass', Output: 'decided', End: true },
          Late: { Type: 'Pass', Output: 'late', End: true },
        },
      },
      { Tell: TELLS },
      { file: join(folder, 'token') },
    );
    expect({ status, output }).toEqual({ status: 'SUCCEEDED', output: 'late' });
    expect(seconds).toBeGreaterThanOrEqual(14 * DAY);
    expect(seconds).toBeLessThan(14 * DAY + 2);
  });

  it('takes its TimeoutSeconds from an expression', async () => {
    const { status, error, seconds } = await run(
      {
        StartAt: 'Hold',
        States: {
          Hold: { ...WAITS_FOR_TOKEN, TimeoutSeconds: '{% $states.input.days * 86400 %}', End: true },
        },
      },
      { Tell: TELLS },
      { days: 2, file: join(folder, 'token') },
    );
    expect({ status, error }).toEqual({ status: 'FAILED', error: 'States.Timeout' });
    expect(seconds).toBeGreaterThanOrEqual(2 * DAY);
    expect(seconds).toBeLessThan(2 * DAY + 2);
  });

  it('fails the task at once when the function that should pass it on throws', async () => {
    const { status, error, seconds } = await run(
      { StartAt: 'Hold', States: { Hold: { ...WAITS_FOR_TOKEN, TimeoutSeconds: DAY, End: true } } },
      { Tell: THROWS },
      { file: join(folder, 'token') },
    );
    expect({ status, error }).toEqual({ status: 'FAILED', error: 'ZoneChanged' });
    expect(seconds).toBeLessThan(5);
  });

  it('is answered in time', async () => {
    const { executionArn, taskToken } = await startAndHold({
      StartAt: 'Hold',
      States: { Hold: { ...WAITS_FOR_TOKEN, TimeoutSeconds: DAY, End: true } },
    });
    await aws.sfn.send(new SendTaskSuccessCommand({ taskToken, output: '{"decision":"promote"}' }));
    expect(await aws.ended(executionArn)).toMatchObject({
      status: 'SUCCEEDED',
      output: '{"decision": "promote"}',
    });
  });

  it('times out without heartbeats, and counts again from each of them', async () => {
    const timedOut = {
      ErrorEquals: ['States.Timeout'],
      Output: '{% $states.errorOutput.Error %}',
      Next: 'Late',
    };
    const { executionArn, taskToken } = await startAndHold({
      StartAt: 'Hold',
      States: {
        Hold: {
          ...WAITS_FOR_TOKEN,
          TimeoutSeconds: DAY,
          HeartbeatSeconds: 600,
          Catch: [timedOut],
          End: true,
        },
        Late: { Type: 'Pass', End: true },
      },
    });
    const { now, next } = await until('it waits for a heartbeat', async () => {
      const status = await aws.emulator.clock.status();
      return status.next === null ? undefined : { now: status.now, next: status.next };
    });
    expect(next - now).toBeLessThanOrEqual(600_000);
    await aws.sfn.send(new SendTaskHeartbeatCommand({ taskToken }));
    await aws.emulator.clock.release();
    const execution = await aws.ended(executionArn);
    expect(JSON.parse(execution.output ?? '')).toBe('States.HeartbeatTimeout');
    // The moment that was due without the heartbeat passes; the one after it ends the task.
    expect(execution.stopDate?.getTime()).toBeGreaterThan(next);
    expect(execution.stopDate?.getTime()).toBeLessThan(next + 10_000);
  });
});

describe('Parallel', () => {
  const failing = {
    StartAt: 'Fails',
    States: { Fails: { Type: 'Fail', Error: 'Broken', Cause: 'on purpose' } },
  };
  const soak = {
    StartAt: 'Soak',
    States: { Soak: { Type: 'Wait', Seconds: DAY, Next: 'Never' }, Never: { Type: 'Pass', End: true } },
  };

  it('ends the other branches when one fails', async () => {
    const { status, error, seconds, executionArn } = await run({
      StartAt: 'Both',
      States: { Both: { Type: 'Parallel', Branches: [soak, failing], End: true } },
    });
    expect({ status, error }).toEqual({ status: 'FAILED', error: 'Broken' });
    expect(seconds).toBeLessThan(5);
    const entered = (await aws.history(executionArn)).map(
      ({ stateEnteredEventDetails }) => stateEnteredEventDetails?.name,
    );
    expect(entered).toContain('Soak');
    expect(entered).not.toContain('Never');
  });

  it('goes on after its Catch', async () => {
    const caught = { ErrorEquals: ['Broken'], Next: 'Caught' };
    const { status, seconds } = await run({
      StartAt: 'Both',
      States: {
        Both: { Type: 'Parallel', Branches: [soak, failing], Catch: [caught], End: true },
        Caught: { Type: 'Wait', Seconds: 60, End: true },
      },
    });
    expect(status).toBe('SUCCEEDED');
    expect(seconds).toBeLessThan(70);
  });

  it('has Arguments, Output and Assign, and variables that its branches do not share', async () => {
    const branch = (name: string) => ({
      StartAt: `Set${name}`,
      States: {
        [`Set${name}`]: {
          Type: 'Pass',
          Assign: { mine: `{% $states.input.from & '${name}' %}` },
          Next: `Wait${name}`,
        },
        [`Wait${name}`]: { Type: 'Wait', Seconds: 60, Next: `Say${name}` },
        [`Say${name}`]: { Type: 'Pass', Output: '{% $mine & $states.context.State.Name %}', End: true },
      },
    });
    const { output, seconds } = await run({
      StartAt: 'Both',
      States: {
        Both: {
          Type: 'Parallel',
          Arguments: { from: 'of ' },
          Branches: [branch('A'), branch('B')],
          Assign: { count: '{% $count($states.result) %}' },
          Output: { said: '{% $states.result %}' },
          Next: 'Done',
        },
        Done: {
          Type: 'Pass',
          Output: { said: '{% $states.input.said %}', count: '{% $count %}' },
          End: true,
        },
      },
    });
    expect(output).toEqual({ said: ['of ASayA', 'of BSayB'], count: 2 });
    expect(seconds).toBeLessThan(62);
  });
});

describe('Map', () => {
  it('runs at most MaxConcurrency items at once, and ends the others when one fails', async () => {
    const item = { Type: 'Wait', Seconds: '{% $states.input %}', Next: 'Check' };
    const check = {
      Type: 'Choice',
      Choices: [{ Condition: '{% $states.input = 30 %}', Next: 'Fails' }],
      Default: 'Fine',
    };
    const machine = (items: number[]) => ({
      StartAt: 'Each',
      States: {
        Each: {
          Type: 'Map',
          Items: items,
          MaxConcurrency: 2,
          ItemProcessor: {
            StartAt: 'Item',
            States: {
              Item: item,
              Check: check,
              Fine: { Type: 'Pass', End: true },
              Fails: { Type: 'Fail', Error: 'Thirty' },
            },
          },
          End: true,
        },
      },
    });
    const good = await run(machine([100, 100, 100]));
    expect(good).toMatchObject({ status: 'SUCCEEDED', output: [100, 100, 100] });
    expect(Math.round(good.seconds)).toBe(200);
    const bad = await run(machine([DAY, 30, 100]));
    expect(bad).toMatchObject({ status: 'FAILED', error: 'Thirty' });
    expect(bad.seconds).toBeLessThan(35);
  });
});

describe('what AWS does and MiniStack does not', () => {
  it('gives the running execution when it is started again with the same name and input', async () => {
    await aws.emulator.clock.hold();
    const stateMachineArn = await aws.machine({
      StartAt: 'Soak',
      States: { Soak: { Type: 'Wait', Seconds: DAY, End: true } },
    });
    const started = { stateMachineArn, name: 'once', input: '{"a":1}' };
    const first = await aws.sfn.send(new StartExecutionCommand(started));
    const second = await aws.sfn.send(new StartExecutionCommand(started));
    expect(second.executionArn).toBe(first.executionArn);
    expect(second.startDate).toEqual(first.startDate);
    await expect(
      aws.sfn.send(new StartExecutionCommand({ ...started, input: '{"a":2}' })),
    ).rejects.toMatchObject({
      name: 'ExecutionAlreadyExists',
    });
    await aws.emulator.clock.release();
    await aws.ended(first.executionArn ?? '');
    await expect(aws.sfn.send(new StartExecutionCommand(started))).rejects.toMatchObject({
      name: 'ExecutionAlreadyExists',
    });
  });

  it('ends an execution whose state grows beyond 256 KiB, whatever it would catch', async () => {
    const { status, error } = await run(
      {
        StartAt: 'Large',
        States: {
          Large: {
            ...invoke('Large'),
            Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Caught' }],
            Next: 'Caught',
          },
          Caught: { Type: 'Pass', End: true },
        },
      },
      { Large: "exports.handler = async () => 'x'.repeat(262_143);" },
    );
    expect({ status, error }).toEqual({ status: 'FAILED', error: 'States.DataLimitExceeded' });
  });

  it('waits for a started machine with startExecution.sync, and takes it along when it is stopped', async () => {
    await aws.emulator.clock.hold();
    const child = await aws.machine({
      StartAt: 'Soak',
      States: { Soak: { Type: 'Wait', Seconds: DAY, End: true } },
    });
    const parent = await aws.machine({
      StartAt: 'Child',
      States: {
        Child: {
          Type: 'Task',
          Resource: 'arn:aws:states:::states:startExecution.sync:2',
          Arguments: { StateMachineArn: child },
          End: true,
        },
      },
    });
    const executionArn = await aws.start(parent);
    await until('the child waits', async () =>
      (await aws.emulator.executions()).find(
        ({ machine, state }) => child.endsWith(machine) && state === 'Soak',
      ),
    );
    await aws.sfn.send(new StopExecutionCommand({ executionArn }));
    await until('nothing waits', async () =>
      (await aws.emulator.clock.status()).pending === 0 ? true : undefined,
    );
    await aws.emulator.clock.release();
    await inState(executionArn, 'Child');
  });
});
