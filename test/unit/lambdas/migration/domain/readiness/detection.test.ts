import {
  alarmsInRule,
  detectionSeconds,
  slowestDetection,
} from '../../../../../../lambdas/migration/domain/readiness/detection.ts';
import { anAlarm } from '../../../../../support/migration/evidence.ts';

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

  it('of M out of N needs M datapoints, not N', () => {
    expect(detectionSeconds(anAlarm({ evaluationPeriods: 5, datapointsToAlarm: 2 }))).toBe(180);
  });

  it('of a composite alarm is that of the slowest in its rule, if all of them are known', () => {
    const { name, arn, state, stateReason, stateUpdatedAt, configurationUpdatedAt } = anAlarm();
    const basics = { name, arn, state, stateReason, stateUpdatedAt, configurationUpdatedAt };
    const composite = {
      ...basics,
      kind: 'composite',
      actionsEnabled: true,
      rule: '',
      actionsSuppressedBy: '',
    } as const;
    const [fast, slow] = [anAlarm(), anAlarm({ datapointsToAlarm: 3 })];
    expect(slowestDetection(composite, [fast, slow])).toBe(240);
    expect(slowestDetection(composite, [fast, composite])).toBeUndefined();
    expect(slowestDetection(composite, [])).toBeUndefined();
  });
});

describe('The rule of a composite alarm', () => {
  it.each<[string, string[]]>([
    ['ALARM(a)', ['a']],
    ['ALARM("a b") OR (ALARM( c ) AND NOT OK("d"))', ['a b', 'c', 'd']],
    ["INSUFFICIENT_DATA('x') AND ALARM(x)", ['x']],
    ['ALARM(arn:aws:cloudwatch:us-west-1:111122223333:alarm:by-arn)', ['by-arn']],
    ['ALARM("arn:aws:cloudwatch:us-west-1:111122223333:alarm:with space")', ['with space']],
    ['TRUE', []],
  ])('%s names %j', (rule, names) => {
    expect(alarmsInRule(rule)).toEqual(names);
  });
});
