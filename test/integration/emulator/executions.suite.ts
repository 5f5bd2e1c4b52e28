import { StopExecutionCommand } from '@aws-sdk/client-sfn';
import { until } from './offline-aws.ts';
import { aws } from './shared-emulator.ts';
import { invoke } from './templates.ts';

const DAY = 86_400;

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
    const { status, seconds, executionArn } = await aws.run({
      StartAt: 'Long',
      TimeoutSeconds: 3 * DAY,
      States: { Long: { Type: 'Wait', Seconds: 5 * DAY, Next: 'Never' }, Never: { Type: 'Pass', End: true } },
    });
    expect(status).toBe('TIMED_OUT');
    expect(seconds).toBeGreaterThanOrEqual(3 * DAY);
    expect(seconds).toBeLessThan(3 * DAY + 60);
    const types = (await aws.history(executionArn)).map(({ type }) => type);
    expect(types.at(-1)).toBe('ExecutionTimedOut');
  });

  it('does nothing to one that ends before', async () => {
    const { status } = await aws.run({
      StartAt: 'Short',
      TimeoutSeconds: DAY,
      States: { Short: { Type: 'Wait', Seconds: 60, End: true } },
    });
    expect(status).toBe('SUCCEEDED');
    expect((await aws.emulator.clock.status()).pending).toBe(0);
  });
});

describe('what AWS does and MiniStack does not', () => {
  it('ends an execution whose state grows beyond 256 KiB, whatever it would catch', async () => {
    const { status, error } = await aws.run(
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
});

describe('Parallel', () => {
  it('has branches that share no variables and no context', async () => {
    const branch = (name: string) => ({
      StartAt: `Set${name}`,
      States: {
        [`Set${name}`]: {
          Type: 'Pass',
          Assign: { mine: `{% $states.input.from & ' ${name}' %}` },
          Next: `Wait${name}`,
        },
        [`Wait${name}`]: { Type: 'Wait', Seconds: 60, Next: `Say${name}` },
        [`Say${name}`]: { Type: 'Pass', Output: "{% $mine & ' ' & $states.context.State.Name %}", End: true },
      },
    });
    const machine = {
      StartAt: 'Both',
      States: { Both: { Type: 'Parallel', Branches: [branch('A'), branch('B')], End: true } },
    };
    const { output, seconds } = await aws.run(machine, {}, { from: 'of' });
    expect(output).toEqual(['of A SayA', 'of B SayB']);
    expect(seconds).toBeLessThan(100);
  });

  it('is stopped as a whole if a branch of it fails, and may catch that', async () => {
    const forDays = {
      StartAt: 'Heard',
      States: {
        Heard: { Type: 'Wait', Seconds: 20 * DAY, Next: 'Never' },
        Never: { Type: 'Pass', End: true },
      },
    };
    const fails = {
      StartAt: 'Later',
      States: {
        Later: { Type: 'Wait', Seconds: 3600, Next: 'Broken' },
        Broken: { Type: 'Fail', Error: 'Broken', Cause: 'out of order' },
      },
    };
    const { status, output, seconds, executionArn } = await aws.run({
      StartAt: 'Both',
      States: {
        Both: {
          Type: 'Parallel',
          Branches: [forDays, fails],
          Catch: [{ ErrorEquals: ['States.ALL'], Output: '{% $states.errorOutput %}', Next: 'Caught' }],
          Next: 'Never again',
        },
        'Never again': { Type: 'Pass', End: true },
        Caught: { Type: 'Wait', Seconds: 30 * DAY, End: true },
      },
    });
    expect({ status, output }).toEqual({
      status: 'SUCCEEDED',
      output: { Error: 'Broken', Cause: 'out of order' },
    });
    expect(seconds).toBeLessThan(30 * DAY + 3660);
    const entered = (await aws.history(executionArn)).flatMap(
      ({ stateEnteredEventDetails }) => stateEnteredEventDetails?.name ?? [],
    );
    expect(entered.toSorted()).toEqual(['Both', 'Broken', 'Caught', 'Heard', 'Later']);
  });
});
