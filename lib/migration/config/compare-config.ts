import type { Duration } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import type { RequestMetricConfig } from './traffic-config.ts';

/** What a soak compares, and how much worse the cluster may be. */
export interface CompareConfig {
  /**
   * The chance that a migration is rolled back by a comparison although the cluster is as good as legacy, percent: 0.01 to 10.
   * For all steps, metrics and looks together.
   * @default 1
   */
  readonly falseAlarms?: number;
  /**
   * 5xx of targets and load balancers, as a part of the requests; `false`: not compared.
   * @default compared where load balancers on both sides count requests
   */
  readonly errorRate?: ErrorRateConfig | false;
  /**
   * How long targets take to answer; `false`: not compared.
   * @default compared where each side has one load balancer that counts requests
   */
  readonly latency?: LatencyConfig | false;
  /** Any other metric that both sides have, at most 20. */
  readonly metrics?: readonly ComparedMetricConfig[];
}

/** The cluster may be worse by the larger of the two that are tolerated. */
export interface ErrorRateConfig {
  /**
   * Percentage points, 0 to 50: with 0.1, 0.3 % on legacy and 0.4 % on the cluster are tolerated.
   * @default 0.1
   */
  readonly toleratedPoints?: number;
  /**
   * Percent of legacy's error rate, 0 to 1000: with 25, 1 % on legacy and 1.25 % on the cluster are tolerated.
   * @default 25
   */
  readonly toleratedPercent?: number;
  /**
   * If legacy itself fails more of its requests than this in the last hour of a soak, a person decides. Percent, 0.1 to 100.
   * @default 3
   */
  readonly mostOnLegacy?: number;
}

/** The cluster may be slower by the larger of the two that are tolerated. */
export interface LatencyConfig {
  /**
   * `Average`, or a percentile of CloudWatch, such as `p99`.
   * @default 'p95'
   */
  readonly statistic?: string;
  /**
   * An amount, up to an hour.
   * @default Duration.millis(25)
   */
  readonly tolerated?: Duration;
  /**
   * Percent of legacy's latency, 0 to 1000.
   * @default 25
   */
  readonly toleratedPercent?: number;
}

/** A metric of which more is worse. The cluster may have more by the larger of the two that are tolerated. */
export type ComparedMetricConfig = ComparedInCloudWatch | ComparedInPrometheus;

/** What is said of a metric, wherever it is kept. */
export interface ComparedMetric {
  /** How messages call it, at most 40 characters: `Failed logins`. */
  readonly name: string;
  /** `Sum` of requests that fared so, compared as a part of all requests; `Average` or a percentile, such as `p99`, as it is. */
  readonly statistic: string;
  /** An amount, in the metric's unit; of a `Sum`, percentage points of the requests. From 0. */
  readonly tolerated: number;
  /**
   * Percent of what legacy has, 0 to 1000.
   * @default 25
   */
  readonly toleratedPercent?: number;
}

/** A metric of CloudWatch. */
export interface ComparedInCloudWatch extends ComparedMetric {
  /** The metric that legacy publishes. */
  readonly legacy: RequestMetricConfig;
  /** The metric that the cluster publishes. */
  readonly cluster: RequestMetricConfig;
  readonly prometheus?: never;
}

/** What queries to a Prometheus return. */
export interface ComparedInPrometheus extends ComparedMetric {
  /** Where to ask, and what. */
  readonly prometheus: PrometheusConfig;
  readonly legacy?: never;
  readonly cluster?: never;
}

/**
 * An API that answers as Prometheus' own, from outside the VPC. Each query is one of PromQL that gives one series; `[$period]` in it
 * stands for the period that is compared.
 */
export interface PrometheusConfig {
  /** https; what is before `/api/v1/query_range`. Of a workspace of Amazon Managed Service for Prometheus: the functions sign. */
  readonly url: string;
  /** A secret whose text is a bearer token: its ARN, or a CDK secret. @default none */
  readonly bearer?: string | ISecret;
  /** A secret with `username` and `password` as JSON. @default none */
  readonly basic?: string | ISecret;
  /** The KMS key that encrypts that secret. @default the one that AWS manages */
  readonly secretKey?: string | IKey;
  /** What is compared: of a `Sum` how many requests fared so, otherwise the value. */
  readonly legacy: string;
  /** The same of the cluster. */
  readonly cluster: string;
  /** How many requests there were. */
  readonly requests: { readonly legacy: string; readonly cluster: string };
}
