import { DAY } from '../world/minutes.ts';
import { described } from './activity.ts';
import { validationError } from './errors.ts';
import { groupFilter } from './filters.ts';
import type { GroupRecord, Groups, MemberRecord } from './group.ts';
import { globalTimeout } from './lifecycle-actions.ts';
import type { AutoScalingOperations, PageRequest } from './operations.ts';
import { paged } from './pages.ts';
import type { Site } from './site.ts';
import type { AutoScalingGroup, GroupInstance } from './types.ts';

const SIX_WEEKS = 6 * 7 * DAY;

type Operations = Pick<
  AutoScalingOperations,
  | 'describeAutoScalingGroups'
  | 'describeAutoScalingInstances'
  | 'describeScalingActivities'
  | 'describeLifecycleHooks'
>;

/** What Auto Scaling reports: SPEC.md, "Describing groups". */
export class GroupDescriptions implements Operations {
  readonly #site: Site;
  readonly #groups: Groups;

  constructor(site: Site, groups: Groups) {
    this.#site = site;
    this.#groups = groups;
  }

  describeAutoScalingGroups: Operations['describeAutoScalingGroups'] = (input = {}) => {
    const { AutoScalingGroupNames: names = [], Filters: filters = [] } = input;
    const fits = groupFilter(filters);
    const found = this.#groups
      .all()
      .filter(({ name, tags }) => (names.length === 0 || names.includes(name)) && fits(tags))
      .toSorted((a, b) => (a.name < b.name ? -1 : 1));
    const page = pageOf(found, input, 50, [names, filters]);
    return { AutoScalingGroups: page.items.map(groupShown), NextToken: page.nextToken };
  };

  describeAutoScalingInstances: Operations['describeAutoScalingInstances'] = (input = {}) => {
    const { InstanceIds: ids = [] } = input;
    if (ids.length > 50) throw validationError('The maximum number of instance IDs is 50');
    const found = this.#groups
      .all()
      .flatMap((group) => [...group.members.values()].map((member) => ({ group, member })))
      .filter(({ member }) => ids.length === 0 || ids.includes(member.machine.id));
    const page = pageOf(found, input, 50, ids);
    return {
      AutoScalingInstances: page.items.map(({ group, member }) => ({
        AutoScalingGroupName: group.name,
        ...instanceShown(member),
      })),
      NextToken: page.nextToken,
    };
  };

  describeScalingActivities: Operations['describeScalingActivities'] = (input = {}) => {
    const { AutoScalingGroupName: name, ActivityIds: ids = [], IncludeDeletedGroups: deleted } = input;
    if (name !== undefined && deleted !== true) this.#groups.get(name);
    const since = this.#site.timeline.now - SIX_WEEKS;
    const found = this.#groups.activities
      .filter(({ group }) => (name === undefined || group === name) && (deleted || this.#groups.find(group)))
      .filter(({ id, startedAt }) => (ids.length === 0 || ids.includes(id)) && startedAt >= since)
      .toReversed();
    const sorted = [
      ...found.filter(({ endedAt }) => endedAt === undefined),
      ...found.filter(({ endedAt }) => endedAt !== undefined),
    ];
    const page = pageOf(sorted, input, 100, [name, ids, deleted]);
    return { Activities: page.items.map(described), NextToken: page.nextToken };
  };

  describeLifecycleHooks: Operations['describeLifecycleHooks'] = (input) => {
    const group = this.#groups.get(input.AutoScalingGroupName);
    const { LifecycleHookNames: names = [] } = input;
    const found = [...group.hooks.values()].filter(({ name }) => names.length === 0 || names.includes(name));
    return {
      LifecycleHooks: found.map((hook) => ({
        LifecycleHookName: hook.name,
        AutoScalingGroupName: group.name,
        LifecycleTransition: hook.transition,
        NotificationMetadata: hook.metadata,
        HeartbeatTimeout: hook.heartbeatSeconds,
        GlobalTimeout: globalTimeout(hook.heartbeatSeconds),
        DefaultResult: hook.defaultResult,
      })),
    };
  };
}

/** At most 100 a page, whatever the operation. */
function pageOf<T>(all: readonly T[], input: PageRequest, usual: number, question: unknown) {
  const size = input.MaxRecords ?? usual;
  if (!Number.isInteger(size) || size < 1 || size > 100) {
    throw validationError(`The value of MaxRecords must be between 1 and 100, not ${size}`);
  }
  return paged(all, size, input.NextToken, question);
}

function groupShown(group: GroupRecord): AutoScalingGroup {
  return {
    AutoScalingGroupName: group.name,
    AutoScalingGroupARN: group.arn,
    MinSize: group.min,
    MaxSize: group.max,
    DesiredCapacity: group.desired,
    DefaultCooldown: 300,
    AvailabilityZones: group.zones,
    LoadBalancerNames: group.loadBalancers,
    TargetGroupARNs: group.targetGroupArns,
    HealthCheckType: 'EC2',
    HealthCheckGracePeriod: 0,
    Instances: [...group.members.values()].map(instanceShown),
    CreatedTime: new Date(group.createdAt),
    SuspendedProcesses: [...group.suspended].map(([ProcessName, SuspensionReason]) => ({
      ProcessName,
      SuspensionReason,
    })),
    Status: group.deleting ? 'Delete in progress' : undefined,
    Tags: Object.entries(group.tags).map(([Key, Value]) => ({
      ResourceId: group.name,
      ResourceType: 'auto-scaling-group',
      Key,
      Value,
      PropagateAtLaunch: true,
    })),
  };
}

function instanceShown(member: MemberRecord): GroupInstance {
  const { machine, lifecycle, healthy } = member;
  return {
    InstanceId: machine.id,
    InstanceType: machine.type,
    AvailabilityZone: machine.zone,
    LifecycleState: lifecycle,
    HealthStatus: healthy ? 'Healthy' : 'Unhealthy',
    ProtectedFromScaleIn: false,
  };
}
