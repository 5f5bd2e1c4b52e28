/**
 * How CloudWatch judges the data points of an alarm. Pure. The rules and their source are in SPEC.md.
 */

export type AlarmState = 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';

export const TREATMENTS = ['missing', 'ignore', 'breaching', 'notBreaching'] as const;
/** What a missing data point counts as. */
export type Treatment = (typeof TREATMENTS)[number];

export const COMPARISONS = [
  'GreaterThanThreshold',
  'GreaterThanOrEqualToThreshold',
  'LessThanThreshold',
  'LessThanOrEqualToThreshold',
] as const;
export type Comparison = (typeof COMPARISONS)[number];

export interface Rule {
  readonly comparison: Comparison;
  readonly threshold: number;
  /** N: this many data points are judged. */
  readonly evaluationPeriods: number;
  /** M: this many of them must be breaching. */
  readonly datapointsToAlarm: number;
  readonly treatMissingData: Treatment;
}

export interface Judgement {
  readonly state: AlarmState;
  /** The data points that were judged, oldest first, as positions in what was given. */
  readonly judged: readonly number[];
  /** How many missing data points were filled in by the rule's treatment. */
  readonly filled: number;
}

/** Data points fetched beyond the evaluation periods, in case some are missing. */
const SPARE_PERIODS = 2;

/** How many data points CloudWatch fetches for a rule: the evaluation range. */
export function evaluationRange(rule: Rule): number {
  return rule.evaluationPeriods + SPARE_PERIODS;
}

export function isBreaching(value: number, { comparison, threshold }: Rule): boolean {
  switch (comparison) {
    case 'GreaterThanThreshold':
      return value > threshold;
    case 'GreaterThanOrEqualToThreshold':
      return value >= threshold;
    case 'LessThanThreshold':
      return value < threshold;
    case 'LessThanOrEqualToThreshold':
      return value <= threshold;
  }
}

/**
 * Judges the data points of one evaluation range.
 * @param points oldest first, `evaluationRange(rule)` of them; undefined where one is missing
 * @param current the alarm's state before
 */
export function judge(points: readonly (number | undefined)[], rule: Rule, current: AlarmState): Judgement {
  const real = points.flatMap((value, index) => (value === undefined ? [] : [index]));
  const judged = real.slice(-rule.evaluationPeriods);
  const breaching = judged.filter((index) => isBreaching(points[index] as number, rule));
  const filled = rule.evaluationPeriods - judged.length;
  const state =
    filled === 0
      ? breaching.length >= rule.datapointsToAlarm
        ? 'ALARM'
        : 'OK'
      : stateWithGaps({ points, judged, breaching, filled }, rule, current);
  return { state, judged, filled };
}

interface Gaps {
  readonly points: readonly (number | undefined)[];
  readonly judged: readonly number[];
  readonly breaching: readonly number[];
  readonly filled: number;
}

function stateWithGaps(gaps: Gaps, rule: Rule, current: AlarmState): AlarmState {
  const { judged, breaching, filled } = gaps;
  const { datapointsToAlarm, treatMissingData } = rule;
  if (treatMissingData === 'breaching') {
    return breaching.length + filled >= datapointsToAlarm ? 'ALARM' : 'OK';
  }
  if (breaching.length >= datapointsToAlarm) return 'ALARM';
  if (treatMissingData === 'notBreaching') return 'OK';
  if (judged.length === 0) return treatMissingData === 'missing' ? 'INSUFFICIENT_DATA' : current;
  if (breaching.length < judged.length) return 'OK';
  // All that is known is breaching, but too little is known. `ignore` waits; `missing` waits only while
  // the oldest of them is younger than the data points to alarm.
  const age = gaps.points.length - (judged[0] as number);
  return treatMissingData === 'missing' && age >= datapointsToAlarm ? 'ALARM' : current;
}
