import { timeAt } from '../../shared/domain/time.ts';
import type { Clock } from '../../shared/ports/clock.ts';
import type { ReplacementRef } from '../contract/payloads.ts';
import type { MasterGroup } from '../contract/view.ts';
import { buildView, groupNamed, type Seen, withVictim } from '../domain/view.ts';
import type { AutoScaling } from '../ports/auto-scaling.ts';
import type { Instances } from '../ports/instances.ts';

export interface SeeingPorts {
  readonly clock: Clock;
  readonly autoScaling: Pick<AutoScaling, 'groups'>;
  readonly instances: Pick<Instances, 'describe' | 'etcdVolumes'>;
}

/**
 * Looks at all masters: Auto Scaling's groups, the etcd volumes, and EC2's word on every instance that either names.
 * @throws TransientFailure
 */
export async function seeMasters(
  { clock, autoScaling, instances }: SeeingPorts,
  victim?: Pick<ReplacementRef, 'group' | 'instance'>,
): Promise<Seen> {
  // The time before the look: what is seen is never newer than it says.
  const at = timeAt(clock.now());
  const [found, volumes] = await Promise.all([autoScaling.groups(), instances.etcdVolumes()]);
  const groups = victim ? withVictim(found, victim) : found;
  const listed = groups.flatMap((group) => group.instances.map(({ id }) => id));
  const ids = new Set([...listed, ...volumes.map(({ attachedTo }) => attachedTo)]);
  ids.delete('');
  return { at, groups, instances: ids.size === 0 ? [] : await instances.describe([...ids]), volumes };
}

export interface SeeingGroupPorts extends Pick<SeeingPorts, 'clock' | 'autoScaling'> {
  readonly instances: Pick<Instances, 'describe'>;
}

/**
 * Looks at one group only, without its volumes, for who does nothing with them. A group that is gone wants nothing.
 * @throws TransientFailure
 */
export async function seeGroup(
  { clock, autoScaling, instances }: SeeingGroupPorts,
  victim: Pick<ReplacementRef, 'group' | 'instance'>,
): Promise<MasterGroup | undefined> {
  const at = timeAt(clock.now());
  const groups = withVictim(await autoScaling.groups(), victim);
  const ids = groups.find(({ name }) => name === victim.group)?.instances.map(({ id }) => id) ?? [];
  const known = ids.length === 0 ? [] : await instances.describe(ids);
  return groupNamed(buildView({ at, groups, instances: known, volumes: [] }, victim), victim.group);
}
