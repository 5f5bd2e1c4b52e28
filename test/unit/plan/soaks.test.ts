import type { MigrationSettings } from '../../../lambdas/migration/contract/settings.ts';
import { SOAK_CHECK } from '../../../plan/assess/checks/soaks.ts';
import type { Json } from '../../../rehearsal/snapshot/json.ts';
import { shopSettings } from '../../support/shop.ts';
import { shopSnapshot } from '../../support/shop-snapshot.ts';

const PLACE = '111122223333/us-west-1/cloudwatch';
const DAY = 86_400_000;
const START = Date.parse('2027-01-01T00:00:00Z');

/** A day of legacy's requests, so many each minute. */
function recorded(perMinute: number): Readonly<Record<string, Json>> {
  const minutes = Array.from({ length: 1440 }, (_, i) => new Date(START + i * 60_000).toISOString());
  const Metric = {
    Namespace: 'AWS/ELB',
    MetricName: 'RequestCount',
    Dimensions: [{ Name: 'LoadBalancerName', Value: 'legacy-shop' }],
  };
  return {
    [`${PLACE}/get-metric-data-input/legacy.json`]: {
      StartTime: new Date(START).toISOString(),
      EndTime: new Date(START + DAY).toISOString(),
      MetricDataQueries: [{ Id: 'a', MetricStat: { Metric, Period: 60, Stat: 'Sum' } }],
    },
    [`${PLACE}/get-metric-data/legacy.json`]: {
      MetricDataResults: [
        { Id: 'a', Timestamps: minutes, Values: minutes.map(() => perMinute), StatusCode: 'Complete' },
      ],
    },
  };
}

async function asked(files: Readonly<Record<string, Json>>, more: Partial<MigrationSettings> = {}) {
  const settings = { ...shopSettings(), ...more };
  // Nothing is asked by a client.
  return SOAK_CHECK.ask({ settings, snapshot: shopSnapshot(files), clients: undefined as never, now: START });
}

describe('the requests of a soak', () => {
  it('are enough at the rates that were recorded', async () => {
    expect(await asked(recorded(100))).toEqual({ findings: [], notAsked: [] });
  });

  it('are too few at a small share of little: that is said of each such step', async () => {
    const { findings } = await asked(recorded(1));
    expect(findings.map(({ subject, level, seen, why }) => [subject, level, seen, why])).toEqual([
      [
        'step 1 (5 %)',
        'warn',
        "At legacy's mean rate about 36 requests reach the cluster in its soak of 12 h; 100 are required.",
        'Even after all extensions, 15 h, it ends in a hold.',
      ],
    ]);
  });

  it('come while the soak is extended, where that is long enough', async () => {
    const soak = { ...shopSettings().soak, extensionSeconds: 86_400 };
    const { findings } = await asked(recorded(1), { soak });
    expect(findings[0]?.why).toBe('It is extended until they have come, to 3 d 12 h at most.');
  });

  it('are not known where nothing was recorded', async () => {
    expect(await asked({})).toEqual({ findings: [], notAsked: [expect.stringContaining('recorded')] });
  });
});
