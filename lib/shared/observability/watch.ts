import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { Construct } from 'constructs';
import { linkLine, runbookLine } from '../../../lambdas/shared/contract/links.ts';
import { allOf, type Topics } from '../notifications.ts';

/** What the alarms of a stack share. */
export interface Watch {
  /** The migration's or the masters' name, with which the alarms' begin. */
  readonly name: string;
  readonly runbookUrl: string;
}

export interface Watched {
  readonly metric: IMetric;
  readonly says: string;
  /** ARN of what to look at. */
  readonly about: string;
  /** Which of several under one heading; ends the alarm's name. */
  readonly which?: string;
  /** Absent: the alarm only shows in the console, because a message of its own notifies people. */
  readonly topics?: Topics;
  /** The alarm fires from this value on. @default 1 */
  readonly threshold?: number;
  /** It is an alarm below the threshold. */
  readonly below?: true;
  /** What periods without a value come to. @default not breaching, as of metrics that have one only when something happened */
  readonly missing?: TreatMissingData;
  /** It fires when so many of the `periods` are breaching. @default all of them */
  readonly ofPeriods?: number;
  /** In so many periods, one after the other. @default 1 */
  readonly periods?: number;
}

/** An alarm; its name is its heading in the runbook. */
export function watch(
  scope: Construct,
  heading: string,
  { name, runbookUrl }: Watch,
  watched: Watched,
): Alarm {
  const { metric, says, about, which, topics, threshold = 1, below, periods = 1, ofPeriods } = watched;
  const own = which === undefined ? heading : `${heading}-${which}`;
  const alarm = new Alarm(scope, own, {
    alarmName: `${name}-${own}`,
    alarmDescription: [says, ...linkLine('Console', about), ...runbookLine(runbookUrl, heading)].join('\n'),
    metric,
    threshold,
    ...(below && { comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD }),
    evaluationPeriods: periods,
    ...(ofPeriods !== undefined && { datapointsToAlarm: ofPeriods }),
    treatMissingData: watched.missing ?? TreatMissingData.NOT_BREACHING,
  });
  for (const topic of topics ? allOf(topics) : []) alarm.addAlarmAction(new SnsAction(topic));
  return alarm;
}
