import {
  DescribeNetworkInterfacesCommand,
  DescribeSubnetsCommand,
  DescribeVpcsCommand,
  EC2Client,
} from '@aws-sdk/client-ec2';
import { RDSClient } from '@aws-sdk/client-rds';
import { Ec2Network } from '../../../../lambdas/migration/adapters/ec2-network.ts';
import { RdsPlacements } from '../../../../lambdas/migration/adapters/rds-placements.ts';
import { ec2Service, rdsService } from '../../../../rehearsal/gateway/index.ts';
import { databaseSource } from '../../../../rehearsal/scenes/migration/databases.ts';
import { networkSource } from '../../../../rehearsal/scenes/migration/networks.ts';
import { HOME } from '../../../support/shop.ts';
import { shopSnapshot } from '../../../support/shop-snapshot.ts';
import { shopMasters } from '../../../unit/rehearsal/compute/shop-masters.ts';
import { FUNCTION_CREDENTIALS } from '../../gateway/policies.ts';
import { type RehearsedAccount, rehearsedAccount } from '../../gateway/rehearsed-account.ts';

const [NODES, LEGACY] = ['vpc-0123456789abcdef0', 'vpc-0fedcba9876543210'] as const;
const attachment = (VpcId: string, support: string) => ({
  TransitGatewayAttachmentId: `tgw-attach-${VpcId}`,
  TransitGatewayId: 'tgw-1',
  VpcId,
  VpcOwnerId: HOME.account,
  State: 'available',
  SubnetIds: ['subnet-1'],
  Options: { DnsSupport: 'enable', SecurityGroupReferencingSupport: support },
});
const route = (DestinationCidrBlock: string, Type: string, State: string, ...attachments: string[]) => ({
  DestinationCidrBlock,
  Type,
  State,
  ...(attachments.length > 0 && {
    TransitGatewayAttachments: attachments.map((TransitGatewayAttachmentId) => ({
      TransitGatewayAttachmentId,
      ResourceType: 'vpc',
      ResourceId: 'vpc-1',
    })),
  }),
});
const block = (Ipv6CidrBlock: string, State: string) => ({
  Ipv6CidrBlock,
  AssociationId: 'subnet-cidr-assoc-1',
  Ipv6CidrBlockState: { State },
});
const SHOP = shopSnapshot({
  '111122223333/us-west-1/ec2/describe-transit-gateway-vpc-attachments.json': {
    TransitGatewayVpcAttachments: [attachment(NODES, 'enable'), attachment('vpc-other', 'disable')],
  },
  '111122223333/us-west-1/rds/describe-db-proxies.json': {
    DBProxies: [
      {
        DBProxyName: 'pool',
        EngineFamily: 'MYSQL',
        Status: 'available',
        Endpoint: 'pool.proxy-abc.us-west-1.rds.amazonaws.com',
        EndpointNetworkType: 'DUAL',
        VpcId: LEGACY,
        VpcSubnetIds: ['subnet-0fedcba9876543210'],
        VpcSecurityGroupIds: ['sg-0fedcba9876543211'],
      },
    ],
  },
  '111122223333/us-west-1/ec2/describe-transit-gateway-attachments.json': {
    TransitGatewayAttachments: [
      {
        TransitGatewayAttachmentId: `tgw-attach-${NODES}`,
        TransitGatewayId: 'tgw-1',
        TransitGatewayOwnerId: HOME.account,
        ResourceOwnerId: HOME.account,
        ResourceType: 'vpc',
        ResourceId: NODES,
        State: 'available',
        Association: { TransitGatewayRouteTableId: 'tgw-rtb-1', State: 'associated' },
      },
    ],
  },
  '111122223333/us-west-1/ec2/search-transit-gateway-routes/tgw-rtb-1.json': {
    Routes: [
      route('10.0.0.0/16', 'propagated', 'active', 'tgw-attach-x'),
      route('10.0.0.0/24', 'static', 'active', 'tgw-attach-y'),
      route('10.0.0.128/25', 'static', 'blackhole'),
      route('10.1.0.0/16', 'static', 'active', 'tgw-attach-z'),
    ],
    AdditionalRoutesAvailable: false,
  },
});

const OF_IPV6 = {
  '111122223333/us-west-1/ec2/describe-subnets.json': {
    Subnets: [
      {
        SubnetId: 'subnet-6',
        VpcId: LEGACY,
        AvailabilityZone: 'us-west-1a',
        Ipv6Native: true,
        Ipv6CidrBlockAssociationSet: [
          block('2600:1f1c::/64', 'associated'),
          block('2600:1f1d::/64', 'disassociated'),
        ],
      },
    ],
  },
  '111122223333/us-west-1/ec2/describe-route-tables.json': {
    RouteTables: [
      {
        RouteTableId: 'rtb-6',
        VpcId: LEGACY,
        Associations: [],
        Routes: [
          { DestinationIpv6CidrBlock: '::/0', EgressOnlyInternetGatewayId: 'eigw-1', State: 'active' },
          { DestinationPrefixListId: 'pl-1', GatewayId: 'vpce-1', State: 'active' },
        ],
      },
    ],
  },
  '111122223333/us-west-1/ec2/describe-network-acls.json': {
    NetworkAcls: [
      {
        NetworkAclId: 'acl-6',
        VpcId: LEGACY,
        Associations: [],
        Entries: [
          { RuleNumber: 100, Egress: false, RuleAction: 'allow', Protocol: '-1', Ipv6CidrBlock: '::/0' },
        ],
      },
    ],
  },
};

describe("The shop's networks", () => {
  let account: RehearsedAccount;
  let ec2: EC2Client;
  let network: Ec2Network;
  let source = SHOP;
  beforeAll(async () => {
    const { engine } = shopMasters({}, {}, []);
    account = await rehearsedAccount({
      services: {
        ec2: ec2Service(engine.ec2, () => networkSource(source, HOME)),
        rds: rdsService(databaseSource(() => ({ home: HOME, snapshot: SHOP }))),
      },
    });
    ec2 = new EC2Client(account.client(FUNCTION_CREDENTIALS));
    network = new Ec2Network(ec2);
  });
  afterAll(async () => {
    ec2?.destroy();
    await account?.stop();
  });

  it('are VPCs and subnets, of those that are asked for', async () => {
    expect(await network.vpcs([NODES, 'vpc-none'])).toEqual([
      { id: NODES, owner: HOME.account, cidrs: ['172.20.0.0/16'] },
    ]);
    expect(await network.subnets(['subnet-0fedcba9876543210', 'subnet-none'])).toEqual([
      { id: 'subnet-0fedcba9876543210', vpcId: LEGACY, zone: 'us-west-1a', cidrs: ['10.0.0.0/24'] },
    ]);
  });

  it('have addresses of IPv6, routes and entries of network ACLs for them', async () => {
    const other = shopSnapshot(OF_IPV6);
    source = other;
    expect(await network.subnets(['subnet-6'])).toEqual([
      { id: 'subnet-6', vpcId: LEGACY, zone: 'us-west-1a', cidrs: ['2600:1f1c::/64'] },
    ]);
    const [table] = await network.routeTables([LEGACY]);
    expect(table?.routes).toEqual([{ cidr: '::/0', target: 'eigw-1', active: true }]);
    const [acl] = await network.acls([LEGACY]);
    expect(acl?.entries.map(({ cidr }) => cidr)).toEqual(['::/0']);
    source = SHOP;
  });

  it('are routed by tables, of which one is the main one', async () => {
    const [table, ...others] = await network.routeTables([LEGACY]);
    expect(others).toEqual([]);
    expect(table).toEqual({
      id: 'rtb-0fedcba9876543210',
      vpcId: LEGACY,
      main: true,
      subnetIds: [],
      routes: [
        { cidr: '10.0.0.0/16', target: 'local', active: true },
        { cidr: '172.20.0.0/16', target: 'pcx-0123456789abcdef0', active: true },
        { cidr: '0.0.0.0/0', target: 'igw-0fedcba9876543210', active: true },
      ],
    });
  });

  it('have network ACLs and security groups, with what their prefix lists have', async () => {
    const [acl] = await network.acls([LEGACY]);
    expect(acl?.subnetIds).toContain('subnet-0fedcba9876543210');
    expect(acl?.entries).toContainEqual({
      number: 100,
      egress: false,
      allows: true,
      protocol: '-1',
      cidr: '0.0.0.0/0',
      ports: { from: 0, to: 65_535 },
    });
    const [group] = await network.groups(['sg-0fedcba9876543211']);
    const postgres = { protocol: 'tcp', ports: { from: 5432, to: 5432 } };
    const vpn = { id: 'pl-0123456789abcdef0', cidrs: { known: true, value: ['10.99.0.0/24'] } };
    expect(group?.name).toBe('shop-db');
    expect(group?.ingress).toEqual([
      { ...postgres, cidrs: [], lists: [], groups: ['sg-0123456789abcdef0'] },
      { ...postgres, cidrs: ['10.0.0.0/16'], lists: [vpn], groups: [] },
    ]);
  });

  it('are connected by peerings, whichever side asked, and by transit gateways', async () => {
    const peering = {
      id: 'pcx-0123456789abcdef0',
      state: 'active',
      sides: [
        { vpcId: NODES, answersPrivately: true },
        { vpcId: LEGACY, answersPrivately: true },
      ],
    };
    expect(await network.peerings([NODES, LEGACY])).toEqual([peering]);
    expect(await network.attachments([NODES])).toEqual([
      {
        id: `tgw-attach-${NODES}`,
        gatewayId: 'tgw-1',
        vpcId: NODES,
        state: 'available',
        knowsGroups: true,
      },
    ]);
  });

  it('have the route tables of transit gateways, with the routes that matter', async () => {
    expect(await network.associations([`tgw-attach-${NODES}`, 'tgw-attach-none'])).toEqual([
      { attachmentId: `tgw-attach-${NODES}`, owner: HOME.account, tableId: 'tgw-rtb-1' },
    ]);
    const found = await network.gatewayRoutes('tgw-rtb-1', '10.0.0.0/24');
    const large = { cidr: '10.0.0.0/16', attachmentIds: ['tgw-attach-x'], active: true, fixed: false };
    const same = { cidr: '10.0.0.0/24', attachmentIds: ['tgw-attach-y'], active: true, fixed: true };
    const small = { cidr: '10.0.0.128/25', attachmentIds: [], active: false, fixed: true };
    expect(new Set(found.map((route) => JSON.stringify(route)))).toEqual(
      new Set([large, same, small].map((route) => JSON.stringify(route))),
    );
    await expect(network.gatewayRoutes('tgw-rtb-none', '10.0.0.0/24')).rejects.toMatchObject({
      name: 'InvalidRouteTableID.NotFound',
    });
  });

  it('have the database where RDS says', async () => {
    const rds = new RDSClient(account.client(FUNCTION_CREDENTIALS));
    const placements = new RdsPlacements(rds);
    expect(await placements.of({ identifier: 'shop-db', kind: 'instance' })).toEqual({
      vpcId: LEGACY,
      subnetIds: ['subnet-0fedcba9876543210', 'subnet-0fedcba9876543211'],
      groupIds: ['sg-0fedcba9876543211'],
      port: 5432,
      public: false,
      families: ['ipv4'],
    });
    expect(await placements.of({ identifier: 'pool', kind: 'proxy' })).toEqual({
      vpcId: LEGACY,
      subnetIds: ['subnet-0fedcba9876543210'],
      groupIds: ['sg-0fedcba9876543211'],
      port: 3306,
      public: false,
      families: ['ipv4', 'ipv6'],
    });
    expect(await placements.of({ identifier: 'none', kind: 'proxy' })).toBeUndefined();
    expect(await placements.of({ identifier: 'none', kind: 'instance' })).toBeUndefined();
    expect(await placements.of({ identifier: 'none', kind: 'cluster' })).toBeUndefined();
    rds.destroy();
  });

  it('have the interfaces of load balancers, whose descriptions may be asked for by a pattern', async () => {
    const described = async (...Values: string[]) => {
      const command = new DescribeNetworkInterfacesCommand({ Filters: [{ Name: 'description', Values }] });
      const { NetworkInterfaces = [] } = await ec2.send(command);
      return NetworkInterfaces.map(({ Description }) => Description);
    };
    const all = await described('ELB *');
    expect(new Set(all)).toEqual(new Set(['ELB legacy-shop', 'ELB app/k8s-ingress/50dc6c495c0c9188']));
    expect(await described('ELB legacy?shop')).toEqual(all.filter((each) => each === 'ELB legacy-shop'));
    expect(await described('ELB legacy.shop')).toEqual([]);
  });

  it('refuse a filter or a parameter that the rehearsal does not understand', async () => {
    const strange = { Filters: [{ Name: 'tag:Name', Values: ['x'] }] };
    await expect(ec2.send(new DescribeVpcsCommand(strange))).rejects.toThrow(
      "The filter 'tag:Name' is invalid",
    );
    await expect(ec2.send(new DescribeSubnetsCommand({ SubnetIds: ['subnet-1'] }))).rejects.toThrow(
      'does not understand the parameter SubnetId',
    );
  });
});
