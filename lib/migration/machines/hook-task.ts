import { Duration } from 'aws-cdk-lib';
import { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import {
  IntegrationPattern,
  type State,
  StateMachine,
  TaskInput,
  type TaskStateBase,
  Timeout,
} from 'aws-cdk-lib/aws-stepfunctions';
import { LambdaInvoke, StepFunctionsStartExecution } from 'aws-cdk-lib/aws-stepfunctions-tasks';
import type { Construct } from 'constructs';
import {
  HOOK_SCHEMA,
  HOOKS,
  type HookMoment,
  type HookRequest,
  type HookSeen,
  type HookSettings,
  MOST_ANSWERED,
} from '../../../lambdas/migration/contract/hooks.ts';
import type { MigrationSettings } from '../../../lambdas/migration/contract/settings.ts';
import { displayName } from '../../../lambdas/shared/contract/dns-names.ts';
import { CAUGHT } from '../../shared/machines/execution.ts';
import { type Expression, expression, type Given, writtenFields } from '../../shared/machines/expression.ts';
import { retryProps } from '../../shared/machines/retries.ts';
import { HOOK } from './retries.ts';

export interface HookTaskProps<Request extends HookRequest> {
  readonly comment: string;
  readonly settings: MigrationSettings;
  readonly hook: HookSettings;
  /** All that it is given, but for what is the same for all hooks. */
  readonly request: Given<Omit<Request, 'schema' | 'hook' | 'key' | 'migration' | 'zones'>>;
  /** Variables set from what came of it. */
  readonly assign: (seen: Given<HookSeen>) => Record<string, unknown>;
  /** What judges that. */
  readonly judge: State;
}

/** The state that asks a hook. Whatever it comes to, an answer or none, is handed to `judge`. */
export function hookTask<Request extends HookRequest>(
  scope: Construct,
  moment: HookMoment,
  props: HookTaskProps<Request>,
): TaskStateBase {
  const { settings, hook, request, assign, judge } = props;
  const { migration, zones } = settings;
  const task = callOf(scope, HOOKS[moment], hook, {
    comment: `${props.comment} ${HOOK.says}`,
    payload: {
      schema: HOOK_SCHEMA,
      hook: moment,
      // A retry of this state asks the same question, and one by a person another.
      key: expression<string>(
        `$states.context.Execution.Name & '/${moment}/' & $states.context.State.EnteredTime`,
      ),
      migration,
      zones: zones.map(({ name }) => displayName(name)),
      ...request,
    },
    assign: (answer) => assign({ answer, failure: '' }),
  });
  task.addRetry(retryProps(HOOK));
  const caught = { assign: assign({ answer: '', failure: CAUGHT_BRIEFLY }) };
  // States.ALL does not include it.
  task.addCatch(judge, { errors: ['States.DataLimitExceeded'], ...caught });
  task.addCatch(judge, { errors: ['States.ALL'], ...caught });
  task.next(judge);
  return task;
}

const CAUGHT_BRIEFLY = expression<string>(`${CAUGHT.error} & ': ' & (${CAUGHT.cause})`);

interface Calling {
  readonly comment: string;
  readonly payload: object;
  readonly assign: (answer: Expression<string>) => Record<string, unknown>;
}

function callOf(
  scope: Construct,
  name: string,
  { kind, arn, timeLimitSeconds }: HookSettings,
  { comment, payload, assign }: Calling,
): TaskStateBase {
  const common = {
    comment,
    taskTimeout: Timeout.duration(Duration.seconds(timeLimitSeconds)),
    // What a hook answers may be long, and nobody reads more of it.
    outputs: {},
  };
  const input = TaskInput.fromObject(writtenFields(payload));
  if (kind === 'function')
    return LambdaInvoke.jsonata(scope, name, {
      ...common,
      lambdaFunction: LambdaFunction.fromFunctionAttributes(scope, `${name}Function`, {
        functionArn: arn,
        sameEnvironment: true,
      }),
      payload: input,
      assign: assign(textOf('$states.result.Payload')),
      retryOnServiceExceptions: false,
    });
  return StepFunctionsStartExecution.jsonata(scope, name, {
    ...common,
    stateMachine: StateMachine.fromStateMachineArn(scope, `${name}Machine`, arn),
    integrationPattern: IntegrationPattern.RUN_JOB,
    input,
    assign: assign(textOf('$states.result.Output')),
  });
}

function textOf(answer: string): Expression<string> {
  return expression<string>(`$exists(${answer}) ? $substring($string(${answer}), 0, ${MOST_ANSWERED}) : ''`);
}
