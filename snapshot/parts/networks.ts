import type { NetworkSettings } from '../../lambdas/migration/contract/settings.ts';
import type { FileCall } from '../calls/call.ts';
import type { Filtered } from '../calls/ec2.ts';
import {
  DESCRIBE_ACLS,
  DESCRIBE_ASSOCIATIONS,
  DESCRIBE_ATTACHMENTS,
  DESCRIBE_PEERINGS,
  DESCRIBE_ROUTE_TABLES,
  DESCRIBE_SUBNETS,
  DESCRIBE_VPCS,
  SEARCH_GATEWAY_ROUTES,
} from '../calls/network.ts';
import { one, type Source } from '../source/source.ts';
import type { RegionWanted } from '../wanted/wanted.ts';
import type { DatabasePlace } from './databases.ts';
import { inPieces, joined } from './in-pieces.ts';
import type { Part } from './part.ts';

export const SUBNETS: Part = {
  calls: [DESCRIBE_SUBNETS],
  isIn: ({ regions }) => regions.some((region) => networksOf(region).length > 0),
};

/** Between the nodes and the databases. */
export const NETWORK: Part = {
  calls: [
    DESCRIBE_VPCS,
    DESCRIBE_ROUTE_TABLES,
    DESCRIBE_ACLS,
    DESCRIBE_PEERINGS,
    DESCRIBE_ATTACHMENTS,
    DESCRIBE_ASSOCIATIONS,
    SEARCH_GATEWAY_ROUTES,
  ],
  isIn: ({ regions }) => regions.some(hasWays),
};

export async function takeNetworks(
  region: RegionWanted,
  source: Source,
  databases: readonly DatabasePlace[],
): Promise<void> {
  const networks = networksOf(region);
  if (networks.length === 0) return;
  const where = { account: region.account, region: region.region };
  const list = <C extends object>(
    call: FileCall<Filtered, C>,
    none: C,
    ids: readonly string[],
    ...filters: readonly string[]
  ) => source.file(call, where, (ask) => byFilters(ask, filters, unique(ids), none));
  const subnets = [
    ...networks.flatMap(({ subnetIds }) => subnetIds),
    ...databases.flatMap((each) => each.subnetIds),
  ];
  await list(DESCRIBE_SUBNETS, { Subnets: [] }, subnets, 'subnet-id');
  if (!hasDatabases(region)) return;
  const vpcs = [...networks, ...databases].map(({ vpcId }) => vpcId);
  await list(DESCRIBE_VPCS, { Vpcs: [] }, vpcs, 'vpc-id');
  await list(DESCRIBE_ROUTE_TABLES, { RouteTables: [] }, vpcs, 'vpc-id');
  await list(DESCRIBE_ACLS, { NetworkAcls: [] }, vpcs, 'vpc-id');
  await list(
    DESCRIBE_PEERINGS,
    { VpcPeeringConnections: [] },
    vpcs,
    'requester-vpc-info.vpc-id',
    'accepter-vpc-info.vpc-id',
  );
  await takeGateways(where, source, vpcs);
}

/** Transit gateways: attachments, by which table each is routed, and the routes of those tables of this account. */
async function takeGateways(
  where: Pick<RegionWanted, 'account' | 'region'>,
  source: Source,
  vpcs: readonly string[],
): Promise<void> {
  const attachments = await source.file(DESCRIBE_ATTACHMENTS, where, (ask) =>
    byFilters(ask, ['vpc-id'], unique(vpcs), { TransitGatewayVpcAttachments: [] }),
  );
  const ids = (attachments?.TransitGatewayVpcAttachments ?? []).flatMap(
    ({ TransitGatewayAttachmentId }) => TransitGatewayAttachmentId ?? [],
  );
  if (ids.length === 0) return;
  const associations = await source.file(DESCRIBE_ASSOCIATIONS, where, (ask) =>
    byFilters(ask, ['transit-gateway-attachment-id'], ids, { TransitGatewayAttachments: [] }),
  );
  const own = (associations?.TransitGatewayAttachments ?? []).filter(
    ({ TransitGatewayOwnerId }) => TransitGatewayOwnerId === where.account,
  );
  const tables = own.flatMap(({ Association }) => Association?.TransitGatewayRouteTableId ?? []);
  for (const TransitGatewayRouteTableId of unique(tables))
    await one(
      source,
      SEARCH_GATEWAY_ROUTES,
      { ...where, names: [TransitGatewayRouteTableId] },
      { TransitGatewayRouteTableId },
    );
}

/** What fits to any of the filters; what fits to several is there once. */
async function byFilters<C extends object>(
  ask: (input: Filtered) => Promise<C | undefined>,
  filters: readonly string[],
  ids: readonly string[],
  none: C,
): Promise<C> {
  const answers: object[] = [none];
  for (const filter of filters) answers.push(await inPieces(ask, filter, ids, none));
  const lists = Object.entries(joined<Readonly<Record<string, readonly object[]>>>(answers));
  return Object.fromEntries(
    lists.map(([name, list]) => [
      name,
      [...new Map(list.map((each) => [JSON.stringify(each), each])).values()],
    ]),
  ) as C;
}

export function networksOf({ migrations }: RegionWanted): readonly NetworkSettings[] {
  return migrations.flatMap(({ clusterNetwork, legacyNetwork }) => [
    ...(clusterNetwork ? [clusterNetwork] : []),
    ...(legacyNetwork ? [legacyNetwork] : []),
  ]);
}

/** Whether it matters how packets get from the nodes to the databases. */
export function hasWays(region: RegionWanted): boolean {
  return networksOf(region).length > 0 && hasDatabases(region);
}

function hasDatabases({ migrations }: RegionWanted): boolean {
  return migrations.some(({ databases }) => databases.length > 0);
}

export function unique(ids: readonly string[]): readonly string[] {
  return [...new Set(ids)].filter((id) => id !== '');
}
