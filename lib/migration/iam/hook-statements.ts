/** What machines need to ask hooks. */
import { ArnFormat, Fn, Stack, Token } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { HookMoment, HookSettings, HooksSettings } from '../../../lambdas/migration/contract/hooks.ts';

/** By which Step Functions learns that an execution that it waits for has ended. */
const RULE = 'StepFunctionsGetEventsForStepFunctionsExecutionRule';

/** For exactly the functions and machines of these moments. */
export function hookStatements(
  scope: Construct,
  hooks: HooksSettings,
  moments: readonly HookMoment[],
): readonly PolicyStatement[] {
  const given = moments.flatMap((moment) => hooks[moment] ?? []);
  const arns = (kind: HookSettings['kind']) => [
    ...new Set(given.flatMap((hook) => (hook.kind === kind ? [hook.arn] : []))),
  ];
  const [functions, machines] = [arns('function'), arns('stateMachine')];
  return [
    ...(functions.length > 0
      ? [new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: functions })]
      : []),
    ...(machines.length > 0 ? runToTheEnd(scope, machines) : []),
  ];
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
          resourceName: `${machineNameOf(arn)}:*`,
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

function machineNameOf(arn: string): string {
  return Token.isUnresolved(arn) ? Fn.select(6, Fn.split(':', arn)) : (arn.split(':')[6] ?? '');
}
