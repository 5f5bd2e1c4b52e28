import { cellOf, type Matrix, matrixOf } from '../../../../../rehearsal/matrix/migration/cells.ts';
import { meanMoment } from '../../../../../rehearsal/trials/migration/mean-moment.ts';
import { quietestOf, type Subject } from '../../../../../rehearsal/trials/migration/subject.ts';
import type { Failure } from '../../../../../rehearsal/world/failures.ts';
import { aSubject, BALANCER, plain } from './a-subject.ts';

const START = Date.UTC(2027, 0, 4);
const SEVERITY = { part: 0.2, name: 'blog.shop.test.', seed: 1 };

const played = (subject: Subject): Matrix => matrixOf(subject, SEVERITY, START);
/** What many tests look at: it is played once, and nobody changes it. */
let withErrors: Matrix;
beforeAll(() => {
  withErrors = played(aSubject({ metric: [plain('errors')] }));
});
const firedBy = ({ cells }: Matrix, failure: Failure) =>
  cells.filter((cell) => cell.failure === failure).map((cell) => cell.firedBy?.alarm);

const network = (MetricName: string) =>
  plain(MetricName, { MetricName, Namespace: 'AWS/NetworkELB', EvaluationPeriods: 1, DatapointsToAlarm: 1 });

describe('the matrix', () => {
  it('names the alarm that rolls back first, for each failure and step', () => {
    const latency = plain('latency', {
      MetricName: 'TargetResponseTime',
      Statistic: undefined as never,
      ExtendedStatistic: 'p99',
      Threshold: 2,
    });
    const balancer = plain('balancer', { MetricName: 'HTTPCode_ELB_5XX_Count', Threshold: 200 });
    const matrix = played(aSubject({ metric: [plain('errors'), latency, balancer] }));
    expect(firedBy(matrix, 'target-5xx')).toEqual(['errors', 'errors']);
    expect(firedBy(matrix, 'slow')).toEqual(['latency', 'latency']);
    expect(firedBy(matrix, 'resets')).toEqual([undefined, 'balancer']);
    expect(firedBy(matrix, 'no-answer')).toEqual([undefined, 'balancer']);
    expect(firedBy(matrix, 'one-name')).toEqual(['errors', 'errors']);
    expect(matrix.unfired).toEqual([]);
  });

  it('says after how long, and what was harmed until then', () => {
    const { cells } = withErrors;
    const [cell] = cells.filter(({ failure, percent }) => failure === 'target-5xx' && percent === 50);
    // Two bad minutes, a minute until the second one is published, and less than one until it is judged.
    expect(cell?.firedBy?.afterSeconds).toBeGreaterThanOrEqual(180);
    expect(cell?.firedBy?.afterSeconds).toBeLessThan(240);
    expect((cell?.harmed ?? 0) / (cell?.requests ?? 1)).toBeCloseTo(0.2, 1);
    expect((cell?.requests ?? 0) / 4).toBeGreaterThan(1200);
    expect((cell?.requests ?? 0) / 4).toBeLessThan(1800);
  });

  it('counts as harmed all requests of a slow cluster, and what an unseen failure does as long as it is watched', () => {
    const { cells } = withErrors;
    const slow = cells.find(({ failure }) => failure === 'slow');
    expect(slow).toMatchObject({ firedBy: undefined, watchedSeconds: 3600 });
    expect(slow?.harmed).toBe(slow?.requests);
    const unseen = cells.find(({ failure }) => failure === 'resets');
    expect((unseen?.harmed ?? 0) / (unseen?.requests ?? 1)).toBeCloseTo(0.2, 2);
  });

  it('watches a day at most', () => {
    const steps = [{ percent: 50, soakSeconds: 10 * 86_400 }];
    const { cells } = played(aSubject({ metric: [plain('errors')] }, { steps }));
    expect(cells.map(({ watchedSeconds }) => watchedSeconds)).toEqual(cells.map(() => 86_400));
  });

  it('does not count alarms that roll nothing back', () => {
    const subject = aSubject({ metric: [plain('errors'), plain('other', { Threshold: 0 })] });
    expect(firedBy(played({ ...subject, alarms: ['errors'] }), 'target-5xx')).toEqual(['errors', 'errors']);
  });

  it('knows composite alarms by those on which they rest', () => {
    const any = { AlarmName: 'any', AlarmArn: 'arn:any', AlarmRule: 'ALARM(errors) AND NOT ALARM(flood)' };
    const flood = plain('flood', { MetricName: 'RequestCount', Threshold: 100_000 });
    const subject = aSubject({ metric: [plain('errors'), flood], composite: [any] });
    const matrix = played({ ...subject, alarms: ['any'] });
    expect(firedBy(matrix, 'target-5xx')).toEqual(['any', 'any']);
  });

  it('shows what a network load balancer cannot see', () => {
    const metric = [
      network('TCP_Target_Reset_Count'),
      network('TCP_ELB_Reset_Count'),
      network('UnHealthyHostCount'),
    ];
    const matrix = played(aSubject({ metric }, {}, 'network'));
    expect(firedBy(matrix, 'target-5xx')).toEqual([undefined, undefined]);
    expect(firedBy(matrix, 'slow')).toEqual([undefined, undefined]);
    expect(firedBy(matrix, 'resets')).toEqual(['TCP_Target_Reset_Count', 'TCP_Target_Reset_Count']);
    expect(firedBy(matrix, 'balancer-5xx')).toEqual(['TCP_ELB_Reset_Count', 'TCP_ELB_Reset_Count']);
  });

  it('names alarms that fire while nothing fails, and those that are in ALARM before', () => {
    const nervous = plain('nervous', { MetricName: 'RequestCount', Threshold: 1600 });
    const always = plain('always', { MetricName: 'RequestCount', Threshold: 20 });
    const [small, half] = played(aSubject({ metric: [nervous, always] })).atSteps;
    expect(small?.firedInVain).toEqual([{ alarm: 'always', afterSeconds: 0, fired: 20, of: 20 }]);
    expect(half?.firedInVain.map(({ alarm }) => alarm).toSorted()).toEqual(['always', 'nervous']);
  });

  it('tries again what chance may decide, and says how often an alarm fires', () => {
    const rare = { Threshold: 14, EvaluationPeriods: 1, DatapointsToAlarm: 1 };
    const subject = aSubject(
      { metric: [plain('errors', rare)] },
      {
        traffic: { requestsPerMinute: 500, swing: 0, busiestHour: 12 },
        steps: [{ percent: 5, soakSeconds: 1800 }],
      },
    );
    const [cell] = played(subject).cells.filter(({ failure }) => failure === 'target-5xx');
    expect(cell?.draws).toMatchObject({ of: 20, alarms: ['errors'], areAlike: false });
    expect(cell?.draws.fired).toBeGreaterThan(0);
    expect(cell?.draws.fired).toBeLessThan(20);
    expect(cell?.draws.seconds?.least).toBeLessThan(cell?.draws.seconds?.most ?? 0);
  });

  it('holds draws for alike in which one of several alarms is the first, at the same time', () => {
    const twins = ['one', 'another'].map((name) => plain(name, { Threshold: 20 }));
    const { cells } = played(aSubject({ metric: twins }));
    const cell = cells.find(({ failure, percent }) => failure === 'target-5xx' && percent === 50);
    expect(cell?.draws.alarms.toSorted()).toEqual(['another', 'one']);
    expect(cell?.draws.areAlike).toBe(true);
  });

  it('knows what is far from a threshold without trying it again', () => {
    const { cells } = withErrors;
    const drawn = (failure: Failure) =>
      cells.filter((cell) => cell.failure === failure).map(({ draws }) => draws);
    expect(drawn('slow')).toMatchObject([
      { of: 1, fired: 0, areAlike: true },
      { of: 1, fired: 0, areAlike: true },
    ]);
    expect(drawn('target-5xx')).toMatchObject([
      { of: 20, fired: 20 },
      { of: 20, fired: 20, areAlike: true },
    ]);
  });

  it('says so if chance decides whether an alarm fires while nothing fails', () => {
    const nervous = plain('nervous', {
      MetricName: 'RequestCount',
      Threshold: 1750,
      EvaluationPeriods: 1,
      DatapointsToAlarm: 1,
    });
    const traffic = { requestsPerMinute: 2600, swing: 0, busiestHour: 12 };
    const steps = [{ percent: 50, soakSeconds: 1800 }];
    const [step] = played(aSubject({ metric: [nervous] }, { traffic, steps })).atSteps;
    const [inVain] = step?.firedInVain ?? [];
    expect(inVain).toMatchObject({ alarm: 'nervous', of: 20 });
    expect(inVain?.fired).toBeGreaterThan(0);
    expect(inVain?.fired).toBeLessThan(20);
  });

  it('is the same for the same seed', () => {
    expect(played(aSubject({ metric: [plain('errors')] }))).toEqual(withErrors);
  });
});

it('one cell alone is what it is in the matrix', () => {
  const subject = aSubject({ metric: [plain('errors')] });
  const at = meanMoment(subject.traffic, START);
  const [step] = subject.steps;
  if (!step) throw new Error('there is a step');
  const alone = cellOf(subject, SEVERITY, step, 'target-5xx', { at, forSeconds: step.soakSeconds });
  expect(alone).toEqual(withErrors.cells.find(({ failure }) => failure === 'target-5xx'));
});

it('failures begin when traffic grows past its mean', () => {
  expect(meanMoment({ requestsPerMinute: 100, swing: 0.5, busiestHour: 19 }, START)).toBe(
    START + 13 * 3_600_000,
  );
});

it('the quietest moved name is one that somebody asks for', () => {
  const names = ['a.', 'b.', 'c.', 'd.'].map((name, i) => ({
    name,
    popularity: [0, 0.3, 0.2, 0.1][i] as number,
  }));
  expect(quietestOf({ names, moved: ['a.', 'b.', 'c.'] })?.name).toBe('c.');
  expect(quietestOf({ names, moved: ['a.'] })).toBeUndefined();
});

it('a cluster of addresses, for which nobody counts, is seen by nothing', () => {
  const subject = aSubject({ metric: [plain('errors')] });
  const cluster = { ...subject.cluster, id: 'addresses', dnsName: '', hosts: () => [] };
  const matrix = played({ ...subject, cluster });
  expect(matrix.cells.every((cell) => cell.firedBy === undefined)).toBe(true);
  expect(matrix.cells[0]?.requests).toBeGreaterThan(0);
  expect(matrix.unfired).toMatchObject([
    { alarm: 'errors', verdict: 'useless', why: expect.stringContaining(`LoadBalancer=${BALANCER}`) },
  ]);
});
