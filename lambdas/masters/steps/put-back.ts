import { isRegistered } from '../domain/drain.ts';
import { MARKS, withoutMark } from '../domain/marks.ts';
import type { Replacement } from '../domain/replacement.ts';
import type { TargetHealth, TargetPlaces } from '../domain/target.ts';
import { runs, victimOf } from '../domain/victim.ts';
import { changeReplacement } from '../lease/change-replacement.ts';
import type { MastersJournal } from '../ports/masters-journal.ts';
import type { Targets } from '../ports/targets.ts';
import { type SeeingGroupPorts, seeGroup } from './see-masters.ts';

export interface PuttingBackPorts extends SeeingGroupPorts {
  readonly journal: Pick<MastersJournal, 'replacement' | 'putReplacement'>;
  readonly targets: Pick<Targets, 'health' | 'register'>;
}

/**
 * Puts the master of a stopped replacement back into its load balancers, if it was taken out of them and stays after all: in
 * service, and running. One that Auto Scaling takes down is left as it is, whoever requested that. If it was never taken
 * out, because that was denied, nothing is requested: it would be denied, too.
 * @returns whether it was put back now
 * @throws TransientFailure
 */
export async function putBack(stopped: Replacement, ports: PuttingBackPorts): Promise<boolean> {
  if (stopped.marks[MARKS.draining] === undefined) return false;
  const group = await seeGroup(ports, stopped);
  const master = victimOf(group, stopped.instance);
  if (!group || master?.lifecycle !== 'InService' || !runs(master)) return false;
  const places = await ports.targets.health(group, master.id);
  await ports.targets.register(withoutThose(places.filter(isRegistered), group), master.id);
  await changeReplacement(ports.journal, stopped.id, (one) => withoutMark(one, MARKS.draining));
  return true;
}

function withoutThose(
  known: readonly TargetHealth[],
  { targetGroupArns, loadBalancers }: TargetPlaces,
): TargetPlaces {
  const isLeft = (place: string): boolean => !known.some((one) => one.place === place);
  return { targetGroupArns: targetGroupArns.filter(isLeft), loadBalancers: loadBalancers.filter(isLeft) };
}
