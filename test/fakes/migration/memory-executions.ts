import type { RollBackRequest } from '../../../lambdas/migration/contract/roll-back-payloads.ts';
import type { SeenExecution } from '../../../lambdas/migration/domain/watch/seen.ts';
import type { WatchedExecutions } from '../../../lambdas/migration/ports/watched-executions.ts';

/** Executions in memory: those that nobody has ended run. */
export class MemoryExecutions implements WatchedExecutions {
  /** By ARN. */
  readonly ended = new Map<string, SeenExecution>();
  readonly started = new Map<string, RollBackRequest>();
  isMigrating = true;
  isRollingBack = false;

  async look(executionArn: string): Promise<SeenExecution> {
    return this.ended.get(executionArn) ?? { running: true };
  }

  async isMigrateRunning(): Promise<boolean> {
    return this.isMigrating;
  }

  async isRollBackRunning(): Promise<boolean> {
    return this.isRollingBack;
  }

  async startRollBack(name: string, request: RollBackRequest): Promise<void> {
    if (!this.started.has(name)) this.started.set(name, request);
  }
}
