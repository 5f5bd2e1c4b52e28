import type { Metrics } from './metrics.ts';

/** What follows the metrics beside alarms, and may change what is served: health checks. A moment is in epoch milliseconds. */
export interface MetricFollower {
  /** When it looks at the metrics for the first time after `moment`; undefined: never. */
  nextAfter(moment: number): number | undefined;
  /** Looks at them; called at the moments that `nextAfter` gives, in order. */
  judge(at: number, metrics: Metrics): void;
  /** Undoes what `judge` has done since: the returned function goes back to this moment, `at`. */
  remember(at: number): () => void;
}
