import type { Duration } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import type { NetworkConfig, NotifyConfig } from '../../shared/config/deployment-config.ts';

/**
 * The masters of one cluster: whose they are, how their health is asked for, and how patient to be with them.
 *
 * Which Auto Scaling groups they are in is not configured: kops tags them, and they are found by their tags.
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
   * kops' name of the cluster, as in the tag `KubernetesCluster`: `k8s.example.com`. It stays once it is deployed: the
   * hooks would be left on the former cluster's groups, so a deployment with another one is refused.
   */
  readonly cluster: string;

  /** How the masters' own API servers are asked whether etcd is well. */
  readonly api: MastersApiConfig;

  /**
   * Where the function runs that asks them: subnets of the cluster's VPC from which the masters' port 443 and
   * Secrets Manager can be reached, and security groups that the masters let in there.
   */
  readonly clusterNetwork: NetworkConfig;

  /** Who is paged: e-mail addresses, an existing topic, or both. */
  readonly notify: NotifyConfig;

  /**
   * Names the state machines, the lifecycle hooks and every message: lower-case letters, digits and single hyphens,
   * a letter first, at most 32 characters. Another one than every migration of the account and region has. It stays once
   * it is deployed: CloudFormation lets no custom resource change its function. Delete the stack first.
   * @default the cluster's name with hyphens for its dots: `k8s-example-com`
   */
  readonly name?: string;

  /**
   * Heartbeat time-out of the lifecycle hooks, 3 minutes to 2 hours: how long AWS holds a master that nobody speaks
   * for. At least one and a half times the sweep's period and a minute: then the sweep takes up what was interrupted
   * before AWS goes on by itself. AWS holds a master for 100 times as long at most, and never longer than 48 hours.
   * @default Duration.minutes(15)
   */
  readonly heartbeat?: Duration;

  /**
   * A master that has waited this long for the others to be healthy is told to a person; it waits on.
   * @default Duration.minutes(10)
   */
  readonly patience?: Duration;

  /**
   * How long etcd's volumes may take to be free once their instance has terminated.
   * @default Duration.minutes(15)
   */
  readonly volumeTimeout?: Duration;

  /**
   * How long Auto Scaling may take from there to launch the replacement.
   * @default Duration.minutes(15)
   */
  readonly launchTimeout?: Duration;

  /**
   * How long the replacement may take from there to be a healthy member of every etcd cluster.
   * @default Duration.minutes(20)
   */
  readonly joinTimeout?: Duration;

  /**
   * How much longer than `joinTimeout` the replacement may take on an empty volume, where etcd-manager fills that by itself:
   * from kops 1.36 on, with three masters or more, as long as all others are healthy. See `kopsVersion`.
   * @default Duration.minutes(30)
   */
  readonly recoverTimeout?: Duration;

  /**
   * How long the cluster is left alone between the last good look at a replacement, or at a member that has come back in
   * another one's place, and the next master.
   * @default Duration.minutes(3)
   */
  readonly settle?: Duration;

  /**
   * Between two looks at what is waited for: 5 seconds to 5 minutes, at most a third of the heartbeat.
   * @default Duration.seconds(20)
   */
  readonly poll?: Duration;

  /**
   * How often it is looked for what events did not tell, in whole minutes, 1 to 60.
   * @default Duration.minutes(5)
   */
  readonly sweep?: Duration;

  /**
   * The version of kops that the cluster was last updated with: `'1.36'`. Before 1.36, and where it isn't given, a person is
   * paged at once for an etcd volume that may be empty.
   * @default unknown
   */
  readonly kopsVersion?: string;

  /**
   * Target groups that masters are registered with, and that are the cluster's although they lack its tag `KubernetesCluster`:
   * somebody else made them. What has the tag needs no mention. ARNs (may be tokens), names, or CDK target groups.
   * @default none
   */
  readonly targetGroups?: readonly (string | NamedTargetGroup)[];

  /**
   * The same of classic load balancers: names, ARNs, or CDK ones.
   * @default none
   */
  readonly loadBalancers?: readonly (string | NamedLoadBalancer)[];

  /**
   * Where pages link to for help, `https://…`, without a fragment: `#<heading>` is appended.
   * @default 'docs/runbook.md', named with the heading in place of a link
   */
  readonly runbookUrl?: string;

  /**
   * How long the logs of functions and state machines are kept.
   * @default RetentionDays.ONE_YEAR
   */
  readonly logRetention?: RetentionDays;
}

/** A target group of CDK, of whichever kind of load balancer. */
export interface NamedTargetGroup {
  readonly targetGroupArn: string;
}

/** A classic load balancer of CDK. */
export interface NamedLoadBalancer {
  readonly loadBalancerName: string;
}

export interface MastersApiConfig {
  /**
   * The certificate of the cluster's own certificate authority, PEM: what `kops get keypairs kubernetes-ca` names and
   * the token's secret holds as `ca.crt`. Several, one after the other, while it is being rotated. May be a token.
   */
  readonly certificateAuthority: string;
  /**
   * The secret in Secrets Manager whose text is the bearer token of a ServiceAccount: a complete ARN, one without the
   * random end, or a CDK secret; of the stack's region. May be a token.
   */
  readonly tokenSecret: string | ISecret;
  /**
   * The KMS key that the secret is encrypted with: ARN (may be a token) or CDK key.
   * @default the key that AWS manages for Secrets Manager
   */
  readonly tokenSecretKey?: string | IKey;
  /**
   * A name that is in every API server's certificate.
   * @default `api.internal.<cluster>`, where kops puts it
   */
  readonly serverName?: string;
}
