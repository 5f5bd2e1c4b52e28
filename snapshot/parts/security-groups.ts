import type { ContentOf } from '../../rehearsal/snapshot/file-kind.ts';
import type { SECURITY_GROUPS as KIND } from '../../rehearsal/snapshot/kinds/network.ts';
import { DESCRIBE_SECURITY_GROUPS, GET_PREFIX_LIST } from '../calls/network.ts';
import { one, type Source } from '../source/source.ts';
import type { RegionWanted } from '../wanted/wanted.ts';
import type { DatabasePlace } from './databases.ts';
import { inPieces } from './in-pieces.ts';
import { hasWays, networksOf, unique } from './networks.ts';
import type { Part } from './part.ts';

export const SECURITY_GROUPS: Part = {
  calls: [DESCRIBE_SECURITY_GROUPS, GET_PREFIX_LIST],
  isIn: ({ regions }) => regions.some((region) => hasClusters(region) || hasWays(region)),
};

/**
 * Those between the nodes and the databases, and those that decide who reaches the clusters.
 * @param ofClusters of the clusters' instances and the load balancers before their masters
 */
export async function takeSecurityGroups(
  region: RegionWanted,
  source: Source,
  databases: readonly DatabasePlace[],
  ofClusters: readonly string[],
): Promise<void> {
  const [forWays, forClusters] = [hasWays(region), hasClusters(region)];
  if (!forWays && !forClusters) return;
  const ofWays = [
    ...networksOf(region).flatMap(({ securityGroupIds }) => securityGroupIds),
    ...databases.flatMap(({ groupIds }) => groupIds),
  ];
  const where = { account: region.account, region: region.region };
  const ids = unique([...(forWays ? ofWays : []), ...(forClusters ? ofClusters : [])]);
  const found = await source.file(DESCRIBE_SECURITY_GROUPS, where, (ask) =>
    inPieces(ask, 'group-id', ids, { SecurityGroups: [] }),
  );
  for (const PrefixListId of prefixListsIn(found))
    await one(source, GET_PREFIX_LIST, { ...where, names: [PrefixListId] }, { PrefixListId });
}

function prefixListsIn(found: ContentOf<typeof KIND> | undefined): readonly string[] {
  const rules = (found?.SecurityGroups ?? []).flatMap(({ IpPermissions = [], IpPermissionsEgress = [] }) => [
    ...IpPermissions,
    ...IpPermissionsEgress,
  ]);
  return unique(
    rules.flatMap(({ PrefixListIds = [] }) =>
      PrefixListIds.flatMap(({ PrefixListId }) => PrefixListId ?? []),
    ),
  );
}

/** Only a migration looks at who reaches its cluster. */
function hasClusters({ migrations }: RegionWanted): boolean {
  return migrations.some(({ cluster }) => cluster !== undefined);
}
