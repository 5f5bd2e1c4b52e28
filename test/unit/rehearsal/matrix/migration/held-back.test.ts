import { matrixOf } from '../../../../../rehearsal/matrix/migration/cells.ts';
import { heldBackAlarms } from '../../../../../rehearsal/matrix/migration/unfired.ts';
import { aSubject, plain } from './a-subject.ts';

const SEVERITY = { part: 0.2, name: 'blog.shop.test.', seed: 1 };
const START = Date.UTC(2027, 0, 4);
const noStatistic = { Statistic: undefined as never };

it('an alarm that waits for samples at a small share is named at that step', () => {
  const slow = plain('slow', {
    ...noStatistic,
    MetricName: 'TargetResponseTime',
    ExtendedStatistic: 'p99',
    EvaluateLowSampleCountPercentile: 'ignore',
    Threshold: 2,
  });
  const steps = [1, 50].map((percent) => ({ percent, soakSeconds: 3600 }));
  const { atSteps, unfired } = matrixOf(aSubject({ metric: [slow] }, { steps }), SEVERITY, START);
  expect(atSteps.map(({ percent, heldBack }) => [percent, heldBack.length])).toEqual([
    [1, 1],
    [50, 0],
  ]);
  expect(atSteps[0]?.heldBack).toMatchObject([{ alarm: 'slow', statistic: 'p99', needed: 1000 }]);
  expect(unfired).toEqual([]);
});

it('an alarm with enough samples is not held back, whatever else keeps it', () => {
  const percentile = { ...noStatistic, ExtendedStatistic: 'p90', EvaluateLowSampleCountPercentile: 'ignore' };
  const { alarms, definitions } = aSubject({ metric: [plain('slow', percentile)] });
  const seen = { alarm: 'slow', isUpwards: true, furthest: 20, breaching: 1, points: 3, hadGaps: false };
  const heldWith = (samples: number) =>
    heldBackAlarms(alarms, definitions, { all: [{ ...seen, samples }], fired: new Set() });
  expect(heldWith(100)).toEqual([]);
  expect(heldWith(99)).toMatchObject([{ needed: 100, samples: 99 }]);
});
