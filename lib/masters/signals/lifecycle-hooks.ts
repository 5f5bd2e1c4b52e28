import type { CustomResource } from 'aws-cdk-lib';
import type { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { HookProperties } from '../../../lambdas/masters/contract/hooks.ts';
import type { MastersSettings } from '../../../lambdas/masters/contract/settings.ts';
import { MASTERS_EVENTS } from '../../../lambdas/masters/contract/states.ts';
import { customResource } from '../../shared/functions/custom-resource.ts';
import type { MastersFunctions } from '../functions/masters-functions.ts';

export interface LifecycleHooksProps {
  readonly settings: MastersSettings;
  readonly functions: MastersFunctions;
  readonly logRetention: RetentionDays;
}

/**
 * The hooks on the groups of masters. kops makes the groups, so no template can name them: ReconcileHooks finds them by
 * their tags and puts the hooks there when the stack is deployed. When it is deleted, it releases the masters that wait and
 * removes the hooks before anything else. (The schedule puts hooks on groups that kops makes later.)
 */
export class LifecycleHooks extends Construct {
  readonly resource: CustomResource;

  constructor(scope: Construct, id: string, { settings, functions, logRetention }: LifecycleHooksProps) {
    super(scope, id);
    const reconcile = functions.of(MASTERS_EVENTS.reconcileHooks);
    this.resource = customResource(this, 'Hooks', {
      resourceType: 'Custom::LifecycleHooks',
      lambda: reconcile.lambda,
      answeredBy: `${settings.name}-AnswerCloudFormation`,
      // If any of these changes, the hooks are put anew; the old properties name those to remove.
      properties: propertiesOf(settings),
      logRetention,
    });
    // As long as there are hooks, Lambda knows how late the schedule's calls may come.
    this.resource.node.addDependency(reconcile);
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
