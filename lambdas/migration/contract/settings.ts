import type { AcceptanceSettings } from './acceptances.ts';
import type { CompareSettings } from './compare-settings.ts';
import type { DataPlaneSettings } from './data-plane.ts';
import type { FreezeSettings } from './freeze-settings.ts';
import type { AtTimeout, HoldKind } from './hold-settings.ts';
import type { HooksSettings } from './hooks.ts';
import type { IngressSettings } from './ingress-settings.ts';
import type { NameProbeSettings } from './name-probe.ts';
import type { RequestMetric } from './request-metric.ts';
import type { SignalSettings } from './signals.ts';
import type { WorkloadSettings } from './workload-settings.ts';

/**
 * What was deployed: the checked and completed form of a migration's configuration. `lib/config` makes it,
 * the functions read it; nothing in an execution's input can change it.
 *
 * Names are as Route 53 returns them: lower case, dot-terminated, `*` as `\052`. Times are seconds,
 * shares are percent (0–100).
 */
export interface MigrationSettings {
  readonly migration: string;
  readonly account: string;
  readonly region: string;
  readonly zones: readonly ZoneSettings[];
  readonly target: ClusterTarget;
  readonly steps: readonly StepSettings[];
  /** TTL of the records while the migration runs, seconds. */
  readonly ttlSeconds: number;
  /** With those that stand for the signals. */
  readonly alarms: readonly AlarmSettings[];
  /** Absent: ProbeNames is not deployed. */
  readonly nameProbe?: NameProbeSettings;
  /** Absent: no alarm comes from elsewhere. */
  readonly signals?: readonly SignalSettings[];
  readonly soak: SoakSettings;
  readonly drain: DrainSettings;
  /** How long a hold waits for a person before it rolls back, seconds. */
  readonly holdTimeoutSeconds: number;
  /** What a hold's time-out does, by what it is about. Absent: every one rolls back. */
  readonly onHoldTimeout?: Readonly<Record<HoldKind, AtTimeout>>;
  /** The share, percent, of the step from which on only a person's word restores legacy. Absent: every rollback does. */
  readonly oneWayFromPercent?: number;
  /** Absent: a rollback needs Route 53's API. */
  readonly dataPlane?: DataPlaneSettings;
  /** Absent: steps begin at any time. */
  readonly freeze?: FreezeSettings;
  /** False: there is no machine Drill. Absent: there is. */
  readonly drill?: false;
  /** False: there is no dashboard, and Watch measures nothing for it. Absent: there is. */
  readonly dashboard?: false;
  /** Absent: nobody else is asked. */
  readonly hooks?: HooksSettings;
  readonly route53: Route53Settings;
  /** The region in whose CloudTrail Watch looks for who has changed a zone. Absent: it looks nowhere. */
  readonly trailRegion?: string;
  readonly traffic: TrafficSettings;
  /** Absent: the cluster is not compared with legacy. */
  readonly compare?: CompareSettings;
  readonly keys: readonly KeySettings[];
  readonly databases: readonly DatabaseSettings[];
  readonly stateBucket?: StateBucketSettings;
  readonly cluster?: ClusterSettings;
  readonly ingress?: IngressSettings;
  readonly credentials?: CredentialSettings;
  readonly workloads?: WorkloadSettings;
  /** Where the cluster's nodes are; there with databases, and wherever functions ask from there. */
  readonly clusterNetwork?: NetworkSettings;
  /** Where legacy's instances are, if the way to the databases is compared with theirs. */
  readonly legacyNetwork?: NetworkSettings;
  readonly acceptances: readonly AcceptanceSettings[];
  readonly manualChecks: readonly ManualCheckSettings[];
  /** Where notifications point for help; headings are appended as `#name`. */
  readonly runbookUrl: string;
}

export interface ZoneSettings {
  readonly id: string;
  readonly name: string;
  readonly records: readonly string[];
  /** Where the fence of this zone lives: `_cutover-<migration>.<zone>`. */
  readonly fenceName: string;
  /** By which the zone is read and changed where it belongs to another account. */
  readonly role?: ZoneRole;
}

/** A role of another account that lets the functions use that account's zones. */
export interface ZoneRole {
  readonly arn: string;
  readonly externalId?: string;
}

/** The account of a role, which is that of the zones that are reached by it. */
export function accountOf({ arn }: ZoneRole): string {
  return arn.split(':')[4] ?? '';
}

export type ClusterTarget =
  | {
      readonly kind: 'load-balancer';
      readonly dnsName: string;
      readonly hostedZoneId: string;
      readonly evaluateTargetHealth: boolean;
      /** From the form of the DNS name: NLBs are `<name>.elb.<region>…`, the others `<name>.<region>.elb…`. */
      readonly family: 'network' | 'application-or-classic';
    }
  | { readonly kind: 'addresses'; readonly ipv4: readonly string[]; readonly ipv6: readonly string[] };

export interface StepSettings {
  /** Share of traffic for the cluster, percent. */
  readonly percent: number;
  readonly soakSeconds: number;
  /** Hold for a person after this step's soak, before the next change. */
  readonly approval: boolean;
}

export interface AlarmSettings {
  readonly name: string;
  readonly arn: string;
  /** INSUFFICIENT_DATA is a warning in place of a failure. */
  readonly allowInsufficientData: boolean;
  /** The stack makes it, on the target's load balancer. */
  readonly isMade?: true;
}

export interface SoakSettings {
  /** Fewer requests than this on the cluster in a soak: inconclusive. */
  readonly minimumRequests: number;
  /** Of the share that the weights promise, how much must be seen (0–1). */
  readonly minimumShareSeen: number;
  /** An inconclusive soak is extended at most this often, then held. */
  readonly maximumExtensions: number;
  /** Each extension lasts this long, seconds. */
  readonly extensionSeconds: number;
}

export interface DrainSettings {
  /** Legacy stays at least this long after its records are retired, seconds. */
  readonly minimumStaySeconds: number;
  /** Quiet: at most this many requests on legacy … */
  readonly quietRequests: number;
  /** … or at most this much of what its own past predicts, percent (0–5), unless it is 0 … */
  readonly quietPercent: number;
  /** … within the last window of this many seconds. */
  readonly quietWindowSeconds: number;
  /** Not quiet after this many seconds: hold for a person. */
  readonly maximumStaySeconds: number;
}

/** What Route 53 takes of the account, from all its callers together. */
export interface Route53Settings {
  readonly requests: RateLimit;
  /** Single changes of records: a DELETE and a CREATE are two. */
  readonly changes: RateLimit;
  /** The share of both that is left to others (0–1). */
  readonly leftForOthers: number;
}

/** So many at once after a pause, and so many a second from then on. */
export interface RateLimit {
  readonly burst: number;
  readonly perSecond: number;
}

/** Where requests are counted; absent: found from the load balancers that the records name. */
export interface TrafficSettings {
  readonly legacy: readonly RequestMetric[];
  readonly cluster: readonly RequestMetric[];
}

export interface KeySettings {
  /** Of the key, or of its alias. */
  readonly arn: string;
  /**
   * Through which services each role must be able to use it; neither EC2 nor S3: through one of them. Auto Scaling uses it
   * with a role of its own.
   */
  readonly usedBy: readonly ('ec2' | 's3' | 'autoscaling')[];
  /** ARNs of who uses it. */
  readonly roles: readonly string[];
}

export interface DatabaseSettings {
  /** Of RDS's instance, cluster or proxy; `<host>:<port>` of a database outside of RDS. */
  readonly identifier: string;
  readonly kind: 'instance' | 'cluster' | 'proxy' | 'host';
  readonly engine: 'postgres' | 'mysql' | 'mariadb';
  /** Where a `host` is; RDS says it of the others. */
  readonly at?: HostAndPort;
  /** If a login is tried, how. */
  readonly login?: LoginSettings;
  /** Connections measured, and the most that the p99 of their answers may take, milliseconds. */
  readonly roundTrips: number;
  readonly p99BudgetMs: number;
}

export interface LoginSettings {
  /** Where user and password are, and by which key of the account that is encrypted; or who comes with a token of IAM. */
  readonly by: { readonly secretArn: string; readonly keyArn?: string } | { readonly iamUser: string };
  /** '' for that of the secret, or else the one that the server takes without. */
  readonly database: string;
  /** How many the cluster needs; absent: as many as are open. */
  readonly connections?: number;
}

export interface HostAndPort {
  readonly host: string;
  readonly port: number;
}

/** The kops cluster that gets the traffic. */
export interface ClusterSettings {
  /** As kops knows it, without a final dot. */
  readonly name: string;
  readonly stateStore: S3Location;
  /** Where functions may look for etcd's backups beside the state store. */
  readonly backupStore?: S3Location;
}

export interface S3Location {
  readonly bucket: string;
  /** '' or with a slash at its end. */
  readonly prefix: string;
}

export interface StateBucketSettings {
  readonly name: string;
  /** Made when it does not exist. */
  readonly create: boolean;
  /** What is missing on an existing bucket is set, where a setting can be added without loss. */
  readonly fix: boolean;
}

export interface NetworkSettings {
  readonly vpcId: string;
  readonly subnetIds: readonly string[];
  readonly securityGroupIds: readonly string[];
}

/** What legacy reads, and the cluster's roles must be able to. */
export interface CredentialSettings {
  /** Names in Systems Manager, and the paths (`/shop/`) below which all count. */
  readonly parameters: readonly string[];
  readonly parameterPaths: readonly string[];
  /** Names in Secrets Manager, and what the names of others begin with. */
  readonly secrets: readonly string[];
  readonly secretPrefixes: readonly string[];
  /** ARNs of who reads them. */
  readonly roles: readonly string[];
}

/** What only people can check. */
export interface ManualCheckSettings {
  readonly id: string;
  readonly what: string;
  readonly signedOff?: SignOff;
}

/** Days are `YYYY-MM-DD`, in UTC; the last one counts. */
export interface SignOff {
  readonly by: string;
  readonly on: string;
  readonly until: string;
}
