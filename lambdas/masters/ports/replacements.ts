import type { ReplacementRef } from '../contract/payloads.ts';

/** Executions of ReplaceMaster. Both throw `TransientFailure` when Step Functions cannot be asked. */
export interface Replacements {
  /**
   * Starts the execution `<id>-<attempt>`. `exists`: one of that name has run, or runs; of one that runs Step Functions
   * may say `started` as well. Either way there is nothing to do again: a new attempt is a new name.
   */
  start(replacement: ReplacementRef): Promise<'started' | 'exists'>;
  /** ARN of the execution of that name, whether or not it exists. */
  arnOf(replacement: ReplacementRef): string;
  /** False too when there is none of that name. */
  isRunning(executionArn: string): Promise<boolean>;
}
