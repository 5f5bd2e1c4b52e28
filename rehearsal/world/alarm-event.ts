import { randomUUID } from 'node:crypto';
import { type AlarmDefinition, type AlarmStatus, awsTime, type Transition } from './alarm.ts';

/** An entry for EventBridge's default bus, as AWS's own services put them. */
export interface BusEvent {
  readonly source: string;
  readonly detailType: string;
  readonly resources: readonly string[];
  readonly time: number;
  readonly detail: Readonly<Record<string, unknown>>;
}

/** The `CloudWatch Alarm State Change` event of a transition, in AWS's shape. */
export function alarmEvent(definition: AlarmDefinition, transition: Transition): BusEvent {
  return {
    source: 'aws.cloudwatch',
    detailType: 'CloudWatch Alarm State Change',
    resources: [definition.arn],
    time: transition.at,
    detail: {
      alarmName: definition.name,
      configuration: {
        description: definition.description,
        metrics: [
          {
            id: randomUUID(),
            metricStat: {
              metric: {
                namespace: definition.metric.namespace,
                name: definition.metric.metricName,
                dimensions: definition.metric.dimensions,
              },
              period: definition.periodSeconds,
              stat: definition.statistic,
            },
            returnData: true,
          },
        ],
      },
      previousState: stateOf(transition.from),
      state: stateOf(transition.to),
    },
  };
}

function stateOf({ state, reason, reasonData, since }: AlarmStatus): Record<string, unknown> {
  return { value: state, reason, ...(reasonData && { reasonData }), timestamp: awsTime(since) };
}
