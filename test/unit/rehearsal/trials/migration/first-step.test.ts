import { DrawnTrials } from '../../../../../rehearsal/trials/migration/draws.ts';
import { notSureLine, notSureOf } from '../../../../../rehearsal/trials/migration/first-step.ts';
import { failingAs } from '../../../../../rehearsal/world/failures.ts';
import { aSubject, plain } from '../../matrix/migration/a-subject.ts';

const errors = plain('errors');
const balancer = plain('balancer', { MetricName: 'HTTPCode_ELB_5XX_Count' });
const latency = plain('latency', {
  MetricName: 'TargetResponseTime',
  Statistic: undefined as never,
  ExtendedStatistic: 'p99',
  Threshold: 2,
});

it('names what no alarm rolls back at the first step', () => {
  expect(notSureOf(aSubject({ metric: [errors] }))).toEqual({
    percent: 5,
    failing: 20,
    failures: ['a 503 of the load balancer', 'slow answers', 'resets', 'unhealthy targets', 'no answer'],
    notKnown: [],
  });
});

it('says nothing where an alarm rolls back each', () => {
  const all = [errors, balancer, latency].map((alarm) => ({
    ...alarm,
    Threshold: alarm === latency ? 2 : 0,
  }));
  expect(notSureOf(aSubject({ metric: all }))).toBeUndefined();
});

it('an alarm that fires in some draws is not sure to', () => {
  const subject = aSubject({ metric: [plain('errors', { Threshold: 26.5 })] });
  const trials = new DrawnTrials(subject, { percent: 5 }, { seed: 1, at: Date.UTC(2027, 0, 4, 13) });
  const sureIn = (draws: number) =>
    trials.alwaysFires(failingAs('one-name', 1, 'blog.shop.test.'), 3600, draws);
  expect([1, 5].map(sureIn)).toEqual([true, false]);
});

it('names alarms on metrics that the world lacks, also behind others: of these only the account knows', () => {
  const own = plain('own', { Namespace: 'Ingress', MetricName: 'errors' });
  const all = { ...plain('all'), AlarmRule: 'ALARM(own) OR ALARM(errors)' };
  const subject = aSubject({ metric: [errors, own], composite: [all] });
  expect(notSureOf({ ...subject, alarms: [...subject.alarms, 'gone'] })?.notKnown).toEqual([
    'own',
    'all',
    'gone',
  ]);
});

it('writes it in one line, with what was not known and the command that shows more', () => {
  const notSure = { percent: 0.5, failing: 20, failures: ['resets', 'one name only'], notKnown: [] };
  expect(notSureLine(notSure, [])).toBe(
    "At 0.5 %, if 20 % of the cluster's requests fail, no alarm is sure to roll back: resets, one name only. See: npm start -- matrix",
  );
  expect(notSureLine({ ...notSure, notKnown: ['odd'] }, ['--app "node a.ts"', '--snapshot b'])).toMatch(
    / one name only\. Not known: odd\. See: npm start -- matrix --app "node a\.ts" --snapshot b$/,
  );
});
