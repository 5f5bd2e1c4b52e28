import { Duration } from 'aws-cdk-lib';
import { Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { IRule } from 'aws-cdk-lib/aws-events';
import type { Construct } from 'constructs';
import { type Watch, type Watched, watch } from './watch.ts';

/**
 * What EventBridge counts of events that it could not deliver at once, minutes after it happened; a queue that has been idle
 * shows the first message up to a quarter of an hour late, and a message is only there when EventBridge has given up.
 * Sent only when not zero: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-monitoring.html
 */
const NOT_DELIVERED = {
  Failed: 'FailedInvocations',
  Retried: 'RetryInvocationAttempts',
  Undelivered: 'InvocationsSentToDlq',
};

/** An alarm for each rule and each way in which its target is not reached; all under one heading. */
export function watchRules(
  scope: Construct,
  heading: string,
  of: Watch,
  { rules, ...watched }: Pick<Watched, 'says' | 'about' | 'topics'> & { readonly rules: readonly IRule[] },
): void {
  for (const rule of rules) {
    for (const [way, metricName] of Object.entries(NOT_DELIVERED)) {
      watch(scope, heading, of, {
        ...watched,
        which: `${rule.node.id}-${way}`,
        metric: new Metric({
          namespace: 'AWS/Events',
          metricName,
          dimensionsMap: { RuleName: rule.ruleName },
          period: Duration.minutes(1),
          statistic: Stats.SUM,
        }),
      });
    }
  }
}
