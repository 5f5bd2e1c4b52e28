import type { ITopic } from 'aws-cdk-lib/aws-sns';

/** A network in which functions run. Ids may be tokens. */
export interface NetworkConfig {
  /** The network. */
  readonly vpcId: string;
  /** The subnets of the nodes, of legacy's instances: 1 to 16, one of each zone first. */
  readonly subnetIds: readonly string[];
  /** Their security groups, 1 to 5. */
  readonly securityGroupIds: readonly string[];
}

/** Who is notified. */
export interface NotifyConfig {
  /** Each gets a mail to confirm the subscription. */
  readonly emails?: readonly string[];
  /**
   * An existing SNS topic in the stack's region and account, used instead of one that the stack creates.
   * ARN (may be a token) or CDK topic.
   */
  readonly topic?: string | ITopic;
  /**
   * Whether each message is also published in the form that AWS's chat integration (Amazon Q Developer in chat applications) reads, on a
   * topic of its own, for Slack or Teams.
   * @default false
   */
  readonly chat?: boolean;
}
