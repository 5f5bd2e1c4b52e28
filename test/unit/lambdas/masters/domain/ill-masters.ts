import type { MasterHealth, MastersView } from '../../../../../lambdas/masters/contract/view.ts';
import { etcdClustersOf, nameOf } from '../../../../../lambdas/masters/domain/members.ts';
import { Masters } from '../../../../support/masters/masters-cluster.ts';

/** What is known after `make` made something ill: by check, or etcd cluster without one of its own, the members with why they are unhealthy, '' when they aren't. */
export async function membersAfter(
  make: (masters: Masters) => void,
): Promise<Record<string, Record<string, string>>> {
  const masters = new Masters();
  make(masters);
  return inShort(await masters.view(), masters.health());
}

export function inShort(view: MastersView, health: readonly MasterHealth[]) {
  const entries = etcdClustersOf(view, health).map((cluster) => [
    nameOf(cluster),
    Object.fromEntries(cluster.members.map(({ name, healthy, reason }) => [name, healthy ? '' : reason])),
  ]);
  return Object.fromEntries(entries);
}

/** Three members of which each is healthy. */
export const WELL = { a: '', b: '', c: '' };

export function detaching(etcdCluster: string): string {
  return `its volume vol-${etcdCluster}-b is detaching at i-b, not attached`;
}
