/** What EC2 says of networks, as far as it decides whether packets arrive. CIDRs are of IPv4 and of IPv6. */
import type { Reading } from '../reading.ts';
import type { Family } from './block.ts';

export interface Vpc {
  readonly id: string;
  /** Account. */
  readonly owner: string;
  /** IPv4 alone: AWS lets no IPv6 addresses overlap. */
  readonly cidrs: readonly string[];
}

export interface Subnet {
  readonly id: string;
  readonly vpcId: string;
  /** Availability Zone, `us-west-1a`. */
  readonly zone: string;
  /** Of IPv4 one at most; one of IPv6, too, where the subnet has addresses of both. */
  readonly cidrs: readonly string[];
}

export interface RouteTable {
  readonly id: string;
  readonly vpcId: string;
  /** For all subnets of the VPC that have none of their own. */
  readonly main: boolean;
  readonly subnetIds: readonly string[];
  readonly routes: readonly Route[];
}

export interface Route {
  readonly cidr: string;
  /** `pcx-…`, `tgw-…`, `local`, … */
  readonly target: string;
  /** False: a black hole. */
  readonly active: boolean;
}

export interface Acl {
  readonly id: string;
  readonly subnetIds: readonly string[];
  readonly entries: readonly AclEntry[];
}

export interface AclEntry {
  readonly number: number;
  readonly egress: boolean;
  readonly allows: boolean;
  /** `6` for TCP, `-1` for all. */
  readonly protocol: string;
  readonly cidr: string;
  readonly ports: { readonly from: number; readonly to: number };
}

export interface Group {
  readonly id: string;
  readonly name: string;
  readonly ingress: readonly GroupRule[];
  readonly egress: readonly GroupRule[];
}

export interface GroupRule {
  /** `tcp`, `-1` for all. */
  readonly protocol: string;
  readonly ports: { readonly from: number; readonly to: number };
  /** Without those of prefix lists. */
  readonly cidrs: readonly string[];
  readonly lists: readonly PrefixList[];
  /** Ids of groups. */
  readonly groups: readonly string[];
}

export interface PrefixList {
  readonly id: string;
  readonly cidrs: Reading<readonly string[]>;
}

export interface Peering {
  readonly id: string;
  /** `active`, `pending-acceptance`, … */
  readonly state: string;
  readonly sides: readonly PeeringSide[];
}

export interface PeeringSide {
  readonly vpcId: string;
  /** Whether names of this side resolve to private addresses on the other. */
  readonly answersPrivately: boolean;
}

/** Of a VPC to a transit gateway. */
export interface Attachment {
  readonly id: string;
  readonly gatewayId: string;
  readonly vpcId: string;
  /** `available`, `pendingAcceptance`, … */
  readonly state: string;
  /** Whether security groups may name groups on the other side. */
  readonly knowsGroups: boolean;
}

/** By which of its route tables a transit gateway sends what comes from an attachment. */
export interface Association {
  readonly attachmentId: string;
  /** Account of the gateway. */
  readonly owner: string;
  /** Undefined: by none, so it drops everything. */
  readonly tableId: string | undefined;
}

/** Of a transit gateway. */
export interface GatewayRoute {
  readonly cidr: string;
  /** Several for equal-cost paths, none for a black hole. */
  readonly attachmentIds: readonly string[];
  /** False: a black hole. */
  readonly active: boolean;
  /** Otherwise an attachment has propagated it. */
  readonly fixed: boolean;
}

/** Where a database is. */
export interface Placement {
  readonly vpcId: string;
  readonly subnetIds: readonly string[];
  readonly groupIds: readonly string[];
  readonly port: number;
  readonly public: boolean;
  /** Of its addresses. */
  readonly families: readonly Family[];
}
