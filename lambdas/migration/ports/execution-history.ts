import type { StateVisit } from '../domain/timeline.ts';

export interface ExecutionHistory {
  /** The states of an execution in the order in which they were entered. Throws `TransientFailure` when it cannot be asked. */
  visits(executionArn: string): Promise<readonly StateVisit[]>;
}
