import type { ContentOf } from '../../rehearsal/snapshot/file-kind.ts';
import type { DATABASES as KIND, PROXIES } from '../../rehearsal/snapshot/kinds/rds.ts';
import {
  DESCRIBE_DATABASE_CLUSTERS,
  DESCRIBE_DATABASES,
  DESCRIBE_MAINTENANCE,
  DESCRIBE_PROXIES,
  DESCRIBE_PROXY_TARGETS,
} from '../calls/databases.ts';
import { one, type Source } from '../source/source.ts';
import { type AccountWanted, databasesOf, type RegionWanted } from '../wanted/wanted.ts';
import { joined } from './in-pieces.ts';
import type { Part } from './part.ts';

const has =
  (...kinds: readonly Parameters<typeof databasesOf>[1][]) =>
  ({ regions }: AccountWanted): boolean =>
    regions.some((region) => kinds.some((kind) => databasesOf(region, kind).length > 0));

export const SERVERS: Part = {
  calls: [DESCRIBE_DATABASES, DESCRIBE_MAINTENANCE],
  isIn: has('instance', 'cluster'),
};
export const SERVER_CLUSTERS: Part = { calls: [DESCRIBE_DATABASE_CLUSTERS], isIn: has('cluster') };
export const SERVER_PROXIES: Part = {
  calls: [DESCRIBE_PROXIES, DESCRIBE_PROXY_TARGETS],
  isIn: has('proxy'),
};

/** Where databases are, by ids. */
export interface DatabasePlace {
  readonly vpcId: string;
  readonly subnetIds: readonly string[];
  readonly groupIds: readonly string[];
}

/** The databases that the configuration names, and the members of clusters. */
export async function takeDatabases(region: RegionWanted, source: Source): Promise<readonly DatabasePlace[]> {
  const where = { account: region.account, region: region.region };
  const [instances, clusters, proxies] = (['instance', 'cluster', 'proxy'] as const).map((kind) =>
    databasesOf(region, kind),
  ) as [readonly string[], readonly string[], readonly string[]];
  const arns: string[] = [];
  const places: DatabasePlace[] = [];
  if (instances.length + clusters.length > 0) {
    const described = await source.file(DESCRIBE_DATABASES, where, async (ask) => {
      const answers: object[] = [{ DBInstances: [] }];
      for (const DBInstanceIdentifier of instances) answers.push((await ask({ DBInstanceIdentifier })) ?? {});
      for (const cluster of clusters)
        answers.push((await ask({ Filters: [{ Name: 'db-cluster-id', Values: [cluster] }] })) ?? {});
      return joined(answers);
    });
    const found = described?.DBInstances ?? [];
    arns.push(...found.flatMap(({ DBInstanceArn }) => DBInstanceArn ?? []));
    places.push(...found.map(placeOf));
  }
  if (clusters.length > 0) {
    const described = await source.file(DESCRIBE_DATABASE_CLUSTERS, where, async (ask) => {
      const answers: object[] = [{ DBClusters: [] }];
      for (const DBClusterIdentifier of clusters) answers.push((await ask({ DBClusterIdentifier })) ?? {});
      return joined(answers);
    });
    arns.push(...(described?.DBClusters ?? []).flatMap(({ DBClusterArn }) => DBClusterArn ?? []));
  }
  if (arns.length > 0)
    await source.file(DESCRIBE_MAINTENANCE, where, async (ask) => {
      const answers: object[] = [{ PendingMaintenanceActions: [] }];
      for (const ResourceIdentifier of arns) answers.push((await ask({ ResourceIdentifier })) ?? {});
      return joined(answers);
    });
  return proxies.length > 0 ? [...places, ...(await takeProxies(where, source, proxies))] : places;
}

async function takeProxies(
  where: Pick<RegionWanted, 'account' | 'region'>,
  source: Source,
  names: readonly string[],
): Promise<readonly DatabasePlace[]> {
  const described = await source.file(DESCRIBE_PROXIES, where, async (ask) => {
    const answers: object[] = [{ DBProxies: [] }];
    for (const DBProxyName of names) answers.push((await ask({ DBProxyName })) ?? {});
    return joined(answers);
  });
  const found = described?.DBProxies ?? [];
  for (const { DBProxyName } of found)
    await one(source, DESCRIBE_PROXY_TARGETS, { ...where, names: [DBProxyName] }, { DBProxyName });
  return found.map(placeOfProxy);
}

function placeOf({
  DBSubnetGroup,
  VpcSecurityGroups = [],
}: ContentOf<typeof KIND>['DBInstances'][number]): DatabasePlace {
  return {
    vpcId: DBSubnetGroup?.VpcId ?? '',
    subnetIds: (DBSubnetGroup?.Subnets ?? []).flatMap(({ SubnetIdentifier }) => SubnetIdentifier ?? []),
    groupIds: VpcSecurityGroups.flatMap(({ VpcSecurityGroupId }) => VpcSecurityGroupId ?? []),
  };
}

function placeOfProxy({
  VpcId,
  VpcSubnetIds,
  VpcSecurityGroupIds,
}: ContentOf<typeof PROXIES>['DBProxies'][number]): DatabasePlace {
  return { vpcId: VpcId, subnetIds: VpcSubnetIds, groupIds: VpcSecurityGroupIds };
}
