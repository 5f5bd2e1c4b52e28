import type { ReplacementRef } from '../contract/masters/payloads.ts';
import { type Seen, withVictim } from '../domain/masters/view.ts';
import { later } from '../domain/propagation.ts';
import type { Clock } from '../ports/clock.ts';
import type { AutoScaling } from '../ports/masters/auto-scaling.ts';
import type { Instances } from '../ports/masters/instances.ts';

export interface SeeingWorld {
  readonly clock: Clock;
  readonly autoScaling: Pick<AutoScaling, 'groups'>;
  readonly instances: Pick<Instances, 'describe' | 'etcdVolumes'>;
}

/**
 * Looks at all masters: Auto Scaling's groups, the etcd volumes, and EC2's word on every instance that either names.
 * @throws TransientFailure
 */
export async function seeMasters(
  { clock, autoScaling, instances }: SeeingWorld,
  victim?: Pick<ReplacementRef, 'group' | 'instance'>,
): Promise<Seen> {
  // The time before the look: what is seen is never newer than it says.
  const at = later(clock.now(), 0);
  const [found, volumes] = await Promise.all([autoScaling.groups(), instances.etcdVolumes()]);
  const groups = victim ? withVictim(found, victim) : found;
  const listed = groups.flatMap((group) => group.instances.map(({ id }) => id));
  const ids = new Set([...listed, ...volumes.map(({ attachedTo }) => attachedTo)]);
  ids.delete('');
  return { at, groups, instances: ids.size === 0 ? [] : await instances.describe([...ids]), volumes };
}
