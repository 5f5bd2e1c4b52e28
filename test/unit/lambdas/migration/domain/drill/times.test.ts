import type { DrillHalf } from '../../../../../../lambdas/migration/contract/drill.ts';
import {
  drilledZones,
  notMeasured,
  slowerThanPredicted,
} from '../../../../../../lambdas/migration/domain/drill/times.ts';
import { drillSettings } from '../../../../../../lambdas/migration/swap/drill-ports.ts';
import { later } from '../../../../../../lambdas/shared/domain/time.ts';
import { someSettings } from '../../../../../support/migration/settings.ts';

const SINCE = '2026-03-01T00:00:00.000Z';
const images = new Map(
  someSettings().zones.map(({ id, name }) => [
    id,
    {
      fenceName: `_drill-shop.${name}`,
      records: [
        { Name: `_drilled-shop.${name}`, Type: 'A', TTL: 300, ResourceRecords: [{ Value: '192.0.2.1' }] },
      ],
      follows: [],
    },
  ]),
);

/** Both zones: accepted after so many seconds, in sync so many after that, and answered so many after it was accepted. */
function half(accepted: number, inSync: number, answered = inSync): DrillHalf {
  const acceptedAt = later(SINCE, accepted);
  const ids = [...images.keys()];
  return {
    since: SINCE,
    change: {
      changes: ids.map((zoneId) => ({ zoneId, changeIds: ['C1'], acceptedAt, epoch: 1 })),
      ttlInForceSeconds: 60,
    },
    seen: ids.map((zoneId) => ({
      zoneId,
      inSyncAt: later(acceptedAt, inSync),
      answersAt: later(acceptedAt, answered),
    })),
  };
}

const measured = (
  moved: DrillHalf | undefined,
  restored: DrillHalf | undefined,
  route53 = someSettings().route53,
) =>
  drilledZones({
    settings: drillSettings(someSettings({ route53 })),
    images,
    percent: 5,
    ...(moved && { moved }),
    ...(restored && { restored }),
  });

describe('the times of a drill', () => {
  it.each<[string, DrillHalf, DrillHalf, number]>([
    ['as fast as predicted', half(10, 65), half(10, 65), 0],
    ['faster', half(0, 0), half(0, 0), 0],
    ['accepted late in the step', half(10.1, 1), half(1, 1), 2],
    ['in sync late in the step', half(1, 65.1, 1), half(1, 1), 2],
    ['answered late in the step', half(1, 1, 65.1), half(1, 1), 2],
    ['answered late in the rollback', half(1, 1), half(1, 1, 65.1), 2],
    // Late enough for the sum, too.
    ['accepted late in the rollback', half(1, 1), half(80, 1), 4],
    ['in sync late in the rollback', half(1, 1), half(1, 65.1, 1), 2],
  ])('%s', (_what, moved, restored, slower) => {
    const zones = measured(moved, restored);
    expect([slowerThanPredicted(zones).length, notMeasured(zones)]).toEqual([slower, []]);
  });

  it('that are not known are not measured, whatever is missing', () => {
    expect(notMeasured(measured(half(1, 1), undefined))).toHaveLength(2 * 5);
    expect(notMeasured(measured(undefined, half(1, 1)))).toHaveLength(2 * 3);
    const unseen = { ...half(1, 1), seen: [] };
    expect(notMeasured(measured(half(1, 1), unseen))).toHaveLength(2 * 4);
    expect(slowerThanPredicted(measured(undefined, undefined))).toEqual([]);
  });

  it('that name servers never had are not known, and say which and why', () => {
    const { seen, ...rest } = half(1, 1);
    const [first, ...others] = seen;
    if (!first) throw new Error('There are two zones.');
    const behind = { ...first, answersAt: '', behind: ['ns-1.test: timed out'] };
    expect(notMeasured(measured(half(1, 1), { ...rest, seen: [behind, ...others] }))).toEqual([
      'shop.test, the rollback: accepted → all name servers answer could not be measured.',
      'shop.test, the rollback: ns-1.test: timed out.',
    ]);
  });

  it('are predicted for each zone with those that are written before it', () => {
    const tight = {
      requests: { burst: 50, perSecond: 10 },
      changes: { burst: 8, perSecond: 1 },
      leftForOthers: 0,
    };
    const [first, second] = measured(half(1, 1), half(1, 1), tight);
    for (const part of ['step', 'rollBack'] as const)
      expect(second?.[part][0]?.seconds).toBeGreaterThan(first?.[part][0]?.seconds ?? 0);
  });
});
