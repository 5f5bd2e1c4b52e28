import { TooManyChanges } from '../../../../../lambdas/migration/adapters/pacer.ts';
import { ENV } from '../../../../../lambdas/migration/contract/environment.ts';
import { mostChanges } from '../../../../../lambdas/migration/domain/batches.ts';
import { swapPorts } from '../../../../../lambdas/migration/runtime/swap-ports.ts';
import { statusTurnsOf, turnsOf } from '../../../../../lambdas/migration/runtime/turns.ts';
import { someSettings } from '../../../../support/migration/settings.ts';

const context = {
  settings: someSettings({
    route53: {
      requests: { burst: 10, perSecond: 1000 },
      changes: { burst: 1e6, perSecond: 1e6 },
      leftForOthers: 0,
    },
  }),
  clock: { now: () => 0 },
  patience: () => Number.POSITIVE_INFINITY,
};

const environment = { ...process.env };

beforeAll(() => {
  // Once, before the process's pacer is made: its clock never goes back.
  jest.useFakeTimers();
  process.env[ENV.journalTable] = 'journal';
});

afterAll(() => {
  jest.useRealTimers();
  process.env = environment;
});

it('A turn is waited for until the time that is given, and no longer than the function’s time', async () => {
  const clock = { now: () => Date.now() };
  const taken = (patience: number, until?: number) =>
    turnsOf({ ...context, clock, patience: () => patience }, { until }).take(async () => 'taken', 2_000_000);
  // From the second on each waits for the debt of the one before: two seconds.
  await expect(taken(0)).resolves.toBe('taken');
  await expect(taken(1000)).rejects.toThrow('the next call in 2 s');
  await expect(taken(60_000, Date.now() + 1000)).rejects.toThrow('the next call in 2 s');
  const waiting = expect(taken(60_000, Date.now() + 2500)).resolves.toBe('taken');
  await jest.advanceTimersByTimeAsync(2000);
  await waiting;
});

it('A process has one pacer, whose limits are those that its batches are made for', async () => {
  const world = swapPorts(context);
  expect(mostChanges(world.settings)).toBe(500_000);
  const call = () => Promise.reject(Object.assign(new Error('Rate exceeded'), { name: 'Throttling' }));
  const crowded = expect(turnsOf(context).take(call, 100)).rejects.toBeInstanceOf(TooManyChanges);
  await jest.advanceTimersByTimeAsync(60_000);
  await crowded;
  expect(mostChanges(world.settings)).toBe(50);
  expect(mostChanges(swapPorts(context).settings)).toBe(50);
});

it('A process asks for the status of health checks four times at once, less what is left to others, then once a second', async () => {
  const began = performance.now();
  const askedAt: number[] = [];
  const turns = statusTurnsOf({ ...context, settings: someSettings() });
  const asked = Promise.all(
    Array.from({ length: 5 }, () => turns.take(async () => askedAt.push(performance.now() - began))),
  );
  await jest.advanceTimersByTimeAsync(10_000);
  await asked;
  expect(askedAt.map((at) => Math.round(at / 250) * 250)).toEqual([0, 0, 0, 1000, 2250]);
});
