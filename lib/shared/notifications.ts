import { CfnOutput, RemovalPolicy, Stack } from 'aws-cdk-lib';
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
  /** A topic more, for AWS's chat integration. */
  readonly chat?: true;
}

/** Where notifications are published. */
export interface Topics {
  readonly mail: ITopic;
  /** In the form that AWS's chat integration reads; alarms as they are, because it knows those. */
  readonly chat?: ITopic;
}

export function allOf({ mail, chat }: Topics): readonly ITopic[] {
  return chat ? [mail, chat] : [mail];
}

/** Where people are notified: the stack's own encrypted topic, or an existing one; and one for the chat. */
export class Notifications extends Construct {
  readonly topics: Topics;
  #ownKey: Key | undefined;

  constructor(scope: Construct, id: string, props: NotificationsProps) {
    super(scope, id);
    const mail = props.topicArn
      ? Topic.fromTopicArn(this, 'Topic', props.topicArn)
      : this.#ownTopic('Topic', props, '');
    for (const email of props.emails) mail.addSubscription(new EmailSubscription(email));
    this.topics = { mail, ...(props.chat && { chat: this.#chatTopic(props) }) };
  }

  #chatTopic(props: NotificationsProps): Topic {
    const topic = this.#ownTopic('Chat', props, ' for the chat');
    new CfnOutput(this, 'ChatTopic', {
      description: 'Add this topic to a channel in Amazon Q Developer in chat applications.',
      value: topic.topicArn,
    });
    return topic;
  }

  #ownTopic(id: string, { name, of }: NotificationsProps, ending: string): Topic {
    this.#ownKey ??= this.#key(of);
    const topic = new Topic(this, id, {
      displayName: `kops-cutover ${name}${ending}`,
      masterKey: this.#ownKey,
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
