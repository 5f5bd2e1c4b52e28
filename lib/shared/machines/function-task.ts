import { Duration } from 'aws-cdk-lib';
import { IntegrationPattern, TaskInput, Timeout } from 'aws-cdk-lib/aws-stepfunctions';
import { LambdaInvoke } from 'aws-cdk-lib/aws-stepfunctions-tasks';
import type { Construct } from 'constructs';
import type { Functions } from '../functions/state-functions.ts';
import { jsonata, RESULT } from './jsonata.ts';
import { type RetryPolicy, retryProps, TRANSIENT } from './retries.ts';

export interface FunctionTaskProps {
  /** Its fields; or one expression of all, where a field may have no value. */
  readonly payload: Readonly<Record<string, unknown>> | string;
  /** Variables set from the function's result. */
  readonly assign?: Readonly<Record<string, unknown>>;
  /** @default TRANSIENT */
  readonly retries?: readonly RetryPolicy[];
  /** The function is told a task token, and the state waits for somebody to answer it, for this long. */
  readonly waitForAnswer?: Duration;
}

/** Above a function's own time-out, so that a function that hangs ends with its own error and not with the state's. */
const MARGIN_SECONDS = 10;

/** The state that runs the function of the same name; its output is what the function returned. */
export function functionTask<State extends string>(
  scope: Construct,
  functions: Functions<State>,
  state: State,
  { payload, assign, retries = [TRANSIENT], waitForAnswer }: FunctionTaskProps,
): LambdaInvoke {
  const { lambda, spec } = functions.of(state);
  const timeout = waitForAnswer ?? Duration.seconds(spec.timeoutSeconds + MARGIN_SECONDS);
  const task = LambdaInvoke.jsonata(scope, state, {
    comment: [spec.comment, ...retries.map(({ says }) => says)].join(' '),
    lambdaFunction: lambda,
    payload: typeof payload === 'string' ? TaskInput.fromText(payload) : TaskInput.fromObject({ ...payload }),
    ...(waitForAnswer
      ? { integrationPattern: IntegrationPattern.WAIT_FOR_TASK_TOKEN }
      : { outputs: jsonata(RESULT) }),
    ...(assign && { assign: { ...assign } }),
    taskTimeout: Timeout.duration(timeout),
    retryOnServiceExceptions: false,
  });
  for (const policy of retries) task.addRetry(retryProps(policy));
  return task;
}
