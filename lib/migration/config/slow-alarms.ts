/** Alarms of the app itself that need longer to fire than a soak lasts: such a soak passes whatever happens in it. */
import { Token } from 'aws-cdk-lib';
import type { StepSettings } from '../../../lambdas/migration/contract/settings.ts';
import { attributeOf, type Place } from '../../shared/config/place.ts';
import { inWords } from '../../shared/config/values.ts';
import { BAD_MINUTES, type MadeAlarm } from '../made-alarms/definitions.ts';
import { alarmResource } from './alarms.ts';

/** CloudWatch evaluates an alarm each minute. */
const EVALUATION = 60;

export interface SeenAlarms {
  /** Of `alarms`. */
  readonly place: Place;
  /** Of those that are given by name or ARN nothing is known here. */
  readonly given: Place;
  readonly made: readonly MadeAlarm[];
}

export function warnOfSlowAlarms(
  { place, given: { value }, made }: SeenAlarms,
  steps: readonly StepSettings[],
): void {
  if (steps.length === 0) return;
  const shortest = Math.min(...steps.map(({ soakSeconds }) => soakSeconds));
  const given: readonly unknown[] = Array.isArray(value) ? value : [];
  const times = [
    ...given.map((each, i) => [`alarm ${i + 1}`, secondsToFire(alarmResource(each))] as const),
    ...made.map(({ which }) => [`the alarm ${which} that the stack makes`, MADE_SECONDS] as const),
  ];
  for (const [name, seconds] of times)
    if (seconds !== undefined && seconds > shortest)
      place.warning(
        'alarm-slower-than-soak',
        `${name} needs ${inWords(seconds)} to fire, and the shortest soak lasts ${inWords(shortest)}: that soak passes whatever happens in it`,
      );
}

const MADE_SECONDS = BAD_MINUTES.atLeast * 60 + EVALUATION;

/** Of a CDK alarm on metrics: the datapoints that it needs, and one evaluation. Undefined of all others, and of tokens. */
function secondsToFire(resource: unknown): number | undefined {
  const evaluated = numberIn(resource, 'datapointsToAlarm') ?? numberIn(resource, 'evaluationPeriods');
  const period = numberIn(resource, 'period') ?? longestPeriod(attributeOf(resource, 'metrics'));
  return evaluated === undefined || period === undefined ? undefined : evaluated * period + EVALUATION;
}

/** Of an expression: the longest of the metrics that it reads. */
function longestPeriod(metrics: unknown): number | undefined {
  if (!Array.isArray(metrics)) return undefined;
  const periods = metrics.flatMap((each) => numberIn(attributeOf(each, 'metricStat'), 'period') ?? []);
  return periods.length > 0 ? Math.max(...periods) : undefined;
}

function numberIn(value: unknown, name: string): number | undefined {
  const number = attributeOf(value, name);
  return typeof number === 'number' && !Token.isUnresolved(number) ? number : undefined;
}
