import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { CloudWatchSeries } from '../../../../lambdas/migration/adapters/cloudwatch-series.ts';
import type { RequestMetric } from '../../../../lambdas/migration/contract/request-metric.ts';
import type { SeriesQuery } from '../../../../lambdas/migration/domain/compare/periods.ts';
import { type MonitoringSource, monitoringService } from '../../../../rehearsal/gateway/index.ts';
import { FUNCTION_CREDENTIALS } from '../../gateway/policies.ts';
import { NOW, type RehearsedAccount, rehearsedAccount } from '../../gateway/rehearsed-account.ts';

const PERIOD = 38_400_000;
/** Twenty-eight of them, the last one two days ago. */
const UNTIL = Math.floor((NOW - 2 * 86_400_000) / PERIOD) * PERIOD;
const PERIODS = { from: UNTIL - 28 * PERIOD, until: UNTIL, seconds: 38_400 };

/** A datapoint in every second period, with the period's number. */
class EverySecond implements MonitoringSource {
  metrics() {
    return [];
  }
  alarms() {
    return [];
  }
  history() {
    return [];
  }
  query(...[, start, end, periodSeconds]: Parameters<MonitoringSource['query']>) {
    const period = periodSeconds * 1000;
    const length = Math.floor((end - start) / period);
    return Array.from({ length }, (_, n) => ({ at: start + n * period, value: n })).filter(
      (_, n) => n % 2 === 0,
    );
  }
}

function query(metricName: string, periods = PERIODS): SeriesQuery<RequestMetric> {
  return { metric: { namespace: 'Test', metricName, dimensions: {} }, statistic: 'Sum', periods };
}

describe('series of metrics', () => {
  let source: EverySecond;
  let account: RehearsedAccount;
  let series: CloudWatchSeries;
  const calls = () =>
    account.gateway.calls.all().filter(({ operation }) => operation === 'GetMetricData').length;

  beforeEach(async () => {
    source = new EverySecond();
    account = await rehearsedAccount({
      services: { monitoring: monitoringService(source, { now: () => NOW }) },
    });
    series = new CloudWatchSeries(new CloudWatchClient(account.client(FUNCTION_CREDENTIALS)));
  });
  afterEach(() => account.stop());

  it('have a value where CloudWatch has a datapoint, at the begin of its period', async () => {
    const [reading] = await series.read([query('a')]);
    const begins = PERIODS.from;
    expect(reading).toEqual({ known: true, value: expect.any(Map) });
    const points = reading?.known ? [...reading.value].toSorted() : [];
    expect(points.slice(0, 2)).toEqual([
      [begins, 0],
      [begins + 2 * PERIODS.seconds * 1000, 2],
    ]);
    expect(points).toHaveLength(14);
  });

  it('are read by one call for each kind of period, and in the order asked', async () => {
    const shorter = { ...PERIODS, seconds: 1800 };
    const many = Array.from({ length: 120 }, (_, i) => query(`m${i}`, i % 2 === 0 ? PERIODS : shorter));
    const readings = await series.read(many);
    expect(readings.map((each) => (each.known ? each.value.size > 100 : undefined))).toEqual(
      many.map((_, i) => i % 2 === 1),
    );
    expect(calls()).toBe(2);
  });

  it('are empty where no period fits, and nobody is asked', async () => {
    expect(await series.read([query('a', { ...PERIODS, until: PERIODS.from })])).toEqual([
      { known: true, value: new Map() },
    ]);
    expect(calls()).toBe(0);
  });

  it('say why they can’t be read', async () => {
    account.policies.allows = () => false;
    expect(await series.read([query('a')])).toEqual([
      { known: false, why: expect.stringMatching(/^CloudWatch GetMetricData: AccessDenied/) },
    ]);
  });
});
