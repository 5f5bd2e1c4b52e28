/** What is left of a master that goes. */
import type { MasterGroup, MasterInstance } from '../contract/view.ts';

type Victim = Pick<MasterInstance, 'lifecycle' | 'state'>;

/** Auto Scaling's words for an instance that waits in no hook any more. */
const LET_GO = ['Terminating:Proceed', 'Terminated'];

/**
 * Whether taking it down would disturb etcd. EC2 forgets terminated instances after an hour: one that it doesn't know
 * runs no more, unless Auto Scaling counts on it.
 */
export function runs(victim: Victim | undefined): boolean {
  if (!victim || LET_GO.includes(victim.lifecycle)) return false;
  if (victim.state === '') return victim.lifecycle === 'InService' || victim.lifecycle.startsWith('Pending');
  return victim.state === 'running' || victim.state === 'pending';
}

/** Whether Auto Scaling is taking it down already, whoever requested it: there is no way back. */
export function isTerminating({ lifecycle }: Pick<MasterInstance, 'lifecycle'>): boolean {
  return lifecycle.startsWith('Terminat');
}

/** Whether it waits in a hook for terminating instances: ours, or another's. */
export function waitsToTerminate(victim: Pick<MasterInstance, 'lifecycle'> | undefined): boolean {
  return victim?.lifecycle === 'Terminating:Wait';
}

/**
 * Whether it serves, and nobody has let it go from our hook: one that stopped and was started again, or that came into the
 * hook only then.
 * @param released whether it was released from it
 */
export function runsAgain(victim: MasterInstance | undefined, released: boolean): boolean {
  if (!runs(victim)) return false;
  return victim?.lifecycle === 'InService' || (waitsToTerminate(victim) && !released);
}

/** Whether it will be gone in a moment though it may still serve: it is terminating, and waits in no hook. */
export function isLeaving(instance: Pick<MasterInstance, 'lifecycle'>): boolean {
  return isTerminating(instance) && !waitsToTerminate(instance);
}

export function victimOf(
  group: Pick<MasterGroup, 'instances'> | undefined,
  instance: string,
): MasterInstance | undefined {
  return group?.instances.find(({ id }) => id === instance);
}
