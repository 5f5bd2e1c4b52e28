import type { AccountEvidence } from '../../../../rehearsal/checks/check.ts';
import { dashboardHasData, queriedFieldsLogged } from '../../../../rehearsal/checks/dashboard.ts';
import type { MetricId } from '../../../../rehearsal/world/metrics.ts';

const evidenceOf = (observed: Partial<AccountEvidence['observed']>) =>
  ({
    observed: { dashboards: [], queries: [], filters: [], lines: new Map(), ...observed },
  }) as unknown as AccountEvidence;

describe('the check of a dashboard', () => {
  const graph = (...metrics: object[][]) =>
    evidenceOf({
      dashboards: [JSON.stringify({ widgets: [{ type: 'metric', properties: { title: 'T', metrics } }] })],
    });
  const REQUESTS = ['ns', 'Requests', 'Side', 'legacy', { id: 'legacy' }] as unknown as object[];
  const has = ({ metricName, dimensions }: MetricId) =>
    metricName === 'Requests' && dimensions.Side === 'legacy';
  const found = (evidence: AccountEvidence) => dashboardHasData(has).contradictions(evidence);

  it('holds if each metric has data with its dimensions', () => {
    expect(found(graph(REQUESTS, [{ expression: 'FILL(legacy, 0)' }]))).toEqual([]);
  });

  it('names the metric that has none: another dimension is another metric', () => {
    const other = ['ns', 'Requests', 'Side', 'both', {}] as unknown as object[];
    expect(found(graph(REQUESTS, other))).toEqual([
      expect.stringMatching(/^T: .*"Side":"both".* has no data$/),
    ]);
  });

  it('names what an expression reads that is not there', () => {
    expect(found(graph(REQUESTS, [{ expression: 'FILL(cluster, 0)' }]))).toEqual([
      'T: no metric of an expression is called cluster',
    ]);
  });

  it('proves nothing of a dashboard without a metric, and holds without one', () => {
    expect(found(graph())).toEqual([]);
    expect(found(evidenceOf({ dashboards: ['{"widgets":[]}'] }))).toEqual([
      expect.stringContaining('proves nothing'),
    ]);
    expect(found(evidenceOf({}))).toEqual([]);
  });
});

describe('the check of log queries', () => {
  const QUERY =
    'fields @timestamp, service, result.reasons.0\n| filter result.verdict in ["hold"] and ispresent(step)\n| sort @timestamp desc\n| limit 20';
  const LINE = { service: 'JudgeSoak', step: 1, result: { verdict: 'hold', reasons: ['so'] } };
  const evidence = (query: string, lines: readonly string[]) =>
    evidenceOf({ queries: [{ name: 'Q', query, groups: ['g'] }], lines: new Map([['g', lines]]) });
  const check = queriedFieldsLogged({ zone: 'only of an error' });

  it('holds if each field is in some line, or is declared', () => {
    expect(check.contradictions(evidence(QUERY, ['START', JSON.stringify(LINE)]))).toEqual([]);
    expect(check.contradictions(evidence(`${QUERY}\n| filter zone = "z"`, [JSON.stringify(LINE)]))).toEqual(
      [],
    );
  });

  it('names a field that no line has', () => {
    const misspelt = QUERY.replace('result.verdict', 'result.verdikt');
    expect(check.contradictions(evidence(misspelt, [JSON.stringify(LINE)]))).toEqual([
      'Q: no line has the field result.verdikt',
    ]);
  });

  it('names a log group that is not there, also in a widget', () => {
    const body = {
      widgets: [{ type: 'log', properties: { title: 'W', query: "SOURCE 'gone' | fields service" } }],
    };
    expect(check.contradictions(evidenceOf({ dashboards: [JSON.stringify(body)] }))).toEqual([
      'W: there is no log group gone',
      'W: no line has the field service',
    ]);
  });
});
