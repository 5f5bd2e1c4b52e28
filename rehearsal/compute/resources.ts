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
export class Resources {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  group(name: string): Resource | undefined {
    return shown(this.#parts.groups.find(name));
  }

  groupOf(instance: string): Resource | undefined {
    return shown(this.#parts.groups.memberOf(instance)?.group);
  }

  instance(id: string): Resource | undefined {
    const machine = this.#parts.fleet.find(id);
    return machine && { arn: this.#ec2(`instance/${id}`), tags: machine.tags };
  }

  volume(id: string): Resource | undefined {
    const volume = this.#parts.volumes.find(id);
    return volume && { arn: this.#ec2(`volume/${id}`), tags: volume.tags };
  }

  /** To which instance a volume is attached. */
  instanceOf(volume: string): string | undefined {
    return this.#parts.volumes.find(volume)?.attachment?.machine.id;
  }

  targetGroup(arn: string): Resource | undefined {
    const found = this.#parts.targetGroups.find(arn);
    return found && { arn, tags: found.seed.tags ?? {} };
  }

  classicLoadBalancer(name: string): Resource | undefined {
    const { account, region } = this.#parts.site;
    const found = this.#parts.classic.find(name);
    const arn = `arn:aws:elasticloadbalancing:${region}:${account}:loadbalancer/${name}`;
    return found && { arn, tags: found.seed.tags ?? {} };
  }

  #ec2(resource: string): string {
    const { account, region } = this.#parts.site;
    return `arn:aws:ec2:${region}:${account}:${resource}`;
  }
}

function shown(group: GroupRecord | undefined): Resource | undefined {
  return group && { arn: group.arn, tags: group.tags };
}
