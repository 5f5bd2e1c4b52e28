/** Etcd volumes that may be empty: who fills them. */
import { fillsEmptyVolumes } from '../contract/absence.ts';
import type { EtcdVolume } from '../contract/view.ts';

/** With fewer members etcd-manager leaves an empty one alone: the others may be no quorum. */
const LEAST_MEMBERS = 3;

/**
 * Whether etcd-manager makes an empty volume a member: it removes the old member, and adds it anew.
 * Source: etcd-manager's recovery of a member on an empty disk, in kops since 1.36: three members or more, one of them
 * unhealthy for a minute, its disk empty, and all others healthy.
 * @param kopsVersion as `1.36`; undefined: unknown, and then nobody does
 */
export function isFilledByItself({ members }: EtcdVolume, kopsVersion: string | undefined): boolean {
  return fillsEmptyVolumes(kopsVersion) && members.length >= LEAST_MEMBERS;
}

export function mayBeEmpty({ id, etcdCluster }: EtcdVolume): string {
  return `${id} (${etcdCluster}) was not there before: it may be empty`;
}
