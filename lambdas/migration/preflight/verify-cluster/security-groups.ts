import type { SeenFront, SeenInstance } from '../../domain/kops/seen-cluster.ts';
import type { Group } from '../../domain/network/network.ts';
import { type Reading, readingOf } from '../../domain/reading.ts';
import type { Network } from '../../ports/network.ts';

/** The security groups that decide who reaches the cluster. */
export interface SecurityGroups {
  /** Of all its instances, also of nodes and bastions. */
  readonly ofAll: readonly Group[];
  readonly ofMasters: readonly Group[];
  /** Of the load balancers in front of the API servers. */
  readonly ofFronts: readonly Group[];
  /** Load balancers on the internet without a group, whose clients the masters' groups don't see. */
  readonly withoutGroups: readonly string[];
  /** What stays unknown, for people. */
  readonly missing: readonly string[];
}

/** @throws what reading the groups throws */
export async function seeSecurityGroups(
  instances: Reading<readonly SeenInstance[]>,
  fronts: Reading<readonly SeenFront[]>,
  network: Pick<Network, 'groups'>,
): Promise<Reading<SecurityGroups>> {
  // That they can't be read is another finding.
  if (!instances.known) return instances;
  if (!fronts.known) return fronts;
  return readingOf(async () => {
    const idsOf = (some: readonly Pick<SeenInstance, 'securityGroupIds'>[]) =>
      new Set(some.flatMap(({ securityGroupIds }) => securityGroupIds));
    const [all, ofFronts] = [idsOf(instances.value), idsOf(fronts.value)];
    const masters = idsOf(instances.value.filter(({ role }) => role === 'master'));
    const ids = [...new Set([...all, ...ofFronts])].toSorted();
    const groups = ids.length === 0 ? [] : await network.groups(ids);
    const among = (wanted: ReadonlySet<string>) => groups.filter(({ id }) => wanted.has(id));
    const bare = instances.value.filter(({ securityGroupIds }) => securityGroupIds.length === 0);
    const hidden = ids.filter((id) => !groups.some((group) => group.id === id));
    return {
      ofAll: among(all),
      ofMasters: among(masters),
      ofFronts: among(ofFronts),
      withoutGroups: fronts.value.filter(isWithoutGroups).map(({ name }) => name),
      missing: [
        ...bare.map(({ id }) => `EC2 names no security group of ${id}`),
        ...hidden.map((id) => `this account sees no ${id}`),
      ],
    };
  });
}

/** Its targets can't close what it lets in: they see its address alone. */
function isWithoutGroups({ isInternetFacing, securityGroupIds, hidesClients }: SeenFront): boolean {
  return isInternetFacing && securityGroupIds.length === 0 && hidesClients;
}
