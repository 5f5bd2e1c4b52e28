import type { PrometheusSide } from './prometheus-settings.ts';
import type { RequestMetric } from './request-metric.ts';

/** What of the cluster is compared with legacy's in the same minutes of a soak. */
export interface CompareSettings {
  /** The chance that a migration fails by it although the cluster is as good as legacy (0–1). */
  readonly falseAlarms: number;
  /** Absent: not compared. */
  readonly errorRate?: ErrorRateSettings;
  readonly latency?: LatencySettings;
  readonly metrics: readonly ComparedMetricSettings[];
}

export interface ErrorRateSettings {
  /** Parts of all requests (0–1). */
  readonly tolerance: ToleranceSettings;
  /** If legacy itself fails more of its requests than that (0–1), the cluster is not to blame, and a person decides. */
  readonly mostOnLegacy: number;
}

export interface LatencySettings {
  /** `Average`, or a percentile: `p95`. */
  readonly statistic: string;
  /** `absolute` in seconds. */
  readonly tolerance: ToleranceSettings;
}

/** A metric that both sides have. */
export interface ComparedMetricSettings {
  readonly name: string;
  /** `Sum`: so many in each request; `Average` or a percentile: as it is. More is worse. */
  readonly statistic: string;
  /** Both of one kind. */
  readonly legacy: RequestMetric | PrometheusSide;
  readonly cluster: RequestMetric | PrometheusSide;
  readonly tolerance: ToleranceSettings;
}

/** How much worse than legacy the cluster may be: the larger of the two. `relative` is a part of legacy's value. */
export interface ToleranceSettings {
  readonly absolute: number;
  readonly relative: number;
}

export const COMPARED_BY_DEFAULT: Required<Omit<CompareSettings, 'metrics'>> = {
  falseAlarms: 0.01,
  errorRate: { tolerance: { absolute: 0.001, relative: 0.25 }, mostOnLegacy: 0.03 },
  latency: { statistic: 'p95', tolerance: { absolute: 0.025, relative: 0.25 } },
};
