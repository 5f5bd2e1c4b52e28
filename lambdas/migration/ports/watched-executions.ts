import type { RollBackRequest } from '../contract/roll-back-payloads.ts';
import type { SeenExecution } from '../domain/watch/seen.ts';

/** The executions that Watch looks at, and the one that it starts. All throw `TransientFailure`. */
export interface WatchedExecutions {
  /** One that Step Functions knows no more ended long ago. */
  look(executionArn: string): Promise<SeenExecution>;
  isMigrateRunning(): Promise<boolean>;
  /** @param since ISO 8601: one that began before that belongs to an earlier run, and may only wait for a hook */
  isRollBackRunning(since: string): Promise<boolean>;
  /** Starts the machine RollBack. Harmless if it was started with this name already. */
  startRollBack(name: string, request: RollBackRequest): Promise<void>;
}
