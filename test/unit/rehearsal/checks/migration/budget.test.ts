import {
  migrateEndedBefore,
  restoredSoonAfter,
  rolledBackInTime,
  transitionsOfSteps,
} from '../../../../../rehearsal/checks/migration/budget.ts';
import type { Evidence } from '../../../../../rehearsal/checks/migration/evidence.ts';
import { anExecution, fence, onCluster, recordOf, type SomeShop, someShop } from './some-evidence.ts';

const STEPS = [false, false, true, false, false].map((approval) => ({ approval }));

let shop: SomeShop;
beforeEach(async () => {
  shop = await someShop();
});
afterEach(() => shop.close());

it.each([
  [72, []],
  [73, ['it took 73']],
])('%d transitions for five steps', async (taken, contradictions) => {
  const evidence = shop.evidence({
    transitions: new Map([['Migrate', { all: taken + 14, inBranches: 14 }]]),
  });
  expect(await transitionsOfSteps(STEPS).contradictions(evidence)).toEqual(contradictions);
});

it('no transitions at all contradict', async () => {
  expect(await transitionsOfSteps(STEPS).contradictions(shop.evidence())).toEqual(['Migrate did not run']);
});

describe('a rollback in time', () => {
  /** Legacy is restored; an alarm had fired so many seconds before. */
  function restoredAfter(seconds: number): Evidence {
    const www = recordOf(shop, 'www.shop.test.', 'A');
    shop.change(
      { Action: 'DELETE', ResourceRecordSet: www },
      { Action: 'CREATE', ResourceRecordSet: onCluster(www) },
    );
    const evidence = shop.evidence();
    shop.change(
      { Action: 'DELETE', ResourceRecordSet: onCluster(www) },
      { Action: 'CREATE', ResourceRecordSet: www },
      { Action: 'CREATE', ResourceRecordSet: fence('phase=restored,weight=0') },
    );
    const at = evidence.situation.now - seconds * 1000;
    const to = { state: 'ALARM' as const, reason: '', reasonData: '', since: at };
    const alarms = [{ history: [{ alarm: 'a', at, from: { ...to, state: 'OK' as const }, to }] }];
    return { ...evidence, scene: { ...shop.scene, world: { alarms } } } as unknown as Evidence;
  }

  it('is one within the budget from the alarm on', async () => {
    expect(await rolledBackInTime.contradictions(restoredAfter(1))).toEqual([]);
  });

  it('is none a minute later', async () => {
    expect(await rolledBackInTime.contradictions(restoredAfter(60))).toEqual([
      expect.stringMatching(/^it took \d min/),
    ]);
  });

  it('is none without an alarm', async () => {
    expect(await rolledBackInTime.contradictions(shop.evidence())).toHaveLength(1);
  });
});

describe('after an outage', () => {
  /** Legacy is restored in the shop's zone a minute after the start; the other zone is left out. */
  function restoredAfterAMinute(): Evidence {
    const www = recordOf(shop, 'www.shop.test.', 'A');
    shop.change(
      { Action: 'DELETE', ResourceRecordSet: www },
      { Action: 'CREATE', ResourceRecordSet: onCluster(www) },
    );
    shop.change(
      { Action: 'DELETE', ResourceRecordSet: onCluster(www) },
      { Action: 'CREATE', ResourceRecordSet: www },
      { Action: 'CREATE', ResourceRecordSet: fence('phase=restored,weight=0') },
    );
    return shop.evidence();
  }

  it.each([
    ['soon after', 50_000, 10_000, []],
    ['too late', 50_000, 9_999, ['after 10 s']],
    ['before it could be', 60_001, 60_000, ['after -0.0 s']],
  ])('legacy is put back %s', async (_what, from, within, contradictions) => {
    const evidence = restoredAfterAMinute();
    const found = await restoredSoonAfter(() => from, within).contradictions(evidence);
    expect(found.filter((text) => !text.endsWith(': never'))).toEqual(
      contradictions.map((text) => expect.stringContaining(text)),
    );
    expect(found.filter((text) => text.endsWith(': never'))).toHaveLength(evidence.scene.zoneIds.length - 1);
  });

  it('Migrate was stopped before it was over', async () => {
    const at = (ms: number) => new Date(shop.scene.start + ms).toISOString();
    const endedAt = (stopped: string | null) =>
      migrateEndedBefore(() => 60_000).contradictions(
        shop.evidence({ executions: [anExecution({ stopped })] }),
      );
    expect(await endedAt(at(59_999))).toEqual([]);
    expect(await endedAt(at(60_000))).toHaveLength(1);
    expect(await endedAt(null)).toEqual(['one ended never']);
  });
});
