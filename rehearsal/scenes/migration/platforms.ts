/** The load balancers of a scene, and which of them are legacy and the cluster. */
import { HOME } from '../../shop/account.ts';
import { CLUSTER_ID, LEGACY_ID } from '../../shop/migration/load-balancers.ts';
import { SnapshotRefused } from '../../snapshot/problem.ts';
import type { Snapshot } from '../../snapshot/snapshot.ts';
import { type HealthModel, steady } from '../../world/load-balancer.ts';
import type { HostCounts } from './healthy-hosts.ts';
import { balancersOf, inWorld, type Platform } from './load-balancers.ts';

export interface Platforms {
  /** All that there are. */
  readonly loadBalancers: readonly Platform[];
  /** Those between which the names move. One that is planted away has no address, and is not among all. */
  readonly platforms: { readonly legacy: Platform; readonly cluster: Platform };
}

interface Setting {
  /** What is in the accounts before anything is planted. */
  readonly before: Snapshot;
  /** The cluster's. */
  readonly health: HealthModel;
  readonly counts: HostCounts;
}

/** @throws SnapshotRefused if one of the two was not even there before */
export function platformsOf(snapshot: Snapshot, { before, health, counts }: Setting): Platforms {
  const allIn = (there: Snapshot) =>
    balancersOf(there, HOME).map((each) => inWorld(each, each.id === CLUSTER_ID ? health : steady(), counts));
  const loadBalancers = allIn(snapshot);
  const called = (id: string): Platform => {
    const there = loadBalancers.find((each) => each.id === id);
    if (there) return there;
    const was = allIn(before).find((each) => each.id === id);
    if (was) return { ...was, ipv4: [], ipv6: [], zones: [], hosts: () => [] };
    const words = `there is no load balancer ${id}, without which nothing can be rehearsed`;
    throw new SnapshotRefused(before.folder, [{ file: 'load balancers', at: '', words }]);
  };
  return { loadBalancers, platforms: { legacy: called(LEGACY_ID), cluster: called(CLUSTER_ID) } };
}
