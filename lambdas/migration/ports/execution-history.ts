import type { StateVisit } from '../domain/timeline.ts';

export interface ExecutionHistory {
  /** The states of an execution in the order in which they were entered. Throws `TransientFailure` when it cannot be asked. */
  visits(executionArn: string): Promise<readonly StateVisit[]>;
  /** Those that the last `most` events (at most 1,000) entered, in the same order. Throws as `visits`. */
  latest(executionArn: string, most: number): Promise<readonly StateVisit[]>;
}
