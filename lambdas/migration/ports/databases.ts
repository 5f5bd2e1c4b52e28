import type { HostAndPort } from '../contract/settings.ts';

/** What RDS says of a database; the words are RDS's own. */
export interface DescribedDatabase {
  /** `available`, `backing-up`, `stopped`, … */
  readonly status: string;
  /** `postgres`, `aurora-postgresql`, `mysql`, `aurora-mysql`, `mariadb`, … */
  readonly engine: string;
  readonly engineVersion: string;
  /** Undefined while RDS has not given it one. */
  readonly endpoint: HostAndPort | undefined;
  /** Those that only some of its servers are behind. */
  readonly otherEndpoints: readonly NamedEndpoint[];
  readonly publiclyAccessible: boolean;
  readonly multiAz: boolean;
  /** Where its servers are, e.g. `us-west-1a`; empty where RDS doesn't say. */
  readonly zones: readonly string[];
  /** ARN of the key that encrypts its storage; '' where it isn't encrypted. */
  readonly encryptionKey: string;
  /** The certificate authorities of its servers, e.g. `rds-ca-rsa2048-g1`; empty where RDS doesn't say. */
  readonly certificateAuthorities: readonly string[];
  /** When the first of its servers' certificates runs out, ISO 8601; '' where RDS doesn't say. */
  readonly certificateUntil: string;
  /** Names of settings that change in the next maintenance window, or at the next restart. */
  readonly pendingChanges: readonly string[];
  readonly maintenance: readonly PendingMaintenance[];
}

/** What RDS will do to a server by itself. */
export interface PendingMaintenance {
  /** `system-update`, `db-upgrade`, `ca-certificate-rotation`, … */
  readonly action: string;
  readonly description: string;
  /** When, ISO 8601; '' where no time is set. */
  readonly at: string;
}

export interface NamedEndpoint extends HostAndPort {
  /** `reader`, or `custom endpoint <host>`. */
  readonly name: string;
}

/** What RDS says of a proxy in front of databases. */
export interface DescribedProxy extends Pick<DescribedDatabase, 'status' | 'engine' | 'endpoint'> {
  readonly targets: readonly ProxyTarget[];
}

/** A server that a proxy leads to. */
export interface ProxyTarget {
  /** The identifier of the instance. */
  readonly identifier: string;
  /** `AVAILABLE`, `UNAVAILABLE`, `REGISTERING`, `UNUSED`; or `not reported`. */
  readonly state: string;
  /** Why it isn't available, in RDS's words; '' where RDS doesn't say. */
  readonly why: string;
}

/** Each is undefined where RDS knows none with the identifier. */
export interface Databases {
  instance(identifier: string): Promise<DescribedDatabase | undefined>;
  cluster(identifier: string): Promise<DescribedDatabase | undefined>;
  proxy(identifier: string): Promise<DescribedProxy | undefined>;
}
