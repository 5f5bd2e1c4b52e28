/** Everything that is known of the networks between the nodes and the databases. */
import { ERRORS } from '../../../shared/contract/errors.ts';
import { NamedError } from '../../../shared/domain/named-error.ts';
import type {
  Acl,
  Association,
  Attachment,
  GatewayRoute,
  Group,
  Peering,
  Placement,
  RouteTable,
  Subnet,
  Vpc,
} from '../../domain/network/network.ts';
import { type Reading, readingOf } from '../../domain/reading.ts';
import type { Network } from '../../ports/network.ts';

/** Each part by itself: one that can't be read hides no other. */
export interface NetworkView {
  readonly vpcs: Reading<readonly Vpc[]>;
  readonly subnets: Reading<readonly Subnet[]>;
  readonly routeTables: Reading<readonly RouteTable[]>;
  readonly acls: Reading<readonly Acl[]>;
  readonly groups: Reading<readonly Group[]>;
  readonly peerings: Reading<readonly Peering[]>;
  readonly attachments: Reading<readonly Attachment[]>;
  readonly associations: Reading<readonly Association[]>;
  /** By table. */
  readonly gatewayRoutes: Reading<ReadonlyMap<string, readonly GatewayRoute[]>>;
}

/** Where the nodes are. */
export interface NodePlacement {
  readonly vpcId: string;
  readonly subnetIds: readonly string[];
  readonly securityGroupIds: readonly string[];
}

/** @param account whose gateways can be asked for their routes */
export async function viewOf(
  nodes: NodePlacement,
  databases: readonly Placement[],
  { network, account }: { readonly network: Network; readonly account: string },
): Promise<NetworkView> {
  const unique = (ids: readonly string[]) => [...new Set(ids)];
  const vpcIds = unique([nodes.vpcId, ...databases.map(({ vpcId }) => vpcId)]);
  const subnetIds = unique([...nodes.subnetIds, ...databases.flatMap((each) => each.subnetIds)]);
  const groupIds = unique([...nodes.securityGroupIds, ...databases.flatMap((each) => each.groupIds)]);
  const [vpcs, subnets, routeTables, acls, groups, peerings, attachments] = await Promise.all([
    readingOf(() => network.vpcs(vpcIds)),
    readingOf(() => network.subnets(subnetIds)),
    readingOf(() => network.routeTables(vpcIds)),
    readingOf(() => network.acls(vpcIds)),
    readingOf(async () => withLists(await network.groups(groupIds))),
    readingOf(() => network.peerings(vpcIds)),
    readingOf(() => network.attachments(vpcIds)),
  ]);
  const gateways = await gatewaysOf({ subnets, attachments }, { network, account });
  return { vpcs, subnets, routeTables, acls, groups, peerings, attachments, ...gateways };
}

/** @throws UnreadableAnswer for a prefix list that could not be read: what it lets through is unknown */
function withLists(groups: readonly Group[]): readonly Group[] {
  const lists = groups.flatMap(({ ingress, egress }) =>
    [...ingress, ...egress].flatMap((rule) => rule.lists),
  );
  for (const { id, cidrs } of lists)
    if (!cidrs.known) throw new NamedError(ERRORS.unreadableAnswer, `${id}: ${cidrs.why}`);
  return groups;
}

/** Of each table only the routes that have to do with subnets in another VPC than the attachment's. */
async function gatewaysOf(
  { subnets, attachments }: Pick<NetworkView, 'subnets' | 'attachments'>,
  { network, account }: { readonly network: Network; readonly account: string },
): Promise<Pick<NetworkView, 'associations' | 'gatewayRoutes'>> {
  const attached = attachments.known ? attachments.value : [];
  const associations = await readingOf(async () =>
    attached.length === 0 ? [] : network.associations(attached.map(({ id }) => id)),
  );
  const own = associations.known ? associations.value.filter(({ owner }) => owner === account) : [];
  const wanted = own.flatMap(({ attachmentId, tableId }) => {
    const vpcId = attached.find(({ id }) => id === attachmentId)?.vpcId;
    const others = subnets.known ? subnets.value.filter((each) => each.vpcId !== vpcId) : [];
    return tableId === undefined ? [] : [{ tableId, cidrs: others.flatMap(({ cidrs }) => cidrs) }];
  });
  const gatewayRoutes = await readingOf(async () => {
    // Attachments may have a table in common: by default a gateway has one for all.
    const tables = Map.groupBy(wanted, ({ tableId }) => tableId);
    const found = [...tables].map(async ([tableId, some]) => {
      const cidrs = [...new Set(some.flatMap((each) => each.cidrs))];
      const routes = await Promise.all(cidrs.map((cidr) => network.gatewayRoutes(tableId, cidr)));
      return [tableId, routes.flat()] as const;
    });
    return new Map(await Promise.all(found));
  });
  return { associations, gatewayRoutes };
}
