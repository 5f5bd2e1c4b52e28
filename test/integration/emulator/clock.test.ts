import type { HistoryEvent } from '@aws-sdk/client-sfn';
import { type OfflineAws, startOfflineAws } from './offline-aws.ts';
import { arnOf, functionOf, invoke, machineOf } from './templates.ts';

const DAY = 86_400;

// How much later than the due moment a state may go on: the clock runs normally from there on, so this is the
// time that the emulator itself takes. It is not a tolerance of the clock's.
const WORK_MS = 250;

let aws: OfflineAws;

beforeAll(async () => {
  aws = await startOfflineAws();
});

afterAll(async () => {
  await aws.stop();
});

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
