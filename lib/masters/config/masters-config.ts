import type { Duration } from 'aws-cdk-lib';
import type { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { ApiConfig } from '../../shared/config/api-config.ts';
import type { NetworkConfig, NotifyConfig } from '../../shared/config/deployment-config.ts';

/**
 * The masters of one cluster: which cluster, how to check their health, and how long each part of a replacement may take.
 *
 * The Auto Scaling groups are not configured: kops tags them, and they are found by their tags.
 *
 * @example the smallest one
 * {
 *   cluster: 'k8s.example.com',
 *   api: {
 *     certificateAuthority: readFileSync(join(import.meta.dirname, 'ca.crt'), 'utf8'),
 *     tokenSecret: 'arn:aws:secretsmanager:us-west-1:111122223333:secret:k8s.example.com/readyz-AbCdEf',
 *   },
 *   clusterNetwork: {
 *     vpcId: 'vpc-0123456789abcdef0',
 *     subnetIds: ['subnet-0123456789abcdef0'],
 *     securityGroupIds: ['sg-0123456789abcdef0'],
 *   },
 *   notify: { emails: ['oncall@example.com'] },
 * }
 */
export interface MastersConfig {
  /**
   * kops' name of the cluster, as in the tag `KubernetesCluster`: `k8s.example.com`. A deployed stack keeps its cluster:
   * with another one its hooks would stay on the former cluster's groups, so such a deployment is refused.
   */
  readonly cluster: string;

  /** How to ask the masters' API servers whether etcd is healthy. */
  readonly api: ApiConfig;

  /**
   * Where the function that asks them runs: subnets of the cluster's VPC that can reach port 443 of the masters, and
   * Secrets Manager; and security groups that the masters admit to port 443.
   */
  readonly clusterNetwork: NetworkConfig;

  /** Who is notified and paged: e-mail addresses, an existing topic, or both. */
  readonly notify: NotifyConfig;

  /**
   * Names the state machines, the lifecycle hooks and every message: lower-case letters, digits and single hyphens,
   * a letter first, at most 32 characters. Unique among the migrations and masters of the account and region. To change it,
   * delete the stack first: CloudFormation can't give a custom resource another function.
   * @default the cluster's name with hyphens for its dots: `k8s-example-com`
   */
  readonly name?: string;

  /**
   * Heartbeat time-out of the lifecycle hooks, 3 minutes to 2 hours: without a heartbeat for this long, AWS ends the wait
   * of a master. At least 1.5 × (sweep + 1 minute), so that the sweep resumes an interrupted replacement in time. Even with
   * heartbeats a master waits for at most 100 time-outs, and never longer than 48 hours.
   * @default Duration.minutes(15)
   */
  readonly heartbeat?: Duration;

  /**
   * After a master has waited this long for the others to be healthy, people are notified once. It continues to wait.
   * @default Duration.minutes(10)
   */
  readonly patience?: Duration;

  /**
   * How long the etcd volumes may take to be free after their instance has terminated.
   * @default Duration.minutes(15)
   */
  readonly volumeTimeout?: Duration;

  /**
   * How long Auto Scaling may then take to launch the replacement.
   * @default Duration.minutes(15)
   */
  readonly launchTimeout?: Duration;

  /**
   * How long the replacement may then take to be a healthy member of every etcd cluster.
   * @default Duration.minutes(20)
   */
  readonly joinTimeout?: Duration;

  /**
   * How much longer than `joinTimeout` the replacement may take if its volume is empty and etcd-manager fills it:
   * from kops 1.36 on, with three masters or more, while all others are healthy. See `kopsVersion`.
   * @default Duration.minutes(30)
   */
  readonly recoverTimeout?: Duration;

  /**
   * How long to wait after a replacement is healthy, or a member is back in another one's place, before the next master is
   * replaced.
   * @default Duration.minutes(3)
   */
  readonly settle?: Duration;

  /**
   * How long to wait between two checks: 5 seconds to 5 minutes, at most a third of the heartbeat.
   * @default Duration.seconds(20)
   */
  readonly poll?: Duration;

  /**
   * How often the sweep searches for what no event reported: every 1 to 60 minutes, whole ones.
   * @default Duration.minutes(5)
   */
  readonly sweep?: Duration;

  /**
   * The version of kops that the cluster was last updated with: `'1.36'`. Before 1.36, or if it is unknown, the operator is
   * paged at once when an etcd volume may be empty.
   * @default unknown
   */
  readonly kopsVersion?: string;

  /**
   * Target groups that masters are registered with and that lack the cluster's tag `KubernetesCluster`, because not kops
   * made them. Those with the tag are found. ARNs (may be tokens), names, or CDK target groups.
   * @default none
   */
  readonly targetGroups?: readonly (string | NamedTargetGroup)[];

  /**
   * The same for classic load balancers: names, ARNs, or CDK load balancers.
   * @default none
   */
  readonly loadBalancers?: readonly (string | NamedLoadBalancer)[];

  /**
   * Whether the stack has a dashboard in CloudWatch and log queries.
   * @default true
   */
  readonly dashboard?: boolean;

  /**
   * The runbook that pages link to: `https://…`, without a fragment; `#<heading>` is appended.
   * @default 'docs/runbook.md', named with the heading instead of a link
   */
  readonly runbookUrl?: string;

  /**
   * How long the logs of functions and state machines are kept.
   * @default RetentionDays.ONE_YEAR
   */
  readonly logRetention?: RetentionDays;
}

/** A CDK target group of any kind of load balancer. */
export interface NamedTargetGroup {
  /** Its ARN. */
  readonly targetGroupArn: string;
}

/** A CDK classic load balancer. */
export interface NamedLoadBalancer {
  /** Its name. */
  readonly loadBalancerName: string;
}
