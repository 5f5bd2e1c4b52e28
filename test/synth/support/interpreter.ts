/**
 * Runs a state machine's definition as the Amazon States Language says, for the part of it that this project uses:
 * JSONata with variables, evaluated by JSONata's reference implementation.
 *
 * - `Assign` sees the variables as they were before the state; branches of `Parallel` see those outside.
 * - An expression without a value, or one that throws, fails the state with `States.QueryEvaluationError`.
 * - `Retry` and `Catch` take the first entry that names the error; `States.ALL` names every one.
 * - Time is virtual: waits and the pauses between tries move the clock and take none. Jitter is left out.
 * - A payload or an output of more than 256 KiB fails with `States.DataLimitExceeded`.
 */
import jsonata from 'jsonata';
import type { Definition, StateDefinition } from './definition.ts';

/** What a task or a state fails with. */
export class StateError extends Error {
  readonly reason: string | undefined;

  constructor(name: string, reason?: string) {
    super(`${name}: ${reason}`);
    this.name = name;
    this.reason = reason;
  }
}

export interface TaskCall {
  readonly state: string;
  readonly resource: string;
  readonly arguments: Readonly<Record<string, unknown>>;
  readonly timeoutSeconds: number;
  /** How often this state was tried before, within this visit. */
  readonly tries: number;
  /** Epoch milliseconds. */
  readonly now: number;
}

export interface Execution {
  readonly name: string;
  readonly input: unknown;
  /** Epoch milliseconds. */
  readonly startedAt: number;
  /** Does a task's work: its raw result, or a StateError. */
  readonly call: (task: TaskCall) => unknown;
}

export interface Ended {
  readonly status: 'SUCCEEDED' | 'FAILED';
  readonly output?: unknown;
  readonly error?: string;
  readonly cause?: string;
  /** Every state entered, in order, those in branches one branch after the other. */
  readonly path: readonly string[];
  /** Epoch milliseconds. */
  readonly endedAt: number;
}

type Variables = Record<string, unknown>;

const LIMIT = 256 * 1024;

export async function execute(definition: Definition, execution: Execution): Promise<Ended> {
  const interpreter = new Interpreter(execution);
  try {
    const output = await interpreter.run(definition, execution.input, {});
    return { status: 'SUCCEEDED', output, ...interpreter.trace() };
  } catch (error) {
    if (!(error instanceof StateError)) throw error;
    const cause = error.reason === undefined ? {} : { cause: error.reason };
    return { status: 'FAILED', error: error.name, ...cause, ...interpreter.trace() };
  }
}

interface Visit {
  readonly name: string;
  readonly state: StateDefinition;
  readonly input: unknown;
  readonly variables: Variables;
  readonly enteredAt: string;
}

class Interpreter {
  readonly #execution: Execution;
  readonly #path: string[] = [];
  #now: number;

  constructor(execution: Execution) {
    this.#execution = execution;
    this.#now = execution.startedAt;
  }

  trace(): { path: readonly string[]; endedAt: number } {
    return { path: this.#path, endedAt: this.#now };
  }

  async run(definition: Definition, input: unknown, variables: Variables): Promise<unknown> {
    let name: string | undefined = definition.StartAt;
    let data = input;
    while (name !== undefined) {
      const state = definition.States[name];
      if (!state) throw new Error(`The definition has no state ${name}`);
      this.#path.push(name);
      const visit = { name, state, input: data, variables, enteredAt: iso(this.#now) };
      const { output, next } = await this.#visit(visit);
      if (JSON.stringify(output).length > LIMIT) throw new StateError('States.DataLimitExceeded', name);
      data = output;
      name = next;
    }
    return data;
  }

  #visit(visit: Visit): Promise<{ output: unknown; next: string | undefined }> {
    switch (visit.state.Type) {
      case 'Task':
        return this.#task(visit);
      case 'Pass':
        return this.#leave(visit, visit.input);
      case 'Wait':
        return this.#wait(visit);
      case 'Choice':
        return this.#choice(visit);
      case 'Parallel':
        return this.#parallel(visit);
      case 'Succeed':
        return Promise.resolve({ output: visit.input, next: undefined });
      case 'Fail':
        return this.#fail(visit);
      default:
        throw new Error(`${visit.name}: this interpreter knows no ${visit.state.Type}`);
    }
  }

  async #task(visit: Visit): Promise<{ output: unknown; next: string | undefined }> {
    const tried = new Map<number, number>();
    for (;;) {
      try {
        const result = await this.#call(
          visit,
          [...tried.values()].reduce((a, b) => a + b, 0),
        );
        return await this.#leave(visit, result, result);
      } catch (error) {
        if (!(error instanceof StateError)) throw error;
        if (!this.#retries(visit.state, error, tried)) return this.#caught(visit, error);
      }
    }
  }

  async #call(visit: Visit, tries: number): Promise<unknown> {
    const { state, name } = visit;
    const given = (await this.#evaluate(state.Arguments, visit, {})) as Record<string, unknown>;
    if (JSON.stringify(given).length > LIMIT) throw new StateError('States.DataLimitExceeded', name);
    const { Resource: resource = '', TimeoutSeconds: timeoutSeconds = 0 } = state;
    return this.#execution.call({
      state: name,
      resource,
      arguments: given,
      timeoutSeconds,
      tries,
      now: this.#now,
    });
  }

  #retries({ Retry = [] }: StateDefinition, error: StateError, tried: Map<number, number>): boolean {
    const index = Retry.findIndex(({ ErrorEquals }) => names(ErrorEquals, error));
    const retrier = Retry[index];
    const before = tried.get(index) ?? 0;
    if (!retrier || before >= retrier.MaxAttempts) return false;
    this.#now += retrier.IntervalSeconds * retrier.BackoffRate ** before * 1000;
    tried.set(index, before + 1);
    return true;
  }

  async #caught(visit: Visit, error: StateError): Promise<{ output: unknown; next: string }> {
    const catcher = visit.state.Catch?.find(({ ErrorEquals }) => names(ErrorEquals, error));
    if (!catcher) throw error;
    const errorOutput = { Error: error.name, ...(error.reason !== undefined && { Cause: error.reason }) };
    await this.#assign(catcher.Assign, visit, { errorOutput });
    return { output: errorOutput, next: catcher.Next };
  }

  async #wait(visit: Visit): Promise<{ output: unknown; next: string | undefined }> {
    const until = await this.#evaluate(visit.state.Timestamp, visit, {});
    const time = typeof until === 'string' ? Date.parse(until) : Number.NaN;
    if (Number.isNaN(time))
      throw new StateError('States.QueryEvaluationError', `${visit.name}: ${String(until)}`);
    this.#now = Math.max(this.#now, time);
    return this.#leave(visit, visit.input);
  }

  async #choice(visit: Visit): Promise<{ output: unknown; next: string | undefined }> {
    const { state, input, name } = visit;
    for (const { Condition, Next, Assign } of state.Choices ?? []) {
      const holds = await this.#evaluate(Condition, visit, {});
      if (typeof holds !== 'boolean')
        throw new StateError('States.QueryEvaluationError', `${name}: ${Condition}`);
      if (!holds) continue;
      await this.#assign(Assign, visit, {});
      return { output: input, next: Next };
    }
    if (!state.Default) throw new StateError('States.NoChoiceMatched', name);
    await this.#assign(state.Assign, visit, {});
    return { output: input, next: state.Default };
  }

  async #parallel(visit: Visit): Promise<{ output: unknown; next: string | undefined }> {
    const output: unknown[] = [];
    for (const branch of visit.state.Branches ?? []) {
      output.push(await this.run(branch, visit.input, { ...visit.variables }));
    }
    return { output, next: visit.state.Next };
  }

  async #fail(visit: Visit): Promise<never> {
    const error = await this.#evaluate(visit.state.Error, visit, {});
    const cause = await this.#evaluate(visit.state.Cause, visit, {});
    if (typeof error !== 'string' || typeof cause !== 'string') {
      throw new StateError('States.QueryEvaluationError', `${visit.name}: Error and Cause must be texts`);
    }
    throw new StateError(error, cause);
  }

  async #leave(
    visit: Visit,
    otherwise: unknown,
    result?: unknown,
  ): Promise<{ output: unknown; next: string | undefined }> {
    const extra = result === undefined ? {} : { result };
    const { Output, Assign, Next } = visit.state;
    const output = Output === undefined ? otherwise : await this.#evaluate(Output, visit, extra);
    await this.#assign(Assign, visit, extra);
    return { output, next: Next };
  }

  async #assign(assign: StateDefinition['Assign'], visit: Visit, extra: object): Promise<void> {
    if (assign) Object.assign(visit.variables, await this.#evaluate(assign, visit, extra));
  }

  /** A value with all its expressions replaced by what they say. */
  async #evaluate(value: unknown, visit: Visit, extra: object): Promise<unknown> {
    if (Array.isArray(value)) return Promise.all(value.map((item) => this.#evaluate(item, visit, extra)));
    if (value !== null && typeof value === 'object') {
      const entries = Object.entries(value).map(async ([key, item]) => [
        key,
        await this.#evaluate(item, visit, extra),
      ]);
      return Object.fromEntries(await Promise.all(entries));
    }
    const expression = typeof value === 'string' ? /^\{%(.*)%\}$/s.exec(value)?.[1] : undefined;
    return expression === undefined ? value : this.#expression(expression, visit, extra);
  }

  async #expression(expression: string, visit: Visit, extra: object): Promise<unknown> {
    const states = { input: visit.input, context: this.#context(visit), ...extra };
    try {
      const value: unknown = await jsonata(expression).evaluate(undefined, { ...visit.variables, states });
      if (value === undefined) throw new Error('it has no value');
      // JSONata marks sequences; what a state hands on is plain JSON.
      return JSON.parse(JSON.stringify(value));
    } catch (error) {
      throw new StateError(
        'States.QueryEvaluationError',
        `${visit.name}: ${expression.trim()}: ${(error as Error).message}`,
      );
    }
  }

  #context(visit: Visit): object {
    const { name, input, startedAt } = this.#execution;
    const arn = `arn:aws:states:us-west-1:111122223333:execution:machine:${name}`;
    return {
      Execution: { Id: arn, Name: name, Input: input, StartTime: iso(startedAt) },
      State: { Name: visit.name, EnteredTime: visit.enteredAt },
      ...(visit.state.Resource?.endsWith('.waitForTaskToken') && { Task: { Token: `token-${visit.name}` } }),
    };
  }
}

function names(errors: readonly string[], { name }: StateError): boolean {
  return errors.includes(name) || errors.includes('States.ALL');
}

function iso(time: number): string {
  return new Date(time).toISOString();
}
