import type { ReplacementRef } from '../../contract/masters/payloads.ts';

/** Executions of ReplaceMaster. Both throw `TransientFailure` when Step Functions cannot be asked. */
export interface Replacements {
  /** Starts the execution `<id>-<attempt>`; `exists` when there is or was one of that name. */
  start(replacement: ReplacementRef): Promise<'started' | 'exists'>;
  /** ARN of the execution of that name, whether or not it exists. */
  arnOf(replacement: ReplacementRef): string;
  /** False too when there is none of that name. */
  isRunning(executionArn: string): Promise<boolean>;
}
