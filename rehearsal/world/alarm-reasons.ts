/** Why a metric alarm changed, in the words of CloudWatch. */
import type { MetricAlarmDefinition } from './alarm-definition.ts';
import { isBreaching, type Judgement } from './alarm-rules.ts';
import { awsTime, shortTime } from './aws-time.ts';

export interface DataPoint {
  readonly value: number;
  readonly start: number;
}

const WORDS = {
  GreaterThanThreshold: 'greater than',
  GreaterThanOrEqualToThreshold: 'greater than or equal to',
  LessThanThreshold: 'less than',
  LessThanOrEqualToThreshold: 'less than or equal to',
} as const;

export function reasonOf(
  definition: MetricAlarmDefinition,
  judgement: Judgement,
  judged: readonly DataPoint[],
): string {
  const { evaluationPeriods, datapointsToAlarm, threshold, comparison } = definition;
  if (judgement.state === 'INSUFFICIENT_DATA') {
    return `Insufficient Data: ${counted(evaluationPeriods, 'datapoint')} unknown.`;
  }
  const inAlarm = judgement.state === 'ALARM';
  const named = judged.filter(({ value }) => isBreaching(value, definition) === inAlarm).toReversed();
  if (named.length === 0) {
    const periods = judgement.filled === 1 ? '1 period' : `${judgement.filled} periods`;
    const as = inAlarm ? 'Breaching' : 'NonBreaching';
    return `Threshold Crossed: no datapoints were received for ${periods} and ${counted(judgement.filled, 'missing datapoint')} treated as [${as}].`;
  }
  const last = evaluationPeriods === 1 ? '1 datapoint' : `${evaluationPeriods} datapoints`;
  const values = named.map(({ value, start }) => `${decimal(value)} (${shortTime(start)})`).join(', ');
  const needed = inAlarm ? datapointsToAlarm : evaluationPeriods - datapointsToAlarm + 1;
  const minimum = `minimum ${needed} datapoint${needed === 1 ? '' : 's'} for ${inAlarm ? 'OK -> ALARM' : 'ALARM -> OK'} transition`;
  const verb = `${named.length === 1 ? 'was' : 'were'}${inAlarm ? '' : ' not'}`;
  return `Threshold Crossed: ${named.length} out of the last ${last} [${values}] ${verb} ${WORDS[comparison]} the threshold (${decimal(threshold)}) (${minimum}).`;
}

/** Metric math has no one statistic. */
export function reasonDataOf(
  { watched, periodSeconds, threshold }: MetricAlarmDefinition,
  judged: readonly DataPoint[],
  at: number,
): string {
  return JSON.stringify({
    version: '1.0',
    queryDate: awsTime(at),
    ...(judged[0] && { startDate: awsTime(judged[0].start) }),
    ...('metric' in watched && { statistic: watched.statistic }),
    period: periodSeconds,
    recentDatapoints: judged.map(({ value }) => value),
    threshold,
  });
}

function decimal(value: number): string {
  return Number.isInteger(value) ? value.toFixed(1) : String(value);
}

/** `1 datapoint was`, `2 datapoints were`. */
function counted(n: number, noun: string): string {
  return n === 1 ? `1 ${noun} was` : `${n} ${noun}s were`;
}
