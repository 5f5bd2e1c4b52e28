import { CustomResource, Duration } from 'aws-cdk-lib';
import type { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Provider } from 'aws-cdk-lib/custom-resources';
import { Construct } from 'constructs';
import type { HookProperties } from '../../lambdas/shared/contract/masters/hooks.ts';
import type { MastersSettings } from '../../lambdas/shared/contract/masters/settings.ts';
import { MASTERS_EVENTS } from '../../lambdas/shared/contract/masters/states.ts';
import { allow } from '../iam/common.ts';
import { roleFor } from '../iam/role.ts';
import { logGroup } from '../observability/log-group.ts';
import type { MastersFunctions } from './functions.ts';

export interface LifecycleHooksProps {
  readonly settings: MastersSettings;
  readonly functions: MastersFunctions;
  readonly logRetention: RetentionDays;
}

/**
 * The hooks on the groups of masters. kops makes the groups, so no template can name them: ReconcileHooks finds them by
 * their tags and puts the hooks there when the stack is deployed, and completes what waits and takes them away before
 * the rest of the stack goes. (The schedule puts them on groups that kops makes later.)
 */
export class LifecycleHooks extends Construct {
  readonly resource: CustomResource;

  constructor(scope: Construct, id: string, { settings, functions, logRetention }: LifecycleHooksProps) {
    super(scope, id);
    const provider = this.#provider(`${settings.name}-AnswerCloudFormation`, functions, logRetention);
    this.resource = new CustomResource(this, 'Hooks', {
      resourceType: 'Custom::LifecycleHooks',
      serviceToken: provider.serviceToken,
      // CloudFormation’s own is an hour.
      serviceTimeout: Duration.minutes(15),
      // Whatever of these changes, the hooks are put anew; those of old names are known by what stood here before.
      properties: propertiesOf(settings),
    });
  }

  /** CDK's own function calls ReconcileHooks and answers CloudFormation, whatever becomes of the call. */
  #provider(functionName: string, functions: MastersFunctions, logRetention: RetentionDays): Provider {
    const { lambda } = functions.of(MASTERS_EVENTS.reconcileHooks);
    const logs = logGroup(this, `/aws/lambda/${functionName}`, logRetention);
    const grants = [
      ...allow(['logs:CreateLogStream', 'logs:PutLogEvents'], [logs.logGroupArn]),
      ...allow(['lambda:InvokeFunction', 'lambda:GetFunction'], [lambda.functionArn]),
    ];
    const role = roleFor(this, {
      service: 'lambda',
      description: `What ${functionName} may do`,
      policy: 'Function',
      grants,
    });
    return new Provider(this, 'Provider', {
      onEventHandler: lambda,
      providerFunctionName: functionName,
      frameworkOnEventRole: role,
      logGroup: logs,
    });
  }
}

function propertiesOf({ cluster, hooks, heartbeatSeconds }: MastersSettings): HookProperties {
  return {
    Cluster: cluster,
    TerminatingHook: hooks.terminating,
    LaunchingHook: hooks.launching,
    HeartbeatSeconds: String(heartbeatSeconds),
  };
}
