import type {
  Acl,
  Attachment,
  Group,
  Peering,
  Placement,
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
  groups(ids: readonly string[]): Promise<readonly Group[]>;
  peerings(vpcIds: readonly string[]): Promise<readonly Peering[]>;
  attachments(vpcIds: readonly string[]): Promise<readonly Attachment[]>;
}

export interface Placements {
  /** Undefined: RDS has no such database. */
  of(database: { readonly identifier: string; readonly kind: string }): Promise<Placement | undefined>;
}
