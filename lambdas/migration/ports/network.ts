import type {
  Acl,
  Association,
  Attachment,
  GatewayRoute,
  Group,
  Peering,
  Placement,
  PrefixList,
  RouteTable,
  Subnet,
  Vpc,
} from '../domain/network/network.ts';

/** What this account sees of networks. What isn't there, or is another account's, is left out. */
export interface Network {
  vpcs(ids: readonly string[]): Promise<readonly Vpc[]>;
  subnets(ids: readonly string[]): Promise<readonly Subnet[]>;
  routeTables(vpcIds: readonly string[]): Promise<readonly RouteTable[]>;
  acls(vpcIds: readonly string[]): Promise<readonly Acl[]>;
  /** A prefix list that can't be read hides no group. */
  groups(ids: readonly string[]): Promise<readonly Group[]>;
  /** Each by itself: of one that can't be read it says why. */
  prefixLists(ids: readonly string[]): Promise<readonly PrefixList[]>;
  peerings(vpcIds: readonly string[]): Promise<readonly Peering[]>;
  attachments(vpcIds: readonly string[]): Promise<readonly Attachment[]>;
  associations(attachmentIds: readonly string[]): Promise<readonly Association[]>;
  /** Those of a transit gateway's table that have addresses in common with a CIDR. Only the gateway's owner may ask. */
  gatewayRoutes(tableId: string, cidr: string): Promise<readonly GatewayRoute[]>;
}

export interface Placements {
  /** Undefined: RDS has no such database. */
  of(database: { readonly identifier: string; readonly kind: string }): Promise<Placement | undefined>;
}
