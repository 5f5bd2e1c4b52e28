import type { NewestExecution } from '../domain/status/seen.ts';

/** Executions of a machine, the one that began last first. Both throw `TransientFailure`. */
export interface NewestExecutions {
  migrate(): Promise<NewestExecution | undefined>;
  /** At most `most`. */
  rollBacks(most: number): Promise<readonly NewestExecution[]>;
}
