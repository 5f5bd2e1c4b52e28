import type { Alarm } from '../../../../../../lambdas/migration/domain/alarm.ts';
import { type AlarmRead, treeOf } from '../../../../../../lambdas/migration/domain/alarm-tree.ts';
import {
  detectionSeconds,
  slowestDetection,
} from '../../../../../../lambdas/migration/domain/readiness/detection.ts';
import { aComposite, anAlarm } from '../../../../../support/migration/evidence.ts';

describe('Detection', () => {
  it.each([
    [60, 1, 120],
    [60, 2, 180],
    [300, 1, 360],
    [10, 3, 40],
    [30, 1, 40],
  ])('with periods of %d s and %d datapoints takes %d s', (periodSeconds, datapointsToAlarm, seconds) => {
    expect(detectionSeconds(anAlarm({ periodSeconds, datapointsToAlarm }))).toBe(seconds);
  });

  it('takes a period more if periods are aligned to the clock', () => {
    expect(
      detectionSeconds(anAlarm({ periodSeconds: 300, datapointsToAlarm: 1, alignedToClock: true })),
    ).toBe(660);
  });

  it('of M out of N needs M datapoints, not N', () => {
    expect(detectionSeconds(anAlarm({ evaluationPeriods: 5, datapointsToAlarm: 2 }))).toBe(180);
  });

  it('of a composite alarm is that of the slowest that it rests on, if all of them are known', () => {
    const [fast, slow] = [anAlarm({ name: 'fast' }), anAlarm({ name: 'slow', datapointsToAlarm: 3 })];
    const tree = (rule: string, ...others: readonly Alarm[]) =>
      treeOf(
        'any',
        new Map<string, AlarmRead>([
          ['gone', { known: true, value: undefined }],
          ...[aComposite({ rule }), fast, slow, ...others].map((alarm): [string, AlarmRead] => [
            alarm.name,
            { known: true, value: alarm },
          ]),
        ]),
      );
    const deeper = aComposite({ name: 'deeper', rule: 'OK(slow)' });
    expect(slowestDetection(tree('ALARM(fast) OR ALARM(slow)'))).toBe(240);
    expect(slowestDetection(tree('ALARM(fast) OR ALARM(deeper)', deeper))).toBe(240);
    expect(slowestDetection(tree('ALARM(fast) OR ALARM(gone)'))).toBeUndefined();
    expect(slowestDetection(tree('ALARM(fast) OR'))).toBeUndefined();
    expect(slowestDetection(tree('ALARM(any) OR ALARM(fast)'))).toBeUndefined();
    expect(slowestDetection(tree('TRUE'))).toBeUndefined();
  });
});
