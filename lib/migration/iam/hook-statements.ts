/** What machines need to ask hooks, and a check to look at them. */
import { ArnFormat, Fn, Stack, Token } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import {
  HOOK_MOMENTS,
  type HookMoment,
  type HookSettings,
  type HooksSettings,
} from '../../../lambdas/migration/contract/hooks.ts';
import { allow } from '../../shared/iam/common.ts';
import type { MigrationPermission } from './permissions.ts';

/** By which Step Functions learns that an execution that it waits for has ended. */
const RULE = 'StepFunctionsGetEventsForStepFunctionsExecutionRule';

/** For exactly the functions and machines of these moments. */
export function hookStatements(
  scope: Construct,
  hooks: HooksSettings,
  moments: readonly HookMoment[],
): readonly PolicyStatement[] {
  const { functions, machines } = arnsOf(hooks, moments);
  return [
    ...(functions.length > 0
      ? [new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: functions })]
      : []),
    ...(machines.length > 0 ? runToTheEnd(scope, machines) : []),
  ];
}

/** Lambda judges a dry run as it judges a call. */
export const lookAtHooks: MigrationPermission = ({ scope, settings: { hooks = {} } }) => {
  const { functions, machines } = arnsOf(hooks, HOOK_MOMENTS);
  return [
    ...allow(['lambda:GetFunctionConfiguration', 'lambda:InvokeFunction'], functions),
    ...allow(
      ['lambda:GetFunctionConcurrency'],
      [...new Set(functions.map((arn) => unqualified(Stack.of(scope), arn)))],
    ),
    ...allow(['states:DescribeStateMachine'], machines),
  ];
};

function arnsOf(hooks: HooksSettings, moments: readonly HookMoment[]) {
  const given = moments.flatMap((moment) => hooks[moment] ?? []);
  const arns = (kind: HookSettings['kind']) => [
    ...new Set(given.flatMap((hook) => (hook.kind === kind ? [hook.arn] : []))),
  ];
  return { functions: arns('function'), machines: arns('stateMachine') };
}

/** The function's own ARN: reserved concurrency is not of a version or an alias. */
function unqualified(stack: Stack, arn: string): string {
  return stack.formatArn({
    service: 'lambda',
    resource: 'function',
    resourceName: nameIn(arn),
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
}

/** Source: Step Functions' developer guide, "IAM policies for calling nested workflows" (`.sync`). */
function runToTheEnd(scope: Construct, machines: readonly string[]): readonly PolicyStatement[] {
  const stack = Stack.of(scope);
  return [
    new PolicyStatement({ actions: ['states:StartExecution'], resources: [...machines] }),
    new PolicyStatement({
      actions: ['states:DescribeExecution', 'states:StopExecution'],
      resources: machines.map((arn) =>
        stack.formatArn({
          service: 'states',
          resource: 'execution',
          resourceName: `${nameIn(arn)}:*`,
          arnFormat: ArnFormat.COLON_RESOURCE_NAME,
        }),
      ),
    }),
    new PolicyStatement({
      actions: ['events:PutTargets', 'events:PutRule', 'events:DescribeRule'],
      resources: [stack.formatArn({ service: 'events', resource: 'rule', resourceName: RULE })],
    }),
  ];
}

/** Of a function, or a machine. */
function nameIn(arn: string): string {
  return Token.isUnresolved(arn) ? Fn.select(6, Fn.split(':', arn)) : (arn.split(':')[6] ?? '');
}
