/** Puts together what AWS says of a cluster's masters. */

import type { Instance } from '../../shared/domain/instance.ts';
import type { ReplacementRef } from '../contract/payloads.ts';
import type { EtcdVolume, MasterGroup, MasterInstance, MastersView } from '../contract/view.ts';
import type { AutoScalingGroup } from './auto-scaling-group.ts';
import { placeVolumes } from './placing.ts';
import { isTerminating } from './victim.ts';

/** Auto Scaling's own, on each instance that it launches. */
const GROUP_TAG = 'aws:autoscaling:groupName';

export interface Seen {
  /** ISO 8601. */
  readonly at: string;
  readonly groups: readonly AutoScalingGroup[];
  /** Of EC2; those that it doesn't know are left out. */
  readonly instances: readonly Instance[];
  readonly volumes: readonly EtcdVolume[];
}

type Victim = Pick<ReplacementRef, 'group' | 'instance'>;

/**
 * The masters' groups with their instances and etcd volumes.
 * @param victim is listed in its group even when Auto Scaling doesn't know it any more, and so is a group that is gone:
 *   with nothing desired
 */
export function buildView({ at, groups, instances, volumes }: Seen, victim?: Victim): MastersView {
  const known = victim ? withVictim(groups, victim) : groups;
  const filled: MasterGroup[] = known.map((group) => ({
    ...group,
    instances: group.instances.map((one) => masterInstance(one, instances)),
    volumes: [],
  }));
  const placed = placeVolumes(filled, volumes, (instance) => groupOfInstance(instance, known, instances));
  return { at, groups: placed.groups, otherVolumes: placed.others };
}

/** Also of one that Auto Scaling has forgotten, as long as EC2 shows the tag that Auto Scaling put on it. */
function groupOfInstance(
  instance: string,
  groups: readonly AutoScalingGroup[],
  instances: readonly Instance[],
): string | undefined {
  const tagged = instances.find(({ id }) => id === instance)?.tags[GROUP_TAG];
  const holds = ({ instances: own }: AutoScalingGroup) => own.some(({ id }) => id === instance);
  return (groups.find(holds) ?? groups.find(({ name }) => name === tagged))?.name;
}

/** Instances of the group that are there to take the victim's place. */
export function successorsOf<One extends { readonly id: string; readonly lifecycle: string }>(
  instances: readonly One[],
  victim: string,
): readonly One[] {
  return instances.filter(({ id, lifecycle }) => id !== victim && /^(InService|Pending)/.test(lifecycle));
}

/**
 * Another instance of the group that has its volumes and goes itself: the next master after the victim, or the one before
 * it; '' where there is none. That one's replacement sees to all that follows: none of them is at the victim any more.
 */
export function supersededBy(
  { instances, volumes }: Pick<MasterGroup, 'instances' | 'volumes'>,
  victim: string,
): string {
  const goes = (id: string) => id !== victim && instances.some((one) => one.id === id && isTerminating(one));
  const holders = volumes.map(({ attachedTo }) => attachedTo);
  const successors = successorsOf(instances, victim).map(({ id }) => id);
  const isElsewhere = holders.some((id) => !goes(id) && id !== '' && !successors.includes(id));
  return isElsewhere ? '' : (holders.find(goes) ?? '');
}

export function groupNamed(view: MastersView, name: string): MasterGroup | undefined {
  return view.groups.find((group) => group.name === name);
}

/** Groups as they are, with the victim among its group's instances. */
export function withVictim(groups: readonly AutoScalingGroup[], victim: Victim): readonly AutoScalingGroup[] {
  const { group: name, instance } = victim;
  const group = groups.find((one) => one.name === name) ?? goneGroup(name);
  const listed = instance === '' || groups.some((one) => one.instances.some(({ id }) => id === instance));
  const added = listed ? group.instances : [...group.instances, { id: instance, lifecycle: '', zone: '' }];
  return [...groups.filter((one) => one.name !== name), { ...group, instances: added }];
}

function goneGroup(name: string): AutoScalingGroup {
  return {
    name,
    zones: [],
    desired: 0,
    suspended: [],
    targetGroupArns: [],
    loadBalancers: [],
    instances: [],
  };
}

function masterInstance(
  one: AutoScalingGroup['instances'][number],
  instances: readonly Instance[],
): MasterInstance {
  const { state, zone, address, launchedAt } = instances.find(({ id }) => id === one.id) ?? {
    state: '',
    zone: one.zone,
    address: '',
    launchedAt: '',
  };
  return { id: one.id, lifecycle: one.lifecycle, state, zone, address, launchedAt };
}
