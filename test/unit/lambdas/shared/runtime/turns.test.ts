import { TooManyChanges } from '../../../../../lambdas/shared/adapters/pacer.ts';
import { ENV } from '../../../../../lambdas/shared/contract/environment.ts';
import { mostChanges } from '../../../../../lambdas/shared/domain/batches.ts';
import { swapWorld } from '../../../../../lambdas/shared/runtime/swap-world.ts';
import { statusTurnsOf, turnsOf } from '../../../../../lambdas/shared/runtime/turns.ts';
import { someSettings } from '../../../../support/settings.ts';

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
  process.env[ENV.journalTable] = 'journal';
});

afterAll(() => {
  process.env = environment;
});

it('A process has one pacer, whose limits are those that its batches are made for', async () => {
  // Before the pacer is made: its clock never goes back.
  jest.useFakeTimers();
  const world = swapWorld(context);
  expect(mostChanges(world.settings)).toBe(500_000);
  const call = () => Promise.reject(Object.assign(new Error('Rate exceeded'), { name: 'Throttling' }));
  const crowded = expect(turnsOf(context).take(call, 100)).rejects.toBeInstanceOf(TooManyChanges);
  await jest.advanceTimersByTimeAsync(60_000);
  await crowded;
  jest.useRealTimers();
  expect(mostChanges(world.settings)).toBe(50);
  expect(mostChanges(swapWorld(context).settings)).toBe(50);
});

it('A process asks for the status of health checks four times at once, less what is left to others, then once a second', async () => {
  jest.useFakeTimers();
  const began = performance.now();
  const askedAt: number[] = [];
  const turns = statusTurnsOf({ ...context, settings: someSettings() });
  const asked = Promise.all(
    Array.from({ length: 5 }, () => turns.take(async () => askedAt.push(performance.now() - began))),
  );
  await jest.advanceTimersByTimeAsync(10_000);
  await asked;
  jest.useRealTimers();
  expect(askedAt.map((at) => Math.round(at / 250) * 250)).toEqual([0, 0, 0, 1000, 2250]);
});
