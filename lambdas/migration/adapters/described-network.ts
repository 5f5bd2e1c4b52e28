/** EC2's descriptions of networks, in the words of the domain. */
import type {
  Route as DescribedRoute,
  RouteTable as DescribedRouteTable,
  Subnet as DescribedSubnet,
  Vpc as DescribedVpc,
  IpPermission,
  NetworkAcl,
  SecurityGroup,
  TransitGatewayAttachment,
  TransitGatewayRoute,
  TransitGatewayVpcAttachment,
  VpcPeeringConnection,
  VpcPeeringConnectionVpcInfo,
} from '@aws-sdk/client-ec2';
import { answersOf } from '../../shared/adapters/answers-of.ts';
import type {
  Acl,
  Association,
  Attachment,
  GatewayRoute,
  Group,
  GroupRule,
  Peering,
  PeeringSide,
  PrefixList,
  Route,
  RouteTable,
  Subnet,
  Vpc,
} from '../domain/network/network.ts';

const { given } = answersOf('EC2');
const ALL_PORTS = { from: 0, to: 65_535 };

export function vpcOf({ VpcId, OwnerId, CidrBlock, CidrBlockAssociationSet = [] }: DescribedVpc): Vpc {
  const id = given(VpcId, 'a VPC', 'VpcId');
  const associated = CidrBlockAssociationSet.filter(
    ({ CidrBlockState }) => CidrBlockState?.State === 'associated',
  );
  const cidrs = new Set([
    ...(CidrBlock ? [CidrBlock] : []),
    ...associated.flatMap(({ CidrBlock }) => CidrBlock ?? []),
  ]);
  return { id, owner: given(OwnerId, id, 'OwnerId'), cidrs: [...cidrs] };
}

export function subnetOf({
  SubnetId,
  VpcId,
  AvailabilityZone,
  CidrBlock,
  Ipv6CidrBlockAssociationSet = [],
}: DescribedSubnet): Subnet {
  const id = given(SubnetId, 'a subnet', 'SubnetId');
  const ipv6 = Ipv6CidrBlockAssociationSet.filter(
    ({ Ipv6CidrBlockState }) => Ipv6CidrBlockState?.State === 'associated',
  );
  return {
    id,
    vpcId: given(VpcId, id, 'VpcId'),
    zone: given(AvailabilityZone, id, 'AvailabilityZone'),
    // A subnet of IPv6 alone has no `CidrBlock`.
    cidrs: [...(CidrBlock ? [CidrBlock] : []), ...ipv6.flatMap(({ Ipv6CidrBlock }) => Ipv6CidrBlock ?? [])],
  };
}

export function routeTableOf({
  RouteTableId,
  VpcId,
  Associations = [],
  Routes = [],
}: DescribedRouteTable): RouteTable {
  const id = given(RouteTableId, 'a route table', 'RouteTableId');
  return {
    id,
    vpcId: given(VpcId, id, 'VpcId'),
    main: Associations.some(({ Main }) => Main === true),
    subnetIds: Associations.flatMap(({ SubnetId }) => SubnetId ?? []),
    routes: Routes.flatMap(routeOf),
  };
}

/** None for a route of a prefix list: these lead to endpoints of AWS's services. */
function routeOf(route: DescribedRoute): readonly Route[] {
  const { DestinationCidrBlock, DestinationIpv6CidrBlock, State } = route;
  const cidr = DestinationCidrBlock ?? DestinationIpv6CidrBlock;
  if (cidr === undefined) return [];
  const target =
    route.VpcPeeringConnectionId ??
    route.TransitGatewayId ??
    route.GatewayId ??
    route.EgressOnlyInternetGatewayId ??
    route.NatGatewayId ??
    route.NetworkInterfaceId ??
    'another target';
  return [{ cidr, target, active: State === 'active' }];
}

export function aclOf({ NetworkAclId, Associations = [], Entries = [] }: NetworkAcl): Acl {
  const id = given(NetworkAclId, 'a network ACL', 'NetworkAclId');
  return {
    id,
    subnetIds: Associations.flatMap(({ SubnetId }) => SubnetId ?? []),
    entries: Entries.flatMap(
      ({ RuleNumber, Egress, RuleAction, Protocol, CidrBlock, Ipv6CidrBlock, PortRange }) => {
        const cidr = CidrBlock ?? Ipv6CidrBlock;
        return cidr === undefined
          ? []
          : [
              {
                number: given(RuleNumber, id, 'RuleNumber'),
                egress: given(Egress, id, 'Egress'),
                allows: RuleAction === 'allow',
                protocol: given(Protocol, id, 'Protocol'),
                cidr,
                ports: PortRange
                  ? { from: given(PortRange.From, id, 'From'), to: given(PortRange.To, id, 'To') }
                  : ALL_PORTS,
              },
            ];
      },
    ),
  };
}

export function prefixListsOf({
  IpPermissions = [],
  IpPermissionsEgress = [],
}: SecurityGroup): readonly string[] {
  return [...IpPermissions, ...IpPermissionsEgress].flatMap(({ PrefixListIds = [] }) =>
    PrefixListIds.flatMap(({ PrefixListId }) => PrefixListId ?? []),
  );
}

/** @param lists that it names, by id */
export function groupOf(
  { GroupId, GroupName = '', IpPermissions = [], IpPermissionsEgress = [] }: SecurityGroup,
  lists: ReadonlyMap<string, PrefixList>,
): Group {
  const rules = (permissions: readonly IpPermission[]) => permissions.map((each) => ruleOf(each, lists));
  return {
    id: given(GroupId, 'a security group', 'GroupId'),
    name: GroupName,
    ingress: rules(IpPermissions),
    egress: rules(IpPermissionsEgress),
  };
}

function ruleOf(permission: IpPermission, lists: ReadonlyMap<string, PrefixList>): GroupRule {
  const {
    IpProtocol,
    FromPort,
    ToPort,
    IpRanges = [],
    Ipv6Ranges = [],
    PrefixListIds = [],
    UserIdGroupPairs = [],
  } = permission;
  const ports = FromPort === undefined || ToPort === undefined ? ALL_PORTS : { from: FromPort, to: ToPort };
  return {
    protocol: given(IpProtocol, 'a rule of a security group', 'IpProtocol'),
    ports,
    cidrs: [
      ...IpRanges.flatMap(({ CidrIp }) => CidrIp ?? []),
      ...Ipv6Ranges.flatMap(({ CidrIpv6 }) => CidrIpv6 ?? []),
    ],
    lists: PrefixListIds.flatMap(({ PrefixListId = '' }) => lists.get(PrefixListId) ?? []),
    groups: UserIdGroupPairs.flatMap(({ GroupId }) => GroupId ?? []),
  };
}

export function peeringOf(peering: VpcPeeringConnection): Peering {
  const id = given(peering.VpcPeeringConnectionId, 'a peering', 'VpcPeeringConnectionId');
  return {
    id,
    state: given(peering.Status?.Code, id, 'Status'),
    sides: [peering.RequesterVpcInfo, peering.AccepterVpcInfo].flatMap((side) =>
      side ? [sideOf(side, id)] : [],
    ),
  };
}

function sideOf({ VpcId, PeeringOptions }: VpcPeeringConnectionVpcInfo, id: string): PeeringSide {
  return {
    vpcId: given(VpcId, id, 'VpcId'),
    answersPrivately: PeeringOptions?.AllowDnsResolutionFromRemoteVpc === true,
  };
}

export function attachmentOf(attachment: TransitGatewayVpcAttachment): Attachment {
  const id = given(attachment.TransitGatewayAttachmentId, 'an attachment', 'TransitGatewayAttachmentId');
  return {
    id,
    gatewayId: given(attachment.TransitGatewayId, id, 'TransitGatewayId'),
    vpcId: given(attachment.VpcId, id, 'VpcId'),
    state: given(attachment.State, id, 'State'),
    knowsGroups: attachment.Options?.SecurityGroupReferencingSupport === 'enable',
  };
}

export function associationOf(attachment: TransitGatewayAttachment): Association {
  const { TransitGatewayAttachmentId, TransitGatewayOwnerId, Association: by } = attachment;
  const attachmentId = given(TransitGatewayAttachmentId, 'an attachment', 'TransitGatewayAttachmentId');
  return {
    attachmentId,
    owner: given(TransitGatewayOwnerId, attachmentId, 'TransitGatewayOwnerId'),
    tableId: by?.State === 'associated' ? by.TransitGatewayRouteTableId : undefined,
  };
}

/** What a prefix list has is shown as routes with a CIDR, too. Source: "View prefix list references" in the guide of transit gateways. */
export function gatewayRoutesOf(route: TransitGatewayRoute): readonly GatewayRoute[] {
  const { DestinationCidrBlock: cidr, TransitGatewayAttachments = [], Type, State } = route;
  if (cidr === undefined) return [];
  const attachmentIds = TransitGatewayAttachments.flatMap((each) => each.TransitGatewayAttachmentId ?? []);
  return [{ cidr, attachmentIds, active: State === 'active', fixed: Type === 'static' }];
}
