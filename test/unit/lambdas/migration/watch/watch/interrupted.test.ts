import { soak } from '../../../../../../lambdas/migration/migrate/soak/soak.ts';
import { shiftWeight } from '../../../../../../lambdas/migration/swap/move-records.ts';
import type { WatchPorts } from '../../../../../../lambdas/migration/watch/watch/ports.ts';
import { watch } from '../../../../../../lambdas/migration/watch/watch/watch.ts';
import { Shop } from '../../../../../support/migration/shop.ts';
import { REQUEST, scene, terraform } from '../../../../../support/migration/watched-shop.ts';

/** What is amiss, and what Watch must have done about it in the end. */
const TROUBLES = {
  'a foreign write': (shop: Shop) => terraform(shop),
  'an alarm': (shop: Shop) => {
    const [alarm] = shop.alarms.alarms;
    if (alarm) shop.alarms.alarms[0] = { ...alarm, state: 'ALARM', stateReason: '12 > 5' };
  },
  'the end of the run': (shop: Shop) => shop.journal.endRun('run-1', 'closed', '2027-03-02T00:00:00.000Z'),
} as const;
type Trouble = keyof typeof TROUBLES;
const ALL = Object.keys(TROUBLES) as Trouble[];

async function troubled(trouble: Trouble) {
  const shop = await Shop.atStep(1);
  await soak({ run: shop.run, taskToken: 'token-1', step: 1, soakUntil: '2027-03-03T00:00:00Z' }, shop.world);
  const watched = await scene(shop);
  await TROUBLES[trouble](shop);
  return { shop, ...watched };
}

/** The same ports, with something done before each call of any of them. @param before is told its number, from 1 */
function interrupting(ports: WatchPorts, before: (call: number) => Promise<void>): WatchPorts {
  let calls = 0;
  const wrapped = <T extends object>(port: T): T =>
    new Proxy(port, {
      get(target, name) {
        const value: unknown = Reflect.get(target, name, target);
        if (typeof value !== 'function') return value;
        return async (...given: unknown[]) => {
          await before(++calls);
          return Reflect.apply(value, target, given);
        };
      },
    });
  const { journal, alarms, executions, schedules, tasks, topic, zoneOf, beforeImageOf } = ports;
  return {
    ...ports,
    journal: wrapped(journal),
    alarms: wrapped(alarms),
    executions: wrapped(executions),
    schedules: wrapped(schedules),
    tasks: wrapped(tasks),
    topic: wrapped(topic),
    zoneOf: (zoneId, waits) => wrapped(zoneOf(zoneId, waits)),
    beforeImageOf: async (run) => {
      await before(++calls);
      return beforeImageOf(run);
    },
  };
}

/** @returns how many calls of its ports a look takes */
async function callsOf(trouble: Trouble): Promise<number> {
  const { ports } = await troubled(trouble);
  let most = 0;
  await watch(
    REQUEST,
    interrupting(ports, async (call) => {
      most = call;
    }),
  );
  return most;
}

/** A mail may come twice, which is better than never; all else happens once. */
function expectDone(
  trouble: Trouble,
  { shop, answered, executions, schedules }: Awaited<ReturnType<typeof troubled>>,
) {
  const mails = shop.topic.published.length;
  const done = {
    soakEnded: new Set(answered).size,
    rollBacks: executions.started.size,
    schedules: schedules.made.size,
    mailed: mails > 0,
  };
  expect(mails).toBeLessThanOrEqual(2);
  expect(done).toEqual(
    {
      'a foreign write': { soakEnded: 1, rollBacks: 0, schedules: 1, mailed: true },
      'an alarm': { soakEnded: 0, rollBacks: 1, schedules: 1, mailed: false },
      'the end of the run': { soakEnded: 0, rollBacks: 0, schedules: 0, mailed: false },
    }[trouble],
  );
}

describe.each(ALL)('Watch, at %s', (trouble) => {
  it('that dies at any of its calls leaves all to the next minute’s', async () => {
    const calls = await callsOf(trouble);
    expect(calls).toBeGreaterThan(2);
    for (let at = 1; at <= calls; at++) {
      const subject = await troubled(trouble);
      const dying = interrupting(subject.ports, async (call) => {
        if (call >= at) throw new Error('the process was killed');
      });
      await watch(REQUEST, dying).catch(() => undefined);
      await watch(REQUEST, subject.ports);
      expectDone(trouble, subject);
    }
  });

  it('that meets a second one at any of its calls does the same once', async () => {
    const calls = await callsOf(trouble);
    for (let at = 1; at <= calls; at++) {
      const subject = await troubled(trouble);
      const met = interrupting(subject.ports, async (call) => {
        if (call === at) await watch(REQUEST, subject.ports);
      });
      await watch(REQUEST, met);
      expectDone(trouble, subject);
    }
  });

  it('that is refused any one call says so, or has done all', async () => {
    const calls = await callsOf(trouble);
    for (let at = 1; at <= calls; at++) {
      const subject = await troubled(trouble);
      const throttled = interrupting(subject.ports, async (call) => {
        if (call === at) throw Object.assign(new Error('slow down'), { name: 'TransientFailure' });
      });
      const outcome = await watch(REQUEST, throttled).catch((error: Error) => error.name);
      if (typeof outcome !== 'string' && outcome.unread.length === 0) expectDone(trouble, subject);
    }
  });
});

describe('Watch beside what writes meanwhile', () => {
  const next = (shop: Shop) => shiftWeight({ run: shop.run, step: 2, continues: '' }, shop.world);
  /** The execution of run-1 was stopped, and another one continues its migration. */
  const takenOver = (shop: Shop) => {
    const run = { name: 'run-2', arn: 'arn:run-2', startedAt: '2027-03-01T06:00:00.000Z' };
    return shiftWeight({ run, step: 2, continues: 'run-1' }, shop.world);
  };

  it.each([
    ['the next step of the run', next],
    ['a run that takes it over', takenOver],
  ])('is never alarmed by %s, at whichever of its calls that writes', async (_what, writes) => {
    for (let at = 1, calls = at; at <= calls; at++) {
      const shop = await Shop.atStep(1);
      await soak(
        { run: shop.run, taskToken: 'token-1', step: 1, soakUntil: '2027-03-03T00:00:00Z' },
        shop.world,
      );
      const { ports, answered } = await scene(shop);
      shop.now += 60_000;
      const met = interrupting(ports, async (call) => {
        calls = Math.max(calls, call);
        if (call === at) await writes(shop);
      });
      const { acts } = await watch(REQUEST, met);
      expect({ at, acts }).toEqual({ at, acts: [] });
      expect(answered).toEqual([]);
      expect(shop.topic.published).toEqual([]);
    }
  });
});
