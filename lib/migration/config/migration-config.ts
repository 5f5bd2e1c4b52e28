import type { Duration } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { NetworkConfig, NotifyConfig } from '../../shared/config/deployment-config.ts';
import type { AlarmConfig, AlarmReference } from './alarms-config.ts';
import type {
  ClusterConfig,
  CredentialsConfig,
  DatabaseConfig,
  KeyConfig,
  StateBucketConfig,
} from './checks-config.ts';
import type { CompareConfig } from './compare-config.ts';
import type { DataPlaneConfig } from './data-plane-config.ts';
import type { FreezeConfig } from './freeze-config.ts';
import type { HooksConfig } from './hooks-config.ts';
import type { IngressConfig } from './ingress-config.ts';
import type { MadeAlarmsConfig } from './made-alarms-config.ts';
import type { DrainConfig, OnHoldTimeoutConfig, SoakConfig, StepConfig } from './pace-config.ts';
import type { AcceptanceConfig, ManualCheckConfig, PreflightConfig } from './readiness-config.ts';
import type { Route53Config } from './route53-limits.ts';
import type { SignalConfig } from './signals-config.ts';
import type { AddressTarget, LoadBalancerTarget } from './target-config.ts';
import type { TrafficConfig } from './traffic-config.ts';
import type { WatchConfig } from './watch-config.ts';
import type { WorkloadsConfig } from './workloads-config.ts';
import type { ZoneConfig } from './zones-config.ts';

/**
 * One migration: which names move, where to, how fast, and which alarms roll it back.
 *
 * What the names answer today is not configured. It is read from the zone when the migration runs, and
 * is what a rollback restores.
 *
 * @example the smallest one
 * {
 *   name: 'shop',
 *   zones: [{ id: 'Z0123456789ABCDEFGHIJ', name: 'example.com', records: ['www.example.com'] }],
 *   target: { loadBalancer: 'k8s-ingress-9876543210.us-west-1.elb.amazonaws.com' },
 *   alarms: ['cluster-5xx'],
 *   notify: { emails: ['oncall@example.com'] },
 * }
 */
export interface MigrationConfig {
  /**
   * Names the state machines, the fence in the zone and every message: lower-case letters, digits and single
   * hyphens, a letter first, at most 32 characters. Two migrations of one account and region need two names.
   */
  readonly name: string;

  /** The public hosted zones that contain the names, at least one. */
  readonly zones: readonly ZoneConfig[];

  /** What the names will answer with: the load balancer in front of the cluster's ingress, or addresses. */
  readonly target: LoadBalancerTarget | AddressTarget;

  /**
   * The alarms that roll back: by name, by ARN or as CDK constructs, at least one. They must be in the region
   * and account of the stack, otherwise their events do not arrive. A token alone is taken for an ARN.
   * Or `{ make: true, loadBalancer }`: the stack makes alarms for the target's load balancer.
   */
  readonly alarms: readonly (AlarmReference | AlarmConfig)[] | MadeAlarmsConfig;

  /** Who is notified: e-mail addresses, an existing topic, or both. */
  readonly notify: NotifyConfig;

  /**
   * Alarms of other products, whose events come by EventBridge, partner event buses included. They roll back as `alarms` do.
   * @default none
   */
  readonly signals?: readonly SignalConfig[];

  /**
   * The shares of traffic, each kept for its soak. Strictly ascending; the last one is 100.
   * @default 5 % for 12 hours, 25 % for 1 day, 50 % for 1 day, 75 % for 1 day, 100 % for 2 days
   */
  readonly steps?: readonly StepConfig[];

  /**
   * TTL of the records while the migration runs, 1 second to 1 hour: how long a resolver may keep an
   * old answer after a rollback. Many resolvers ignore less than 60 seconds.
   * @default Duration.seconds(60)
   */
  readonly ttl?: Duration;

  /** What a soak needs to have seen before the next step. */
  readonly soak?: SoakConfig;

  /** How long legacy keeps running after all traffic has moved. */
  readonly drain?: DrainConfig;

  /** How long a hold waits for a decision before it rolls back. @default Duration.days(1) */
  readonly holdTimeout?: Duration;

  /**
   * What a hold without a decision does after `holdTimeout`: roll back (if legacy can take all the traffic), or stay, and ask again.
   * @default every hold rolls back
   */
  readonly onHoldTimeout?: OnHoldTimeoutConfig;

  /**
   * The share of the step from which on nothing but a person restores legacy, because legacy can't serve any more what the cluster
   * has done by then: a database that was changed for good, for example. Alarms, ended executions and time-outs then hold and page.
   * @default every step can be rolled back automatically
   */
  readonly oneWayFrom?: number;

  /**
   * Whether DNS returns to legacy by itself, without any call of AWS, when an alarm's metric is bad: by health checks of Route 53 on the
   * cluster's records. `true`: on all alarms that allow it, as far as the app knows them; or name those that do.
   * @default false: a rollback needs Route 53's API
   */
  readonly dataPlaneRollback?: boolean | DataPlaneConfig;

  /**
   * When no step begins and no legacy record is retired; a rollback always works. What has begun goes on: soaks, drains,
   * the preparation of the records.
   * @default steps begin at any time
   */
  readonly freeze?: FreezeConfig;

  /** What Watch may look at beside the migration itself. */
  readonly watch?: WatchConfig;

  /**
   * Whether there is a machine `Drill`, which moves a throwaway name in the zones through a step and a rollback when a person starts it.
   * Without it the stack has 22 resources fewer.
   * @default true
   */
  readonly drill?: boolean;

  /**
   * Whether the stack has a dashboard in CloudWatch and log queries. During a run Watch then measures both sides every
   * five minutes. docs/configuration.md, "The dashboard", says what it shows and costs.
   * @default true
   */
  readonly dashboard?: boolean;

  /**
   * Functions or state machines of your own that are asked before and after a step, before retiring, and after a rollback.
   * docs/configuration.md, "Hooks", says what they are given, and what they answer.
   * @default nobody else is asked
   */
  readonly hooks?: HooksConfig;

  /** The account's Route 53 limits, if they are not the default ones of AWS. */
  readonly route53?: Route53Config;

  /** Where requests are counted, if that can't be derived from the load balancers that the records name. */
  readonly traffic?: TrafficConfig;

  /**
   * What of the cluster is compared with legacy over the same minutes of a soak, and how much worse is tolerated. `false`: nothing is.
   * @default error rate and latency, where load balancers on both sides count requests
   */
  readonly compare?: CompareConfig | false;

  /**
   * KMS keys that the cluster must be able to use, in the stack's region: ARNs, ids, aliases, CDK keys, or with who uses
   * them. Checked before the start by a real encrypt and decrypt, and by the policies that decide about their use.
   * @default none is checked
   */
  readonly keys?: readonly (string | IKey | KeyConfig)[];

  /**
   * RDS databases that the cluster must reach, checked before the start from `clusterNetwork`.
   * @default none is checked
   */
  readonly databases?: readonly DatabaseConfig[];

  /**
   * Who signs the databases' certificates, PEM, beside the authorities of RDS that are known here. Required with
   * `databases` where the stack's region is newer than those, and in China, GovCloud and the Sovereign Cloud: RDS's
   * certificate bundle of the region.
   * @default RDS's authorities in most regions
   */
  readonly databaseAuthorities?: string;

  /**
   * Where the databases are probed from: each of the first six subnets gets a function of its own; and where the API
   * servers of `workloads` are asked from. Required with `databases`.
   */
  readonly clusterNetwork?: NetworkConfig;

  /**
   * Legacy's subnets and security groups: the databases are measured from there, too, and compared.
   * @default not compared
   */
  readonly legacyNetwork?: NetworkConfig;

  /**
   * The kops state bucket, by name or with what the migration may change; checked before the start.
   * @default not checked
   */
  readonly stateBucket?: string | StateBucketConfig;

  /**
   * The kops cluster that gets the traffic: its specification, its masters and etcd's backups are checked before the start.
   * Leave it out if the traffic doesn't move to a kops cluster.
   * @default not checked
   */
  readonly cluster?: ClusterConfig;

  /**
   * How the moved names are requested from the cluster: from outside, as clients request them; `{}` requests `/` of each.
   * @default not checked
   */
  readonly ingress?: IngressConfig;

  /**
   * Parameters and secrets that legacy reads: the cluster's roles must be able to read them. Checked before the start; no
   * value is read.
   * @default none is checked
   */
  readonly credentials?: CredentialsConfig;

  /**
   * Whether the cluster's nodes, agents, certificates and what runs behind the moved names are ready, asked of its API.
   * Checked before the start.
   * @default not checked
   */
  readonly workloads?: WorkloadsConfig;

  /**
   * Findings that may stay as they are, each with a reason and an end. docs/configuration.md, "What people answer for",
   * lists those that can be accepted.
   * @default none is accepted
   */
  readonly acceptances?: readonly AcceptanceConfig[];

  /**
   * What only people can check, and who has signed it off: cron jobs that would run twice, for example.
   * @default nothing
   */
  readonly manualChecks?: readonly ManualCheckConfig[];

  /** Whether preflight is repeated before the migration begins. */
  readonly preflight?: PreflightConfig;

  /**
   * The runbook that notifications link to: `https://…`, without a fragment; `#<heading>` is appended.
   * @default 'docs/runbook.md', named with the heading instead of a link
   */
  readonly runbookUrl?: string;

  /**
   * How long the logs of functions and state machines are kept.
   * @default RetentionDays.ONE_YEAR
   */
  readonly logRetention?: RetentionDays;
}
