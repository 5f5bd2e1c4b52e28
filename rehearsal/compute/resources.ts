import type { ClassicLoadBalancers } from './classic-load-balancers.ts';
import type { Fleet } from './fleet.ts';
import type { GroupRecord, Groups } from './group.ts';
import type { Site } from './site.ts';
import type { TargetGroups } from './target-groups.ts';
import type { Volumes } from './volumes.ts';

/** What a policy is judged on. */
export interface Resource {
  readonly arn: string;
  readonly tags: Readonly<Record<string, string>>;
}

interface Parts {
  readonly site: Site;
  readonly fleet: Fleet;
  readonly volumes: Volumes;
  readonly groups: Groups;
  readonly targetGroups: TargetGroups;
  readonly classic: ClassicLoadBalancers;
}

/** The things of the simulation with their ARNs and tags; undefined for those that are not there. */
export interface Resources {
  group(name: string): Resource | undefined;
  /** The Auto Scaling group that has the instance. */
  groupOf(instance: string): Resource | undefined;
  instance(id: string): Resource | undefined;
  volume(id: string): Resource | undefined;
  /** To which instance a volume is attached. */
  instanceOf(volume: string): string | undefined;
  targetGroup(arn: string): Resource | undefined;
  classicLoadBalancer(name: string): Resource | undefined;
}

export function resourcesOf({ site, fleet, volumes, groups, targetGroups, classic }: Parts): Resources {
  const { account, region } = site;
  const ec2 = (resource: string) => `arn:aws:ec2:${region}:${account}:${resource}`;
  return {
    group: (name) => shown(groups.find(name)),
    groupOf: (instance) => shown(groups.memberOf(instance)?.group),
    instance: (id) => {
      const machine = fleet.find(id);
      return machine && { arn: ec2(`instance/${id}`), tags: machine.tags };
    },
    volume: (id) => {
      const volume = volumes.find(id);
      return volume && { arn: ec2(`volume/${id}`), tags: volume.tags };
    },
    instanceOf: (volume) => volumes.find(volume)?.attachment?.machine.id,
    targetGroup: (arn) => {
      const found = targetGroups.find(arn);
      return found && { arn, tags: found.seed.tags ?? {} };
    },
    classicLoadBalancer: (name) => {
      const found = classic.find(name);
      const arn = `arn:aws:elasticloadbalancing:${region}:${account}:loadbalancer/${name}`;
      return found && { arn, tags: found.seed.tags ?? {} };
    },
  };
}

function shown(group: GroupRecord | undefined): Resource | undefined {
  return group && { arn: group.arn, tags: group.tags };
}
