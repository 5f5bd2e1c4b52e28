import type { RequestMetric } from '../contract/request-metric.ts';
import type { Series, SeriesQuery } from '../domain/compare/periods.ts';
import type { Reading } from '../domain/reading.ts';
import type { RunDatum } from '../domain/run-metrics.ts';
import type { Traffic } from './traffic.ts';

/** What is read of both sides for the dashboard, and published. */
export interface RunShown extends Pick<Traffic, 'measurable'> {
  /** In the order of the queries; one that can't be read says why, and hides no other. */
  read(queries: readonly SeriesQuery<RequestMetric>[]): Promise<readonly Reading<Series>[]>;
  /** @throws TransientFailure */
  publish(data: readonly RunDatum[]): Promise<void>;
}

/** How Watch gets at it, and what it keeps for its next call. */
export interface ShownPorts {
  readonly open: () => Promise<RunShown>;
  /** Milliseconds that it may take. */
  readonly patience: () => number;
  /** Until when both sides were measured, epoch milliseconds; Watch sets it. */
  readonly measured: { until?: number };
}
