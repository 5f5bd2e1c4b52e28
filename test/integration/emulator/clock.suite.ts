import type { HistoryEvent } from '@aws-sdk/client-sfn';
import { useAskedServer } from './asked-server.ts';
import { until } from './offline-aws.ts';
import { aws } from './shared-emulator.ts';
import { arnOf, functionOf, invoke, machineOf } from './templates.ts';

const DAY = 86_400;

// How much later than the due moment a state may go on: the clock runs normally from there on, so this is the
// time that the emulator itself takes, on a busy machine. A wrong jump is nearly a minute at least.
const WORK_MS = 10_000;

const asked = useAskedServer();

const WHAT_TIME = 'exports.handler = async () => ({ date: new Date().toISOString(), now: Date.now() });';

function week() {
  const days = Array.from({ length: 7 }, (_, day) => [
    [`Wait${day}`, { Type: 'Wait', Seconds: DAY, Next: `Look${day}` }],
    [
      `Look${day}`,
      {
        ...invoke('WhatTime'),
        Assign: { [`day${day}`]: '{% $states.result.Payload.now %}' },
        ...(day < 6 ? { Next: `Wait${day + 1}` } : { Next: 'Done' }),
      },
    ],
  ]).flat();
  const seen = Array.from({ length: 7 }, (_, day) => `$day${day}`).join(',');
  const done = { Type: 'Pass', Output: `{% [${seen}] %}`, End: true };
  return { StartAt: 'Wait0', States: { ...Object.fromEntries(days), Done: done } };
}

function at(history: HistoryEvent[], type: string, name: string): number {
  const event = history.find(
    (found) =>
      found.type === type && (found.stateEnteredEventDetails ?? found.stateExitedEventDetails)?.name === name,
  );
  if (!event?.timestamp) throw new Error(`no ${type} of ${name} in the history`);
  return event.timestamp.getTime();
}

describe('a week of waits', () => {
  it('takes seconds, and its history and functions have the times of a real week', async () => {
    const { Week = '' } = await aws.deploy(
      'week',
      { ...functionOf('WhatTime', WHAT_TIME), ...machineOf('Week', week(), ['WhatTime']) },
      arnOf('Week'),
    );
    const began = performance.now();
    const executionArn = await aws.start(Week);
    const execution = await aws.ended(executionArn);
    expect({ status: execution.status, cause: execution.cause }).toEqual({
      status: 'SUCCEEDED',
      cause: undefined,
    });
    expect(performance.now() - began).toBeLessThan(30_000);

    const history = await aws.history(executionArn);
    const seen = JSON.parse(execution.output ?? '[]') as number[];
    for (let day = 0; day < 7; day++) {
      const waited =
        at(history, 'WaitStateExited', `Wait${day}`) - at(history, 'WaitStateEntered', `Wait${day}`);
      expect(waited).toBeGreaterThanOrEqual(DAY * 1000);
      expect(waited).toBeLessThan(DAY * 1000 + WORK_MS);
      expect(seen[day]).toBeGreaterThanOrEqual(at(history, 'TaskStateEntered', `Look${day}`));
      expect(seen[day]).toBeLessThanOrEqual(at(history, 'TaskStateExited', `Look${day}`));
    }
  });
});

describe('many machines at once', () => {
  // What a function sees of time while it works, against what its timers say: a jump would be minutes at least.
  const MEASURES = `exports.handler = async () => {
  const [before, real] = [Date.now(), performance.now()];
  await new Promise((next) => setTimeout(next, 15));
  return Date.now() - before - (performance.now() - real);
};`;
  const MACHINES = 5;
  const ROUNDS = 4;

  function rounds(machine: number) {
    const states = Array.from({ length: ROUNDS }, (_, round) => [
      // Uneven, so that the waits of one end while functions of the others work.
      [`Wait${round}`, { Type: 'Wait', Seconds: 977 * (round + 1) + 53 * machine, Next: `Work${round}` }],
      [
        `Work${round}`,
        {
          ...invoke('Measures'),
          Assign: { [`jump${round}`]: '{% $states.result.Payload %}' },
          Next: round === ROUNDS - 1 ? 'Done' : `Wait${round + 1}`,
        },
      ],
    ]).flat();
    const jumps = Array.from({ length: ROUNDS }, (_, round) => `$jump${round}`).join(',');
    const done = { Type: 'Pass', Output: `{% [${jumps}] %}`, End: true };
    return { StartAt: 'Wait0', States: { ...Object.fromEntries(states), Done: done } };
  }

  it('wait exactly, and no function sees time jump while it works', async () => {
    const machines = await Promise.all(
      Array.from({ length: MACHINES }, (_, machine) => aws.machine(rounds(machine), { Measures: MEASURES })),
    );
    await aws.emulator.clock.hold();
    const executions = await Promise.all(machines.map((machine) => aws.start(machine)));
    await aws.emulator.clock.release();
    for (const [machine, executionArn] of executions.entries()) {
      const jumps = JSON.parse((await aws.ended(executionArn)).output ?? '[]') as number[];
      expect(jumps).toHaveLength(ROUNDS);
      expect(Math.max(...jumps.map(Math.abs))).toBeLessThan(WORK_MS);
      const history = await aws.history(executionArn);
      for (let round = 0; round < ROUNDS; round++) {
        const waited =
          at(history, 'WaitStateExited', `Wait${round}`) - at(history, 'WaitStateEntered', `Wait${round}`);
        expect(waited - (977 * (round + 1) + 53 * machine) * 1000).toBeGreaterThanOrEqual(0);
        expect(waited - (977 * (round + 1) + 53 * machine) * 1000).toBeLessThan(WORK_MS);
      }
    }
  });
});

describe('hold', () => {
  it('keeps time from jumping until it is released as often', async () => {
    const machine = await aws.machine({
      StartAt: 'Soak',
      States: { Soak: { Type: 'Wait', Seconds: DAY, End: true } },
    });
    await aws.emulator.clock.hold();
    await aws.emulator.clock.hold();
    const executionArn = await aws.start(machine);
    const { next } = await until('it waits', async () => {
      const status = await aws.emulator.clock.status();
      return status.next !== null && status.next > status.now + 1000 ? status : undefined;
    });
    await aws.emulator.clock.release();
    expect(await aws.emulator.clock.status()).toMatchObject({ held: true, pending: 1, next });
    // A round of normal time: whoever jumped would have done it by now.
    await aws.ended(await startHeldOneSecond());
    expect(aws.emulator.clock.now()).toBeLessThan(next ?? 0);
    await aws.emulator.clock.release();
    expect((await aws.ended(executionArn)).status).toBe('SUCCEEDED');
    expect(aws.emulator.clock.now()).toBeGreaterThanOrEqual(next ?? Number.POSITIVE_INFINITY);
  });

  async function startHeldOneSecond() {
    return aws.start(
      await aws.machine({ StartAt: 'Short', States: { Short: { Type: 'Wait', Seconds: 1, End: true } } }),
    );
  }
});

/** An execution that has just ended may still be at its end. */
function busy(functions: number): Promise<true> {
  return until(`${functions} are at work`, async () =>
    (await aws.emulator.clock.status()).busy === functions ? true : undefined,
  );
}

describe('a function that works', () => {
  /** It waits for an answer, then computes for 600 ms: a timer would be sleep. */
  const SLOW = `exports.handler = async ({ url }) => {
  await (await fetch(url)).text();
  const until = Date.now() + 600;
  while (Date.now() < until);
};`;

  it('sees time run normally, whatever waits elsewhere', async () => {
    const soak = await aws.machine({
      StartAt: 'Soak',
      States: { Soak: { Type: 'Wait', Seconds: DAY, End: true } },
    });
    const slow = await aws.machine(
      { StartAt: 'Slow', States: { Slow: { ...invoke('Slow'), End: true } } },
      { Slow: SLOW },
    );
    await aws.emulator.clock.hold();
    const soaking = await aws.start(soak);
    const working = await aws.start(slow, { url: asked.url });
    // What is pending then is the soak's end, and the time-out of the call.
    await until('both have begun', async () => {
      const { pending } = await aws.emulator.clock.status();
      return asked.waiting[0] && pending === 2 ? true : undefined;
    });
    await aws.emulator.clock.release();
    asked.waiting[0]?.end();
    await aws.ended(working);
    await aws.ended(soaking);
    const history = await aws.history(working);
    const took = at(history, 'TaskStateExited', 'Slow') - at(history, 'TaskStateEntered', 'Slow');
    expect(took).toBeGreaterThan(500);
    expect(took).toBeLessThan(30_000);
  });

  it('lets time go on without it while it is parked, and counts again afterwards', async () => {
    const held = `exports.handler = async ({ url }) => {
  const before = Date.now();
  await (await fetch(url)).text();
  return { before, after: Date.now() };
};`;
    const soak = await aws.machine({
      StartAt: 'Soak',
      States: { Soak: { Type: 'Wait', Seconds: DAY, End: true } },
    });
    const late = await aws.machine(
      { StartAt: 'Late', States: { Late: { ...invoke('Late'), End: true } } },
      { Late: held },
    );
    const executionArn = await aws.start(late, { url: asked.url });
    await until('it asks', async () => asked.waiting[0]);
    const [invocation] = await aws.emulator.inFlight();
    const which = { requestId: invocation?.requestId ?? '' };
    expect(await aws.emulator.clock.park(which)).toMatchObject({ ...which, parked: true });
    await aws.ended(await aws.start(soak));
    expect(await aws.emulator.clock.unpark({ key: invocation?.key ?? '' })).toMatchObject({
      ...which,
      parked: false,
    });
    await busy(1);
    asked.waiting[0]?.end();
    const { before, after } = JSON.parse((await aws.ended(executionArn)).output ?? '{}');
    expect(after - before).toBeGreaterThanOrEqual(DAY * 1000);
    await busy(0);
  });

  it('can only be parked while it is in flight', async () => {
    await expect(aws.emulator.clock.park({ requestId: 'nobody' })).rejects.toThrow(
      'no such function is in flight',
    );
  });
});

describe("a task's time-out", () => {
  it('comes when its time has passed, also while the function is parked', async () => {
    const machine = await aws.machine(
      { StartAt: 'Hangs', States: { Hangs: { ...invoke('Hangs', { TimeoutSeconds: 900 }), End: true } } },
      { Hangs: 'exports.handler = ({ url }) => fetch(url);' },
    );
    const executionArn = await aws.start(machine, { url: asked.url });
    await until('it asks', async () => asked.waiting[0]);
    const [invocation] = await aws.emulator.inFlight();
    await aws.emulator.clock.park({ requestId: invocation?.requestId ?? '' });
    const execution = await aws.ended(executionArn);
    expect(execution).toMatchObject({ status: 'FAILED', error: 'States.Timeout' });
    const seconds = ((execution.stopDate?.getTime() ?? 0) - (execution.startDate?.getTime() ?? 0)) / 1000;
    expect(seconds).toBeGreaterThanOrEqual(900);
    expect(seconds).toBeLessThan(930);
  });
});
