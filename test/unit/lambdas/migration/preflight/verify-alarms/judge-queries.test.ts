import type { CompareSettings } from '../../../../../../lambdas/migration/contract/compare-settings.ts';
import type { Series, SeriesQuery } from '../../../../../../lambdas/migration/domain/compare/periods.ts';
import { beginsOf, isPrometheus } from '../../../../../../lambdas/migration/domain/compare/periods.ts';
import type { Reading } from '../../../../../../lambdas/migration/domain/reading.ts';
import { judgeQueries } from '../../../../../../lambdas/migration/preflight/verify-alarms/judge-queries.ts';

const NOW = Date.parse('2027-01-04T08:00:00Z');
const of = (query: string) => ({ prometheus: { url: 'https://prometheus.example.com' }, query });
const side = (name: string) => ({ measured: of(`${name}_bad`), requests: of(`${name}_all`) });
const compare: CompareSettings = {
  falseAlarms: 0.01,
  metrics: [
    {
      name: 'Failures',
      statistic: 'Sum',
      legacy: side('legacy'),
      cluster: side('cluster'),
      tolerance: { absolute: 0.001, relative: 0.25 },
    },
  ],
};
const GOOD = { legacy_bad: 10, legacy_all: 1000, cluster_bad: 0, cluster_all: 5 };

/** @param values by query, the same in each period; a text says why there is none */
async function judged(values: Readonly<Record<string, number | string>>, settings = compare) {
  const asked: SeriesQuery[] = [];
  const read = async (queries: readonly SeriesQuery[]) => {
    asked.push(...queries);
    return queries.map(({ metric, periods }): Reading<Series> => {
      const value = values[isPrometheus(metric) ? metric.query : ''];
      if (typeof value === 'string') return { known: false, why: value };
      return {
        known: true,
        value: new Map(value === undefined ? [] : beginsOf(periods).map((at) => [at, value])),
      };
    });
  };
  const findings = await judgeQueries(settings, { read }, NOW);
  return { asked, findings, first: findings[0] };
}

describe('what each soak asks a Prometheus', () => {
  it('is asked once, for the last six hours', async () => {
    const { asked, findings } = await judged(GOOD);
    expect(asked.map(({ metric }) => isPrometheus(metric) && metric.query)).toEqual([
      'legacy_bad',
      'legacy_all',
      'cluster_bad',
      'cluster_all',
    ]);
    expect(asked[0]?.periods).toEqual({ from: NOW - 6 * 3_600_000, until: NOW, seconds: 900 });
    expect(findings).toMatchObject([{ level: 'pass', code: 'compared-query-ready', subject: 'Failures' }]);
  });

  it('is not asked where CloudWatch has all metrics', async () => {
    const metric = { namespace: 'Shop', metricName: 'Failures', dimensions: {} };
    const settings = {
      ...compare,
      metrics: [{ ...compare.metrics[0], legacy: metric, cluster: metric }],
    } as never;
    expect(await judged({}, settings)).toEqual({ asked: [], findings: [], first: undefined });
    expect(await judgeQueries(undefined, { read: () => Promise.reject(new Error('asked')) }, NOW)).toEqual(
      [],
    );
  });

  it('fails without an answer, and says each reason once', async () => {
    const { first } = await judged({ ...GOOD, legacy_bad: 'no way there', legacy_all: 'no way there' });
    expect(first).toMatchObject({ level: 'fail', code: 'compared-query-unanswered' });
    expect(first?.seen).toBe('No usable answer: no way there.');
  });

  it('fails without a value of legacy, and warns without one of a cluster that has no traffic yet', async () => {
    const { legacy_all: _, ...others } = GOOD;
    expect((await judged(others)).first).toMatchObject({
      level: 'fail',
      code: 'compared-query-empty',
      seen: 'In the last 6 h there is no value of legacy (legacy_bad; legacy_all).',
    });
    const { cluster_bad: _b, cluster_all: _a, ...ofLegacy } = GOOD;
    expect((await judged(ofLegacy)).first).toMatchObject({ level: 'warn', code: 'compared-query-empty' });
  });

  it.each([
    ['more errors than requests', { legacy_bad: 1100 }],
    ['less than no request', { cluster_all: -1 }],
  ])('fails with %s', async (_what, more) => {
    expect((await judged({ ...GOOD, ...more })).first).toMatchObject({
      level: 'fail',
      code: 'compared-query-wrong',
    });
  });

  it('may be more than the requests if it is a value', async () => {
    const settings = { ...compare, metrics: [{ ...compare.metrics[0], statistic: 'Average' }] } as never;
    expect((await judged({ ...GOOD, legacy_bad: 1e6 }, settings)).first).toMatchObject({ level: 'pass' });
  });
});
