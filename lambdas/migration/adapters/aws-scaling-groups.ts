import {
  type AutoScalingClient,
  paginateDescribePolicies,
  paginateDescribeScheduledActions,
  type ScalingPolicy,
} from '@aws-sdk/client-auto-scaling';
import { type DescribedGroup, describedGroups } from '../../shared/adapters/described-groups.ts';
import type { GroupSeen, ScaleIn } from '../domain/legacy/scaling-group.ts';
import type { ScalingGroups } from '../ports/scaling-groups.ts';

export class AwsScalingGroups implements ScalingGroups {
  readonly #client: AutoScalingClient;

  constructor(client: AutoScalingClient) {
    this.#client = client;
  }

  async at(places: readonly string[]): Promise<readonly GroupSeen[]> {
    const all = await describedGroups(this.#client, []);
    const behind = all.filter(({ loadBalancers, targetGroupArns }) =>
      [...loadBalancers, ...targetGroupArns].some((place) => places.includes(place)),
    );
    return Promise.all(behind.map((group) => this.#seen(group)));
  }

  async #seen(group: DescribedGroup): Promise<GroupSeen> {
    const [policies, schedules] = await Promise.all([this.#policies(group.name), this.#schedules(group)]);
    return {
      ...group,
      instances: group.instances.map(({ id }) => id),
      suspended: group.suspended.map(({ process }) => process),
      scaleIns: [...policies, ...schedules],
    };
  }

  async #policies(AutoScalingGroupName: string): Promise<readonly ScaleIn[]> {
    const found: ScalingPolicy[] = [];
    for await (const page of paginateDescribePolicies({ client: this.#client }, { AutoScalingGroupName }))
      found.push(...(page.ScalingPolicies ?? []));
    return found.filter(scalesIn).map(({ PolicyName = '' }) => ({ kind: 'policy', name: PolicyName }));
  }

  /** Those that set less than there is. */
  async #schedules({ name, min, desired }: DescribedGroup): Promise<readonly ScaleIn[]> {
    const found: ScaleIn[] = [];
    const pages = paginateDescribeScheduledActions({ client: this.#client }, { AutoScalingGroupName: name });
    for await (const { ScheduledUpdateGroupActions = [] } of pages)
      for (const action of ScheduledUpdateGroupActions) {
        const { ScheduledActionName = '', MinSize, DesiredCapacity } = action;
        if ((MinSize ?? min) < min || (DesiredCapacity ?? desired) < desired)
          found.push({ kind: 'schedule', name: ScheduledActionName, min: MinSize, desired: DesiredCapacity });
      }
    return found;
  }
}

/** A predictive policy only scales out. Source: "How predictive scaling works" in its user guide. */
function scalesIn(policy: ScalingPolicy): boolean {
  if (policy.Enabled === false) return false;
  switch (policy.PolicyType) {
    case 'PredictiveScaling':
      return false;
    case 'TargetTrackingScaling':
      return policy.TargetTrackingConfiguration?.DisableScaleIn !== true;
    default:
      return (
        policy.AdjustmentType === 'ExactCapacity' ||
        (policy.ScalingAdjustment ?? 0) < 0 ||
        (policy.StepAdjustments ?? []).some(({ ScalingAdjustment = 0 }) => ScalingAdjustment < 0)
      );
  }
}
