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
import { askedOfEach } from './in-pieces.ts';
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
    const described = await source.file(DESCRIBE_DATABASES, where, (ask) => {
      const questions = [
        ...instances.map((DBInstanceIdentifier) => ({ DBInstanceIdentifier })),
        ...clusters.map((cluster) => ({ Filters: [{ Name: 'db-cluster-id', Values: [cluster] }] })),
      ];
      return askedOfEach(ask, questions, { DBInstances: [] });
    });
    const found = described?.DBInstances ?? [];
    arns.push(...found.flatMap(({ DBInstanceArn }) => DBInstanceArn ?? []));
    places.push(...found.map(placeOf));
  }
  if (clusters.length > 0) {
    const described = await source.file(DESCRIBE_DATABASE_CLUSTERS, where, (ask) =>
      askedOfEach(
        ask,
        clusters.map((DBClusterIdentifier) => ({ DBClusterIdentifier })),
        { DBClusters: [] },
      ),
    );
    arns.push(...(described?.DBClusters ?? []).flatMap(({ DBClusterArn }) => DBClusterArn ?? []));
  }
  if (arns.length > 0)
    await source.file(DESCRIBE_MAINTENANCE, where, (ask) =>
      askedOfEach(
        ask,
        arns.map((ResourceIdentifier) => ({ ResourceIdentifier })),
        { PendingMaintenanceActions: [] },
      ),
    );
  return proxies.length > 0 ? [...places, ...(await takeProxies(where, source, proxies))] : places;
}

async function takeProxies(
  where: Pick<RegionWanted, 'account' | 'region'>,
  source: Source,
  names: readonly string[],
): Promise<readonly DatabasePlace[]> {
  const described = await source.file(DESCRIBE_PROXIES, where, (ask) =>
    askedOfEach(
      ask,
      names.map((DBProxyName) => ({ DBProxyName })),
      { DBProxies: [] },
    ),
  );
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
