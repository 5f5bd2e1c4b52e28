import type { RunningExecution } from '../domain/running-execution.ts';

/** Executions of a state machine. All throw `TransientFailure` when Step Functions cannot be asked. */
export interface Executions {
  /** False too when the execution is gone (they are kept for 90 days). */
  isRunning(executionArn: string): Promise<boolean>;
  running(machineArn: string): Promise<readonly RunningExecution[]>;
  /** Stopping one that has ended is harmless. */
  stop(executionArn: string, error: string, cause: string): Promise<void>;
}
