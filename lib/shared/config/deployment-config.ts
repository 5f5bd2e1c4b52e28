import type { ITopic } from 'aws-cdk-lib/aws-sns';

/** The cluster's network: a function runs there to probe the databases. Ids may be tokens. */
export interface NetworkConfig {
  readonly vpcId: string;
  /** The cluster's node subnets, 1 to 16. */
  readonly subnetIds: readonly string[];
  /** The nodes' security groups, 1 to 5. */
  readonly securityGroupIds: readonly string[];
}

export interface NotifyConfig {
  /** Each gets a mail to confirm the subscription. */
  readonly emails?: readonly string[];
  /**
   * An existing SNS topic in the stack's region and account, used instead of one that the stack creates.
   * ARN (may be a token) or CDK topic.
   */
  readonly topic?: string | ITopic;
}
