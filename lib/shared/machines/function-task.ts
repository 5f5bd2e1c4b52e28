import { Duration } from 'aws-cdk-lib';
import { IntegrationPattern, TaskInput, Timeout } from 'aws-cdk-lib/aws-stepfunctions';
import { LambdaInvoke } from 'aws-cdk-lib/aws-stepfunctions-tasks';
import type { Construct } from 'constructs';
import type { Call } from '../../../lambdas/shared/contract/call.ts';
import type { Functions } from '../functions/state-functions.ts';
import { Expression, type Given, jsonata, writtenFields } from './expression.ts';
import { type Reader, result } from './reader.ts';
import { type RetryPolicy, retryProps, TRANSIENT } from './retries.ts';

export interface FunctionTaskProps<Payload extends object, Result> {
  /** All that the function is handed: its fields; or one expression of all, where a field may have no value. */
  readonly payload: Given<Payload>;
  /** Variables set from the function's result, by the machine's `set`. */
  readonly assign?: (result: Reader<Result>) => Readonly<Record<string, unknown>>;
  /** Which of the functions runs, if there are several; the state's name ends in it, too. */
  readonly place?: TaskPlace;
  /** The state's own name, if several states run the function. */
  readonly named?: string;
  /** @default TRANSIENT */
  readonly retries?: readonly RetryPolicy[];
  /** The function gets a task token, and the state waits this long, or so many seconds, for somebody to answer it. */
  readonly waitForAnswer?: Duration | Expression<number>;
  /** Meanwhile somebody must send a heartbeat at least every so many seconds. */
  readonly heartbeat?: Expression<number>;
}

export interface TaskPlace {
  /** Of the function's name. */
  readonly ending: string;
  /** Where that is, as a sentence for the state's comment. */
  readonly about: string;
}

/** `functionTask` for functions that are called as `Calls` says. */
export type FunctionTask<Calls extends { readonly [State in keyof Calls]: Call<object, unknown> }> = <
  State extends keyof Calls & string,
>(
  scope: Construct,
  functions: Functions<NoInfer<State>>,
  state: State,
  props: FunctionTaskProps<Calls[State]['payload'], Calls[State]['result']>,
) => LambdaInvoke;

/** Above a function's own time-out, so that a function that hangs ends with its own error and not with the state's. */
const MARGIN_SECONDS = 10;

/**
 * The state that runs the function of the same name; its output is what the function returned. Each product has it for its
 * own functions, with their payloads and results.
 */
export function functionTask<State extends string, Payload extends object, Result>(
  scope: Construct,
  functions: Functions<NoInfer<State>>,
  state: State,
  {
    payload,
    assign,
    place,
    named,
    retries = [TRANSIENT],
    waitForAnswer,
    heartbeat,
  }: FunctionTaskProps<Payload, Result>,
): LambdaInvoke {
  const { lambda, spec } = functions.of(state, place?.ending);
  const timeout = waitForAnswer ?? Duration.seconds(spec.timeoutSeconds + MARGIN_SECONDS);
  const returned = result<Result>();
  const task = LambdaInvoke.jsonata(scope, named ?? (place ? `${state} ${place.ending}` : state), {
    comment: [spec.comment, place?.about ?? [], ...retries.map(({ says }) => says)].flat().join(' '),
    lambdaFunction: lambda,
    payload:
      payload instanceof Expression
        ? TaskInput.fromText(jsonata(payload))
        : TaskInput.fromObject(writtenFields(payload)),
    ...(waitForAnswer
      ? { integrationPattern: IntegrationPattern.WAIT_FOR_TASK_TOKEN }
      : { outputs: jsonata(returned()) }),
    ...(assign && { assign: { ...assign(returned) } }),
    taskTimeout:
      timeout instanceof Expression ? Timeout.jsonata(jsonata(timeout)) : Timeout.duration(timeout),
    ...(heartbeat && { heartbeatTimeout: Timeout.jsonata(jsonata(heartbeat)) }),
    retryOnServiceExceptions: false,
  });
  for (const policy of retries) task.addRetry(retryProps(policy));
  return task;
}
