import * as ec2 from '@aws-sdk/client-ec2';
import type { NetworkKind, NetworkSource } from '../../gateway/services/ec2-network.ts';
import type { FileKind, Place } from '../../snapshot/file-kind.ts';
import { NETWORK_INTERFACES } from '../../snapshot/kinds/ec2.ts';
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
} from '../../snapshot/kinds/network.ts';
import type { Snapshot } from '../../snapshot/snapshot.ts';

type Filters = NetworkKind['filters'];

const BY_VPC: Filters = { 'vpc-id': ({ VpcId }) => VpcId };
const BY_SIDE: Filters = {
  'requester-vpc-info.vpc-id': ({ RequesterVpcInfo }) => vpcOf(RequesterVpcInfo),
  'accepter-vpc-info.vpc-id': ({ AccepterVpcInfo }) => vpcOf(AccepterVpcInfo),
};

const KINDS: readonly (NetworkKind & { readonly file: FileKind })[] = [
  kind(VPCS, 'DescribeVpcs', 'Vpcs', ec2.DescribeVpcsResult$, BY_VPC),
  kind(
    NETWORK_INTERFACES,
    'DescribeNetworkInterfaces',
    'NetworkInterfaces',
    ec2.DescribeNetworkInterfacesResult$,
    { description: ({ Description }) => Description },
  ),
  kind(SUBNETS, 'DescribeSubnets', 'Subnets', ec2.DescribeSubnetsResult$, {
    'subnet-id': ({ SubnetId }) => SubnetId,
  }),
  kind(ROUTE_TABLES, 'DescribeRouteTables', 'RouteTables', ec2.DescribeRouteTablesResult$, BY_VPC),
  kind(NETWORK_ACLS, 'DescribeNetworkAcls', 'NetworkAcls', ec2.DescribeNetworkAclsResult$, BY_VPC),
  kind(SECURITY_GROUPS, 'DescribeSecurityGroups', 'SecurityGroups', ec2.DescribeSecurityGroupsResult$, {
    'group-id': ({ GroupId }) => GroupId,
  }),
  kind(
    PEERINGS,
    'DescribeVpcPeeringConnections',
    'VpcPeeringConnections',
    ec2.DescribeVpcPeeringConnectionsResult$,
    BY_SIDE,
  ),
  kind(
    ATTACHMENTS,
    'DescribeTransitGatewayVpcAttachments',
    'TransitGatewayVpcAttachments',
    ec2.DescribeTransitGatewayVpcAttachmentsResult$,
    BY_VPC,
  ),
  kind(
    ASSOCIATIONS,
    'DescribeTransitGatewayAttachments',
    'TransitGatewayAttachments',
    ec2.DescribeTransitGatewayAttachmentsResult$,
    { 'transit-gateway-attachment-id': ({ TransitGatewayAttachmentId }) => TransitGatewayAttachmentId },
  ),
];

/** The networks of a snapshot, as EC2 describes them. @param place account and region */
export function networkSource(snapshot: Snapshot, place: Place): NetworkSource {
  return {
    kinds: KINDS,
    listed: (operation) => {
      const found = KINDS.find((each) => each.operation === operation);
      const content =
        found && (snapshot.find(found.file, place) as Readonly<Record<string, unknown>> | undefined);
      return (content?.[found?.member ?? ''] ?? []) as readonly Readonly<Record<string, unknown>>[];
    },
    prefixes: (id) => snapshot.find(PREFIX_LIST, { ...place, names: [id] }),
    prefixAnswer: ec2.GetManagedPrefixListEntriesResult$,
    gatewayRoutes: (tableId) => snapshot.find(GATEWAY_ROUTES, { ...place, names: [tableId] })?.Routes,
    gatewayAnswer: ec2.SearchTransitGatewayRoutesResult$,
  };
}

function kind(
  file: FileKind,
  operation: string,
  member: string,
  answer: NetworkKind['answer'],
  filters: Filters,
): NetworkKind & { readonly file: FileKind } {
  return { file, operation, member, answer, filters };
}

function vpcOf(side: unknown): unknown {
  return typeof side === 'object' && side !== null && 'VpcId' in side ? side.VpcId : undefined;
}
