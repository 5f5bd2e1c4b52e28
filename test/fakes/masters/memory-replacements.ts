import type { ReplacementRef } from '../../../lambdas/masters/contract/payloads.ts';
import type { Replacements } from '../../../lambdas/masters/ports/replacements.ts';

const MACHINE = 'arn:aws:states:us-west-1:111122223333:execution:shop-masters-ReplaceMaster';

/** Executions of ReplaceMaster in memory: a name is started once, and runs until a test ends it. */
export class MemoryReplacements implements Replacements {
  /** Names in the order in which they were started. */
  readonly started: string[] = [];
  readonly #ended = new Set<string>();
  /** Thrown by the next call in place of an answer. */
  failure: Error | undefined;

  async start(replacement: ReplacementRef): Promise<'started' | 'exists'> {
    this.#mayFail();
    const name = nameOf(replacement);
    if (!/^[\w.-]{1,80}$/.test(name)) throw new Error(`InvalidName: ${name}`);
    if (this.started.includes(name)) return this.#ended.has(name) ? 'exists' : 'started';
    this.started.push(name);
    return 'started';
  }

  arnOf(replacement: ReplacementRef): string {
    return `${MACHINE}:${nameOf(replacement)}`;
  }

  async isRunning(executionArn: string): Promise<boolean> {
    this.#mayFail();
    const name = executionArn.slice(MACHINE.length + 1);
    return this.started.includes(name) && !this.#ended.has(name);
  }

  end(name: string): void {
    this.#ended.add(name);
  }

  #mayFail(): void {
    const { failure } = this;
    this.failure = undefined;
    if (failure) throw failure;
  }
}

function nameOf({ id, attempt }: ReplacementRef): string {
  return `${id}-${attempt}`;
}
