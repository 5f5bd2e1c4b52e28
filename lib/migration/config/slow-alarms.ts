/** Alarms of the app itself that need longer to fire than a soak lasts: such a soak passes whatever happens in it. */
import { Token } from 'aws-cdk-lib';
import type { StepSettings } from '../../../lambdas/migration/contract/settings.ts';
import { attributeOf, type Place } from '../../shared/config/place.ts';
import { inWords } from '../../shared/config/values.ts';

/** CloudWatch evaluates an alarm each minute. */
const EVALUATION = 60;

/** @param place of the alarms: of those that are given by name or ARN nothing is known here */
export function warnOfSlowAlarms(place: Place, steps: readonly StepSettings[]): void {
  if (!Array.isArray(place.value) || steps.length === 0) return;
  const shortest = Math.min(...steps.map(({ soakSeconds }) => soakSeconds));
  for (const [i, given] of place.value.entries()) {
    const seconds = secondsToFire(attributeOf(given, 'node') ? given : attributeOf(given, 'alarm'));
    if (seconds !== undefined && seconds > shortest)
      place.warning(
        'alarm-slower-than-soak',
        `alarm ${i + 1} needs ${inWords(seconds)} to fire, and the shortest soak lasts ${inWords(shortest)}: that soak passes whatever happens in it`,
      );
  }
}

/** Of a CDK alarm on metrics: the datapoints that it needs, and one evaluation. Undefined of all others, and of tokens. */
function secondsToFire(alarm: unknown): number | undefined {
  const resource = attributeOf(attributeOf(alarm, 'node'), 'defaultChild');
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
