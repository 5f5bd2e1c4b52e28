import type { Duration } from 'aws-cdk-lib';

/** A share of the traffic, and how long it is watched. */
export interface StepConfig {
  /** The cluster's share of the traffic, percent: 0.1 to 100. Weights can express 0.39 to 99.61, and 100. */
  readonly percent: number;
  /** How long the share is kept and watched: at least the TTL + 60 s, in whole seconds. */
  readonly soak: Duration;
  /**
   * After the soak, wait for a person's decision before the next step.
   * @default false
   */
  readonly approval?: boolean;
}

/** What a soak must have seen to pass. */
export interface SoakConfig {
  /**
   * With fewer requests than this on the cluster a soak is inconclusive. At least 1.
   * @default 100
   */
  readonly minimumRequests?: number;
  /**
   * The part of the expected share that must be seen on the cluster, 0 to 1.
   * @default 0.5
   */
  readonly minimumShareSeen?: number;
  /**
   * An inconclusive soak is extended at most this often, 0 to 10; then the migration holds for a decision.
   * @default 3
   */
  readonly maximumExtensions?: number;
  /**
   * How long one extension lasts.
   * @default Duration.hours(1)
   */
  readonly extension?: Duration;
}

/** What each kind of hold does when nobody decides in time. */
export interface OnHoldTimeoutConfig {
  /** Of a soak, also of an approval. @default 'rollBack' */
  readonly soak?: 'rollBack' | 'stay';
  /** Of a change of the records that failed. @default 'rollBack' */
  readonly change?: 'rollBack' | 'stay';
  /** Of the drain. @default 'rollBack' */
  readonly drain?: 'rollBack' | 'stay';
  /** Of a hook that says hold, or whose answer is not known. @default 'rollBack' */
  readonly hook?: 'rollBack' | 'stay';
}

/** How long legacy stays, and when it is quiet. */
export interface DrainConfig {
  /**
   * Legacy is kept at least this long after its records are gone: resolvers and clients keep old answers.
   * @default Duration.days(3)
   */
  readonly minimumStay?: Duration;
  /**
   * If legacy is not quiet after this time, the migration holds for a decision.
   * @default 14 days, or twice the minimum stay if that is longer
   */
  readonly maximumStay?: Duration;
  /**
   * Legacy is quiet with at most this many requests in the quiet window.
   * @default 100
   */
  readonly quietRequests?: number;
  /**
   * Legacy is also quiet with at most this much of what its own past predicts in the quiet window, percent: 0 to 5. For
   * what never ends, such as scanners. The past is the same hours of earlier weeks.
   * @default 0
   */
  readonly quietPercent?: number;
  /**
   * The window in which requests on legacy are counted: whole minutes, at least 5, at most the minimum stay.
   * @default 1 day, or the minimum stay if that is shorter
   */
  readonly quietWindow?: Duration;
}
