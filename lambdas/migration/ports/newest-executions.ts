import type { NewestExecution } from '../domain/status/seen.ts';

/** The execution of a machine that began last; undefined where there is none. Both throw `TransientFailure`. */
export interface NewestExecutions {
  migrate(): Promise<NewestExecution | undefined>;
  rollBack(): Promise<NewestExecution | undefined>;
}
