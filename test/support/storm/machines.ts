/** Executions of ReplaceMaster and RollMasters: the real definitions, many at once, each in the second interpreter. */

import type { ReplacementRef, RollInput } from '../../../lambdas/masters/contract/payloads.ts';
import type { Replacements } from '../../../lambdas/masters/ports/replacements.ts';
import type { Message } from '../../../lambdas/shared/domain/message.ts';
import type { Definition } from '../../synth/support/definition.ts';
import { type Ended, type ExecutionTime, StateError, type TaskCall } from '../../synth/support/execution.ts';
import { execute } from '../../synth/support/interpreter.ts';
import { Crash } from './process.ts';
import type { VirtualTime } from './virtual-time.ts';

export interface Definitions {
  readonly replaceMaster: Definition;
  readonly rollMasters: Definition;
}

export interface MachinesOptions {
  readonly time: VirtualTime;
  readonly definitions: Definitions;
  readonly random: () => number;
  /** Does a function's work for an execution. */
  readonly invoke: (state: string, payload: unknown, execution: string) => Promise<unknown>;
  /** Does what a definition does itself: publishes. */
  readonly publish: (message: Message) => Promise<void>;
  /** Called with each state before an execution enters it. */
  readonly onState: (state: string, arn: string) => void;
  readonly onEnd: (arn: string, ended: Ended | 'stopped') => void;
}

const ARN = 'arn:aws:states:us-west-1:111122223333:execution:shop-masters';

/** What Step Functions says of a function whose process ended without an answer. */
const UNANSWERED = ['Lambda.Unknown', 'Sandbox.Timedout', 'Lambda.Unknown', 'Runtime.ExitError'];

class Stopped extends Error {}

export class Machines implements Replacements {
  readonly #options: MachinesOptions;
  readonly #running = new Set<string>();
  readonly #known = new Set<string>();
  #rolls = 0;

  constructor(options: MachinesOptions) {
    this.#options = options;
  }

  arnOf({ id, attempt }: ReplacementRef): string {
    return `${ARN}-ReplaceMaster:${id}-${attempt}`;
  }

  async start(ref: ReplacementRef): Promise<'started' | 'exists'> {
    const arn = this.arnOf(ref);
    if (this.#known.has(arn)) return 'exists';
    this.#execute(this.#options.definitions.replaceMaster, arn, ref);
    return 'started';
  }

  async isRunning(executionArn: string): Promise<boolean> {
    return this.#running.has(executionArn);
  }

  startRoll(input: RollInput): void {
    this.#rolls++;
    this.#execute(this.#options.definitions.rollMasters, `${ARN}-RollMasters:roll-${this.#rolls}`, input);
  }

  running(): readonly string[] {
    return [...this.#running];
  }

  /** As somebody stops it: nothing is caught, and a function that is at work works on. */
  stop(arn: string): void {
    if (this.#running.delete(arn)) this.#options.onEnd(arn, 'stopped');
  }

  #execute(definition: Definition, arn: string, input: unknown): void {
    const { time, onState, onEnd } = this.#options;
    this.#known.add(arn);
    this.#running.add(arn);
    const alive = () => {
      if (!this.#running.has(arn)) throw new Stopped(arn);
    };
    const own: ExecutionTime = {
      now: time.now,
      until: async (moment) => {
        await time.until(moment);
        alive();
      },
    };
    time.start(async () => {
      try {
        const ended = await execute(definition, {
          name: arn.split(':').at(-1) ?? '',
          arn,
          input: copyOf(input),
          startedAt: time.now(),
          time: own,
          call: async (task) => {
            const result = await this.#call(task, arn);
            alive();
            return result;
          },
          onState: (state) => {
            onState(state, arn);
            alive();
          },
        });
        this.#running.delete(arn);
        onEnd(arn, ended);
      } catch (error) {
        if (!(error instanceof Stopped)) throw error;
      }
    });
  }

  async #call(task: TaskCall, arn: string): Promise<unknown> {
    const { invoke, publish, random } = this.#options;
    const given = task.arguments as {
      Payload?: unknown;
      Subject?: string;
      Message?: string;
    };
    try {
      if (given.Payload === undefined) {
        await publish({ subject: given.Subject ?? '', body: given.Message ?? '' });
        return {};
      }
      const result = await invoke(task.state, given.Payload, arn);
      return { Payload: copyOf(result) };
    } catch (error) {
      if (error instanceof Crash)
        throw new StateError(UNANSWERED[Math.floor(random() * UNANSWERED.length)] ?? '', error.message);
      const { name, message } = error as Error;
      throw new StateError(name, JSON.stringify({ errorType: name, errorMessage: message }));
    }
  }
}

/** As it comes out at the other end of the wire. What a machine hands on needs none: it is made of such copies. */
function copyOf(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}
