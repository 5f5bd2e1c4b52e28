import type {
  DescribeNetworkAclsResult,
  DescribeRouteTablesResult,
  DescribeSecurityGroupsResult,
  DescribeSubnetsResult,
  DescribeTransitGatewayAttachmentsResult,
  DescribeTransitGatewayVpcAttachmentsResult,
  DescribeVpcPeeringConnectionsResult,
  DescribeVpcsResult,
  GetManagedPrefixListEntriesResult,
  SearchTransitGatewayRoutesResult,
} from '@aws-sdk/client-ec2';
import { fileKind } from '../file-kind.ts';

const sdk = () => import('@aws-sdk/client-ec2');

export const VPCS = fileKind<DescribeVpcsResult>()({
  service: 'ec2',
  call: 'describe-vpcs',
  answer: async () => (await sdk()).DescribeVpcsResult$,
  needs: { Vpcs: [{ VpcId: true, OwnerId: true }] },
});

export const SUBNETS = fileKind<DescribeSubnetsResult>()({
  service: 'ec2',
  call: 'describe-subnets',
  answer: async () => (await sdk()).DescribeSubnetsResult$,
  needs: { Subnets: [{ SubnetId: true, VpcId: true }] },
});

export const ROUTE_TABLES = fileKind<DescribeRouteTablesResult>()({
  service: 'ec2',
  call: 'describe-route-tables',
  answer: async () => (await sdk()).DescribeRouteTablesResult$,
  needs: { RouteTables: [{ RouteTableId: true, VpcId: true }] },
});

export const NETWORK_ACLS = fileKind<DescribeNetworkAclsResult>()({
  service: 'ec2',
  call: 'describe-network-acls',
  answer: async () => (await sdk()).DescribeNetworkAclsResult$,
  needs: { NetworkAcls: [{ NetworkAclId: true, VpcId: true }] },
});

export const SECURITY_GROUPS = fileKind<DescribeSecurityGroupsResult>()({
  service: 'ec2',
  call: 'describe-security-groups',
  answer: async () => (await sdk()).DescribeSecurityGroupsResult$,
  needs: { SecurityGroups: [{ GroupId: true, VpcId: true }] },
});

export const PEERINGS = fileKind<DescribeVpcPeeringConnectionsResult>()({
  service: 'ec2',
  call: 'describe-vpc-peering-connections',
  answer: async () => (await sdk()).DescribeVpcPeeringConnectionsResult$,
  needs: { VpcPeeringConnections: [{ VpcPeeringConnectionId: true, Status: { Code: true } }] },
});

export const ATTACHMENTS = fileKind<DescribeTransitGatewayVpcAttachmentsResult>()({
  service: 'ec2',
  call: 'describe-transit-gateway-vpc-attachments',
  answer: async () => (await sdk()).DescribeTransitGatewayVpcAttachmentsResult$,
  needs: { TransitGatewayVpcAttachments: [{ TransitGatewayId: true, VpcId: true, State: true }] },
});

/** With the route table of each, and the owner of its gateway. */
export const ASSOCIATIONS = fileKind<DescribeTransitGatewayAttachmentsResult>()({
  service: 'ec2',
  call: 'describe-transit-gateway-attachments',
  answer: async () => (await sdk()).DescribeTransitGatewayAttachmentsResult$,
  needs: { TransitGatewayAttachments: [{ TransitGatewayAttachmentId: true, TransitGatewayOwnerId: true }] },
});

export const GATEWAY_ROUTES = fileKind<SearchTransitGatewayRoutesResult>()({
  service: 'ec2',
  call: 'search-transit-gateway-routes',
  options: ['--transit-gateway-route-table-id'],
  flags: '--filters Name=state,Values=active,blackhole',
  answer: async () => (await sdk()).SearchTransitGatewayRoutesResult$,
  needs: { Routes: [{ DestinationCidrBlock: true, State: true }] },
});

export const PREFIX_LIST = fileKind<GetManagedPrefixListEntriesResult>()({
  service: 'ec2',
  call: 'get-managed-prefix-list-entries',
  options: ['--prefix-list-id'],
  answer: async () => (await sdk()).GetManagedPrefixListEntriesResult$,
  needs: { Entries: [{ Cidr: true }] },
});
