/** The databases of the rehearsed account; times are epoch milliseconds. */
export interface DatabaseSource {
  instances(): readonly SourceDatabaseInstance[];
  clusters(): readonly SourceDatabaseCluster[];
  proxies(): readonly SourceProxy[];
}

interface SourceDatabaseBasics {
  readonly identifier: string;
  /** `postgres`, `mysql`, `aurora-postgresql`, … */
  readonly engine: string;
  readonly engineVersion: string;
  /** In RDS's words: `available`, `stopped`, … */
  readonly status: string;
  /** Undefined while RDS has not given it one. */
  readonly endpoint: { readonly host: string; readonly port: number } | undefined;
  readonly multiAz: boolean;
  /** ARN of the key; '' for one that RDS doesn't name, undefined where the storage is not encrypted. */
  readonly encryptionKey: string | undefined;
  /** What is changed in the next maintenance window, by its name in RDS. */
  readonly pendingChanges: Readonly<Record<string, string | number | boolean>>;
  readonly maintenance: readonly SourceMaintenance[];
  readonly createdAt: number;
}

export interface SourceMaintenance {
  readonly action: string;
  readonly description: string;
  readonly appliedAt: number | undefined;
}

export interface SourceDatabaseInstance extends SourceDatabaseBasics {
  /** In RDS's words. */
  readonly subnetGroup?: SourceSubnetGroup;
  readonly securityGroups?: readonly string[];
  readonly publiclyAccessible: boolean;
  /** `IPV4` or `DUAL`. */
  readonly networkType?: string;
  readonly zone: string;
  /** Of the standby; '' where there is none. */
  readonly secondZone: string;
  /** The cluster that it is a member of; '' for none. */
  readonly cluster: string;
  /** `rds-ca-rsa2048-g1`, … */
  readonly certificateAuthority: string;
  readonly certificateUntil: number;
}

export interface SourceDatabaseCluster extends SourceDatabaseBasics {
  /** The endpoint that spreads reads. */
  readonly readerHost?: string;
  readonly customHosts?: readonly string[];
}

export interface SourceProxy {
  readonly name: string;
  /** `POSTGRESQL`, `MYSQL` or `SQLSERVER`. */
  readonly engineFamily: string;
  readonly status: string;
  readonly host: string;
  readonly vpcId: string;
  readonly subnetIds: readonly string[];
  readonly groupIds: readonly string[];
  /** `IPV4`, `IPV6` or `DUAL`. */
  readonly networkType?: string;
  readonly targets?: readonly SourceProxyTarget[];
}

export interface SourceProxyTarget {
  /** Identifier of the instance or, where that is tracked, of the cluster. */
  readonly identifier: string;
  /** `RDS_INSTANCE`, `TRACKED_CLUSTER` … */
  readonly type: string;
  /** `AVAILABLE`, `UNAVAILABLE`, …; a tracked cluster has none. */
  readonly state?: string;
  readonly reason?: string;
  readonly description?: string;
}

export interface SourceSubnetGroup {
  readonly name: string;
  readonly vpcId: string;
  readonly subnetIds: readonly string[];
}
