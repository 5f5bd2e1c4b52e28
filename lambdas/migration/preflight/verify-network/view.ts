/** Everything that is known of the networks between the nodes and the databases. */
import type {
  Acl,
  Attachment,
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
}

/** Where the nodes are. */
export interface NodePlacement {
  readonly vpcId: string;
  readonly subnetIds: readonly string[];
  readonly securityGroupIds: readonly string[];
}

export async function viewOf(
  nodes: NodePlacement,
  databases: readonly Placement[],
  network: Network,
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
    readingOf(() => network.groups(groupIds)),
    readingOf(() => network.peerings(vpcIds)),
    readingOf(() => network.attachments(vpcIds)),
  ]);
  return { vpcs, subnets, routeTables, acls, groups, peerings, attachments };
}
