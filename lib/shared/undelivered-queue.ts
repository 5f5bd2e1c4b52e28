import { Duration, Validations } from 'aws-cdk-lib';
import type { IRule } from 'aws-cdk-lib/aws-events';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';

/** Where events end that could not be delivered, or that their function has failed with. */
export function undeliveredQueue(scope: Construct): Queue {
  const queue = new Queue(scope, 'Undelivered', {
    encryption: QueueEncryption.SQS_MANAGED,
    enforceSSL: true,
    retentionPeriod: Duration.days(14),
  });
  Validations.of(queue).acknowledge({
    id: 'AwsSolutions-SQS3',
    reason: 'Undelivered events end in this queue. Nothing reads from it; an alarm reports them.',
  });
  return queue;
}

/**
 * In one statement, however many rules there are: a queue's policy takes ten conditions and 20 statements, and CDK adds
 * one of each for every rule that is given the queue.
 */
export function letRulesSend(queue: Queue, rules: readonly IRule[]): void {
  queue.addToResourcePolicy(
    new PolicyStatement({
      sid: 'Rules',
      principals: [new ServicePrincipal('events.amazonaws.com')],
      actions: ['sqs:SendMessage'],
      resources: [queue.queueArn],
      conditions: { ArnEquals: { 'aws:SourceArn': rules.map(({ ruleArn }) => ruleArn) } },
    }),
  );
}
