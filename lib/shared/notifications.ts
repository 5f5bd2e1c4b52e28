import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import { AnyPrincipal, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { type ITopic, Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import { partitionOf } from '../../lambdas/shared/contract/regions.ts';

export interface NotificationsProps {
  /** The sender that people see. */
  readonly name: string;
  /** What the notifications are about, in words. */
  readonly of: string;
  readonly emails: readonly string[];
  /** An existing topic, used in place of one of the stack's own. */
  readonly topicArn?: string;
}

/** Where people are notified: the stack's own encrypted topic, or an existing one. */
export class Notifications extends Construct {
  readonly topic: ITopic;

  constructor(scope: Construct, id: string, props: NotificationsProps) {
    super(scope, id);
    this.topic = props.topicArn ? Topic.fromTopicArn(this, 'Topic', props.topicArn) : this.#ownTopic(props);
    for (const email of props.emails) this.topic.addSubscription(new EmailSubscription(email));
  }

  #ownTopic({ name, of }: NotificationsProps): Topic {
    const topic = new Topic(this, 'Topic', {
      displayName: `kops-cutover ${name}`,
      masterKey: this.#key(of),
      enforceSSL: true,
    });
    topic.addToResourcePolicy(
      new PolicyStatement({
        sid: 'Alarms',
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [topic.topicArn],
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
    );
    return topic;
  }

  /**
   * A key of its own, because CloudWatch alarms can't publish to a topic under the key that AWS manages. The key
   * itself lets everybody in the account use it through SNS, so the publishers' roles need no permission for it.
   */
  #key(of: string): Key {
    const { account, region } = Stack.of(this);
    const key = new Key(this, 'Key', {
      description: `Notifications of ${of}`,
      enableKeyRotation: true,
      // Nothing stays at rest in a topic, so nothing needs the key once the stack is gone.
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const actions = ['kms:Decrypt', 'kms:GenerateDataKey'];
    key.addToResourcePolicy(
      new PolicyStatement({
        sid: 'PublishersThroughSns',
        principals: [new AnyPrincipal()],
        actions,
        resources: ['*'],
        conditions: {
          StringEquals: { 'kms:CallerAccount': account, 'kms:ViaService': viaSns(region) },
        },
      }),
    );
    key.addToResourcePolicy(
      new PolicyStatement({
        sid: 'Alarms',
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        actions,
        resources: ['*'],
        conditions: { StringEquals: { 'aws:SourceAccount': account } },
      }),
    );
    return key;
  }
}

/** AWS doesn't say which suffix KMS sees in China, the region's own one (`.com.cn`) or the general one: either is accepted. */
function viaSns(region: string): string[] {
  const suffixes = new Set(['amazonaws.com', partitionOf(region)?.domainSuffix ?? 'amazonaws.com']);
  return [...suffixes].map((suffix) => `sns.${region}.${suffix}`);
}
