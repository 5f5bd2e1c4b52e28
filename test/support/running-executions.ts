import type { Run } from '../../lambdas/shared/contract/run.ts';
import type { RunningExecution } from '../../lambdas/shared/domain/running-execution.ts';
import type { Executions } from '../../lambdas/shared/ports/executions.ts';

/** The executions of all machines, as Step Functions knows them. Those of Migrate are named `run-…`. */
export class RunningExecutions implements Executions {
  readonly #running = new Map<string, Run>();
  /** Names of those that were stopped. */
  readonly #stopped = new Set<string>();

  begin(run: Run): void {
    this.#running.set(run.arn, run);
  }

  end({ arn }: Run): void {
    this.#running.delete(arn);
  }

  isStopped(name: string): boolean {
    return this.#stopped.has(name);
  }

  async isRunning(arn: string): Promise<boolean> {
    return this.#running.has(arn);
  }

  async running(): Promise<readonly RunningExecution[]> {
    return [...this.#running.values()].filter(({ name }) => name.startsWith('run-'));
  }

  async stop(arn: string): Promise<void> {
    const run = this.#running.get(arn);
    if (run) this.#stopped.add(run.name);
  }
}
