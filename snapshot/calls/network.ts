import * as ec2 from '@aws-sdk/client-ec2';
import type { ContentOf } from '../../rehearsal/snapshot/file-kind.ts';
import {
  ASSOCIATIONS,
  ATTACHMENTS,
  GATEWAY_ROUTES,
  NETWORK_ACLS,
  PEERINGS,
  PREFIX_LIST,
  ROUTE_TABLES,
  SECURITY_GROUPS,
  SUBNETS,
  VPCS,
} from '../../rehearsal/snapshot/kinds/network.ts';
import { arnsIn, type FileCall, onAnything } from './call.ts';
import type { Filtered } from './ec2.ts';

export const DESCRIBE_VPCS: FileCall<Filtered, ContentOf<typeof VPCS>> = {
  kind: VPCS,
  service: 'ec2',
  rights: [onAnything('ec2:DescribeVpcs')],
  ask: (clients, input) => ec2.paginateDescribeVpcs({ client: clients.of('ec2') }, input),
};

export const DESCRIBE_SUBNETS: FileCall<Filtered, ContentOf<typeof SUBNETS>> = {
  kind: SUBNETS,
  service: 'ec2',
  rights: [onAnything('ec2:DescribeSubnets')],
  ask: (clients, input) => ec2.paginateDescribeSubnets({ client: clients.of('ec2') }, input),
};

export const DESCRIBE_ROUTE_TABLES: FileCall<Filtered, ContentOf<typeof ROUTE_TABLES>> = {
  kind: ROUTE_TABLES,
  service: 'ec2',
  rights: [onAnything('ec2:DescribeRouteTables')],
  ask: (clients, input) => ec2.paginateDescribeRouteTables({ client: clients.of('ec2') }, input),
};

export const DESCRIBE_ACLS: FileCall<Filtered, ContentOf<typeof NETWORK_ACLS>> = {
  kind: NETWORK_ACLS,
  service: 'ec2',
  rights: [onAnything('ec2:DescribeNetworkAcls')],
  ask: (clients, input) => ec2.paginateDescribeNetworkAcls({ client: clients.of('ec2') }, input),
};

export const DESCRIBE_SECURITY_GROUPS: FileCall<Filtered, ContentOf<typeof SECURITY_GROUPS>> = {
  kind: SECURITY_GROUPS,
  service: 'ec2',
  rights: [onAnything('ec2:DescribeSecurityGroups')],
  ask: (clients, input) => ec2.paginateDescribeSecurityGroups({ client: clients.of('ec2') }, input),
};

export const DESCRIBE_PEERINGS: FileCall<Filtered, ContentOf<typeof PEERINGS>> = {
  kind: PEERINGS,
  service: 'ec2',
  rights: [onAnything('ec2:DescribeVpcPeeringConnections')],
  ask: (clients, input) => ec2.paginateDescribeVpcPeeringConnections({ client: clients.of('ec2') }, input),
};

export const DESCRIBE_ATTACHMENTS: FileCall<Filtered, ContentOf<typeof ATTACHMENTS>> = {
  kind: ATTACHMENTS,
  service: 'ec2',
  rights: [onAnything('ec2:DescribeTransitGatewayVpcAttachments')],
  ask: (clients, input) =>
    ec2.paginateDescribeTransitGatewayVpcAttachments({ client: clients.of('ec2') }, input),
};

export const DESCRIBE_ASSOCIATIONS: FileCall<Filtered, ContentOf<typeof ASSOCIATIONS>> = {
  kind: ASSOCIATIONS,
  service: 'ec2',
  rights: [onAnything('ec2:DescribeTransitGatewayAttachments')],
  ask: (clients, input) =>
    ec2.paginateDescribeTransitGatewayAttachments({ client: clients.of('ec2') }, input),
};

/** Of the tables of this account. */
export const SEARCH_GATEWAY_ROUTES: FileCall<
  { readonly TransitGatewayRouteTableId: string },
  ContentOf<typeof GATEWAY_ROUTES>
> = {
  kind: GATEWAY_ROUTES,
  service: 'ec2',
  rights: [
    {
      actions: ['ec2:SearchTransitGatewayRoutes'],
      on: (account) => arnsIn(account, 'ec2', 'transit-gateway-route-table/*'),
    },
  ],
  absent: ['InvalidRouteTableID.NotFound'],
  ask: (clients, input) =>
    ec2.paginateSearchTransitGatewayRoutes(
      { client: clients.of('ec2') },
      { ...input, Filters: [{ Name: 'state', Values: ['active', 'blackhole'] }] },
    ),
};

/** AWS owns some of them. */
export const GET_PREFIX_LIST: FileCall<{ readonly PrefixListId: string }, ContentOf<typeof PREFIX_LIST>> = {
  kind: PREFIX_LIST,
  service: 'ec2',
  rights: [
    {
      actions: ['ec2:GetManagedPrefixListEntries'],
      on: ({ partition, regions }) =>
        regions.map(({ region }) => `arn:${partition}:ec2:${region}:*:prefix-list/*`),
    },
  ],
  absent: ['InvalidPrefixListID.NotFound'],
  ask: (clients, input) => ec2.paginateGetManagedPrefixListEntries({ client: clients.of('ec2') }, input),
};
