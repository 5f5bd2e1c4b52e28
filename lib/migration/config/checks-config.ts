import type { Duration } from 'aws-cdk-lib';

export interface DatabaseConfig {
  /** DB instance or cluster identifier. May be a token. */
  readonly identifier: string;
  readonly engine: 'postgres' | 'mysql';
  /**
   * A single instance, or an Aurora / Multi-AZ cluster.
   * @default 'instance'
   */
  readonly kind?: 'instance' | 'cluster';
  /**
   * Number of round trips to measure, 10 to 10,000.
   * @default 100
   */
  readonly roundTrips?: number;
  /**
   * Limit of the 99th percentile of a round trip, in whole milliseconds, up to 10 s.
   * @default Duration.millis(10)
   */
  readonly p99Budget?: Duration;
}

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
