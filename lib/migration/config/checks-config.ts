import type { Duration } from 'aws-cdk-lib';
import type { IRole } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';

/** A database in RDS, or one outside of it by its host. */
export type DatabaseConfig = RdsDatabaseConfig | OtherDatabaseConfig;

/** What is asked of each database. */
export interface ProbedDatabaseConfig {
  /** Which protocol it speaks. */
  readonly engine: 'postgres' | 'mysql' | 'mariadb';
  /**
   * Number of connections to measure, 10 to 10,000; fewer if the time is over.
   * @default 100
   */
  readonly roundTrips?: number;
  /**
   * Limit of the 99th percentile of the answer to a connection, in whole milliseconds, up to 10 s.
   * @default Duration.millis(10)
   */
  readonly p99Budget?: Duration;
  /**
   * Try a login, too, as the applications do, and ask for what changes nothing.
   * @default none is tried
   */
  readonly login?: DatabaseLoginConfig;
}

/** How to log in: by a secret, or by IAM. */
export type DatabaseLoginConfig = SecretLoginConfig | IamLoginConfig;

/** What is tried with either login. */
export interface TriedLoginConfig {
  /**
   * The database to log in to.
   * @default `dbname` of the secret, or else `postgres`; with MySQL none
   */
  readonly database?: string;
  /**
   * How many connections the cluster needs at most: fewer that are free is a failure.
   * @default as many as are open: fewer is a warning
   */
  readonly connections?: number;
}

/** The subnets need a way to Secrets Manager: an endpoint, or a NAT gateway. */
export interface SecretLoginConfig extends TriedLoginConfig {
  /** A secret with `username` and `password` as JSON: its ARN, which may be a token, or a CDK secret. */
  readonly secret: string | ISecret;
  /**
   * The KMS key that encrypts the secret: ARN or CDK key.
   * @default the key that AWS manages
   */
  readonly secretKey?: string | IKey;
}

/** By a token of IAM, without a password. */
export interface IamLoginConfig extends TriedLoginConfig {
  /** The user of the database who comes by IAM authentication. */
  readonly iam: string;
}

/** A database of RDS in the account and Region of the stack. */
export interface RdsDatabaseConfig extends ProbedDatabaseConfig {
  /** Identifier of the DB instance, cluster or proxy. May be a token. */
  readonly identifier: string;
  /**
   * A single instance, an Aurora or Multi-AZ cluster with its reader and custom endpoints, or an RDS Proxy.
   * @default 'instance'
   */
  readonly kind?: 'instance' | 'cluster' | 'proxy';
}

/** Also one of RDS in another account or Region. */
export interface OtherDatabaseConfig extends ProbedDatabaseConfig {
  /** Name or address. May be a token. */
  readonly host: string;
  /**
   * Where it listens.
   * @default 5432 for PostgreSQL, 3306 for MySQL and MariaDB
   */
  readonly port?: number;
}

/** A kops cluster, and where kops keeps what it knows of it. */
export interface ClusterConfig {
  /** The name that `kops get clusters` shows. */
  readonly name: string;
  /**
   * Where kops keeps its state, as in `KOPS_STATE_STORE`: `s3://bucket`, or `s3://bucket/prefix`.
   * @default the bucket of `stateBucket`
   */
  readonly stateStore?: string;
  /**
   * Where etcd's backups are, if the specification's `backupStore` leads to another bucket: `s3://bucket/prefix`.
   * @default below the cluster in the state store
   */
  readonly backupStore?: string;
}

/** The bucket of kops' state store. */
export interface StateBucketConfig {
  /** May be a token. */
  readonly name: string;
  /**
   * Create the bucket if it does not exist.
   * @default false: a missing bucket is a failure
   */
  readonly create?: boolean;
  /**
   * Add missing settings to an existing bucket, if they can be added without loss.
   * @default false: what is missing is reported
   */
  readonly fix?: boolean;
}

/** Names of the stack's account and region, at least one. All may be tokens. */
export interface CredentialsConfig {
  /** Names in Systems Manager's Parameter Store. */
  readonly parameters?: readonly string[];
  /** Paths, with a slash at both ends: all parameters below them. */
  readonly parameterPaths?: readonly string[];
  /** Names in Secrets Manager. */
  readonly secrets?: readonly string[];
  /** All secrets whose names begin so. */
  readonly secretPrefixes?: readonly string[];
  /**
   * Who reads them on the cluster: roles of nodes, or of service accounts. ARNs or CDK roles. Required without `cluster`.
   * @default the role that kops gives the cluster's nodes
   */
  readonly roles?: readonly (string | IRole)[];
}

/** A KMS key, and who uses it for what. */
export interface KeyConfig {
  /** ARN, id, alias or CDK key. */
  readonly key: string | IKey;
  /**
   * Through which services each role must be able to use it: `'ec2'` for volumes, `'s3'` for buckets. `'autoscaling'`, too, if
   * groups launch instances whose volumes it encrypts.
   * @default one of EC2 and S3 is enough
   */
  readonly usedBy?: readonly ('ec2' | 's3' | 'autoscaling')[];
  /**
   * Who uses it: ARNs or CDK roles.
   * @default the roles that kops gives the masters and nodes of `cluster`; nobody without it
   */
  readonly roles?: readonly (string | IRole)[];
}
