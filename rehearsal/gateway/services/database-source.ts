/** The databases of the rehearsed account; times are epoch milliseconds. */
export interface DatabaseSource {
  instances(): readonly SourceDatabaseInstance[];
  clusters(): readonly SourceDatabaseCluster[];
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
  readonly createdAt: number;
}

export interface SourceDatabaseInstance extends SourceDatabaseBasics {
  readonly publiclyAccessible: boolean;
  /** The cluster that it is a member of; '' for none. */
  readonly cluster: string;
  /** `rds-ca-rsa2048-g1`, … */
  readonly certificateAuthority: string;
  readonly certificateUntil: number;
}

export interface SourceDatabaseCluster extends SourceDatabaseBasics {
  /** The endpoint that spreads reads. */
  readonly readerHost?: string;
}
