/**
 * Runs a state machine's definition as the Amazon States Language says, for the part of it that this project uses:
 * JSONata with variables, evaluated by JSONata's reference implementation wherever there is anything to evaluate.
 *
 * - `Assign` sees the variables as they were before the state; branches of `Parallel` see those outside.
 * - An expression without a value, or one that throws, fails the state with `States.QueryEvaluationError`.
 * - `Retry` and `Catch` take the first entry that names the error; `States.ALL` names every one.
 * - Time is virtual: waits and the pauses between tries move the clock and take none. Jitter is left out. Executions
 *   that run at once share a clock, which lets each go on when its time has come.
 * - A state that waits for a task token and times out has taken its time.
 * - A payload or an output of more than 256 KiB fails with `States.DataLimitExceeded`. What never ends throws.
 */
import type { Definition, StateDefinition } from './definition.ts';
import {
  type Ended,
  type Execution,
  type ExecutionTime,
  ownTime,
  StateError,
  type TaskCall,
} from './execution.ts';
import { isConstant, readyFor } from './ready-expressions.ts';

type Variables = Record<string, unknown>;

const LIMIT = 256 * 1024;
/** Step Functions ends an execution at 25,000 history events, and a state makes two at least. */
const MOST_STATES = 12_500;

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
  readonly context: object;
}

class Interpreter {
  readonly #execution: Execution;
  readonly #path: string[] = [];
  readonly #time: ExecutionTime;
  readonly #startTime: string;

  constructor(execution: Execution) {
    this.#execution = execution;
    this.#time = execution.time ?? ownTime(execution.startedAt);
    this.#startTime = iso(execution.startedAt);
  }

  trace(): { path: readonly string[]; endedAt: number } {
    return { path: this.#path, endedAt: this.#time.now() };
  }

  async run(definition: Definition, input: unknown, variables: Variables): Promise<unknown> {
    let name: string | undefined = definition.StartAt;
    let data = input;
    let measured: unknown;
    while (name !== undefined) {
      const state = definition.States[name];
      if (!state) throw new Error(`The definition has no state ${name}`);
      this.#execution.onState?.(name);
      if (this.#path.push(name) > MOST_STATES) throw new Error(`It never ends; at last it came to ${name}`);
      const visit = { name, state, input: data, variables, context: this.#context(name, state) };
      const { output, next } = await this.#visit(visit);
      if (output !== measured && JSON.stringify(output).length > LIMIT)
        throw new StateError('States.DataLimitExceeded', name);
      measured = output;
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
    let given: TaskCall['arguments'] | undefined;
    for (let tries = 0; ; tries++) {
      try {
        given ??= await this.#arguments(visit);
        const result = await this.#call(visit, given, tries);
        return await this.#leave(visit, result, result);
      } catch (error) {
        if (!(error instanceof StateError)) throw error;
        await this.#waitForAnswer(visit, error);
        if (!(await this.#retries(visit.state, error, tried))) return this.#caught(visit, error);
      }
    }
  }

  async #arguments(visit: Visit): Promise<TaskCall['arguments']> {
    const given = (await this.#evaluate(visit.state.Arguments, visit, {})) as TaskCall['arguments'];
    if (JSON.stringify(given).length > LIMIT) throw new StateError('States.DataLimitExceeded', visit.name);
    return given;
  }

  async #waitForAnswer(visit: Visit, { name }: StateError): Promise<void> {
    const { state } = visit;
    if (!state.Resource?.endsWith('.waitForTaskToken')) return;
    const over = {
      'States.Timeout': state.TimeoutSeconds,
      'States.HeartbeatTimeout': state.HeartbeatSeconds,
    };
    const seconds = over[name as keyof typeof over];
    if (seconds === undefined) return;
    await this.#time.until(this.#time.now() + (await this.#seconds(visit, seconds)) * 1000);
  }

  async #seconds(visit: Visit, given: unknown): Promise<number> {
    return secondsIn(await this.#evaluate(given, visit, {}));
  }

  async #call(visit: Visit, given: TaskCall['arguments'], tries: number): Promise<unknown> {
    const { Resource: resource = '' } = visit.state;
    return this.#execution.call({
      state: visit.name,
      resource,
      arguments: given,
      timeoutSeconds: await this.#seconds(visit, visit.state.TimeoutSeconds ?? 0),
      tries,
      now: this.#time.now(),
    });
  }

  async #retries(
    { Retry = [] }: StateDefinition,
    error: StateError,
    tried: Map<number, number>,
  ): Promise<boolean> {
    const index = Retry.findIndex(({ ErrorEquals }) => names(ErrorEquals, error));
    const retrier = Retry[index];
    const before = tried.get(index) ?? 0;
    if (!retrier || before >= retrier.MaxAttempts) return false;
    tried.set(index, before + 1);
    await this.#time.until(this.#time.now() + retrier.IntervalSeconds * retrier.BackoffRate ** before * 1000);
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
    const { Timestamp, Seconds } = visit.state;
    const until = await this.#evaluate(Timestamp ?? Seconds, visit, {});
    const time =
      Timestamp === undefined ? this.#time.now() + secondsIn(until) * 1000 : Date.parse(String(until));
    if (Number.isNaN(time))
      throw new StateError('States.QueryEvaluationError', `${visit.name}: ${String(until)}`);
    await this.#time.until(time);
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
    try {
      for (const branch of visit.state.Branches ?? [])
        output.push(await this.run(branch, visit.input, { ...visit.variables }));
    } catch (error) {
      // A branch that fails stops the others.
      if (error instanceof StateError) return this.#caught(visit, error);
      throw error;
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
    if (isConstant(value)) return value;
    if (Array.isArray(value)) return Promise.all(value.map((item) => this.#evaluate(item, visit, extra)));
    if (value !== null && typeof value === 'object') {
      const evaluated: Record<string, unknown> = {};
      for (const key in value)
        evaluated[key] = await this.#evaluate((value as Record<string, unknown>)[key], visit, extra);
      return evaluated;
    }
    return this.#expression((value as string).slice(2, -2), visit, extra);
  }

  async #expression(expression: string, visit: Visit, extra: object): Promise<unknown> {
    const variables = {
      ...visit.variables,
      states: { input: visit.input, context: visit.context, ...extra },
    };
    try {
      const { plain, expression: ready } = readyFor(expression);
      const plainly = plain?.(variables);
      if (plainly !== undefined) return plainly;
      const value: unknown = await ready.evaluate(undefined, variables);
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

  #context(state: string, { Resource }: StateDefinition): object {
    const { name, input } = this.#execution;
    const { arn = `arn:aws:states:us-west-1:111122223333:execution:machine:${name}` } = this.#execution;
    return {
      Execution: { Id: arn, Name: name, Input: input, StartTime: this.#startTime },
      State: { Name: state, EnteredTime: iso(this.#time.now()) },
      ...(Resource?.endsWith('.waitForTaskToken') && { Task: { Token: `token-${state}` } }),
    };
  }
}

/** Source: Wait takes 0 to 99,999,999 whole seconds. NaN for what is none. */
function secondsIn(value: unknown): number {
  const fits = Number.isInteger(value) && Number(value) >= 0 && Number(value) <= 99_999_999;
  return fits ? Number(value) : Number.NaN;
}

function names(errors: readonly string[], { name }: StateError): boolean {
  return errors.includes(name) || errors.includes('States.ALL');
}

function iso(time: number): string {
  return new Date(time).toISOString();
}
