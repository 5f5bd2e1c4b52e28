import { matrixOf } from '../../../../../rehearsal/matrix/migration/cells.ts';
import type { JsonObject } from '../../../../../rehearsal/snapshot/json.ts';
import { notSureOf } from '../../../../../rehearsal/trials/migration/first-step.ts';
import type { Counter } from '../../../../../rehearsal/world/counters.ts';
import { aSubject, plain } from './a-subject.ts';

const ERRORS: Counter = {
  metric: { namespace: 'Ingress', metricName: 'errors', dimensions: {} },
  counts: 'errors',
  as: 'total',
  unit: 'None',
  hasZeros: false,
  part: 1,
};
const SEVERITY = { part: 0.2, name: 'blog.shop.test.', seed: 1 };
const STEPS = [{ percent: 50, soakSeconds: 3600 }];

/** With an alarm on what counts a cluster of bare addresses, or legacy. */
function counted(by: Partial<Counter>, alarm: JsonObject = {}, of: 'cluster' | 'legacy' = 'cluster') {
  const own = { Namespace: 'Ingress', MetricName: 'errors', Dimensions: [], Threshold: 50, ...alarm };
  const given = aSubject({ metric: [plain('own', own)] }, { steps: STEPS }, 'uncounted');
  const subject = { ...given, cluster: { ...given.cluster, hosts: () => [] } };
  const counting = { countedBy: [{ ...ERRORS, ...by }] };
  if (of === 'legacy')
    return { ...subject, others: subject.others.map((each) => ({ ...each, ...counting })) };
  return { ...subject, cluster: { ...subject.cluster, ...counting } };
}

const matrix = (...given: Parameters<typeof counted>) =>
  matrixOf(counted(...given), SEVERITY, Date.UTC(2027, 0, 4));
const rolledBack = (...given: Parameters<typeof counted>) =>
  matrix(...given).cells.flatMap(({ failure, firedBy }) => (firedBy ? [failure] : []));

const ANSWERED_BADLY = ['target-5xx', 'resets', 'unhealthy-targets', 'no-answer', 'one-name'];

it.each<[string, Partial<Counter>, JsonObject]>([
  ['how many', {}, {}],
  ['how many, by their average', {}, { Statistic: 'Average' }],
  ['each', { as: 'each' }, {}],
  ['a percentage', { as: 'percent' }, { Statistic: 'Average', Threshold: 5 }],
])('an alarm on errors that a metric of one’s own counts rolls back: %s', (_, by, alarm) => {
  expect(rolledBack(by, alarm)).toEqual(ANSWERED_BADLY);
});

it('on latency, slow answers alone', () => {
  const p99 = { Statistic: undefined as never, ExtendedStatistic: 'p99', Threshold: 2000 };
  expect(rolledBack({ counts: 'latency', as: 'milliseconds' }, p99)).toEqual(['slow']);
});

it('is as useless as any other that averages what counts as 1, has another unit, or counts legacy', () => {
  const why = (...given: Parameters<typeof counted>) => matrix(...given).unfired[0];
  expect(why({ as: 'each' }, { Statistic: 'Average' })?.verdict).toBe('useless');
  expect(why({}, { Unit: 'Count' })?.why).toMatch(/^Unit Count: the unit of errors is None/);
  expect(why({}, {}, 'legacy')).toEqual({
    alarm: 'own',
    verdict: 'useless',
    why: "Ingress errors (no dimensions) counts legacy's requests: the cluster's failures don't show there. Watch a metric that counts the cluster's.",
  });
});

it('is known at the first step', () => {
  expect(notSureOf(counted({}))).toMatchObject({ notKnown: [] });
  expect(notSureOf(counted({ metric: { ...ERRORS.metric, metricName: 'others' } }))).toMatchObject({
    notKnown: ['own'],
  });
});
