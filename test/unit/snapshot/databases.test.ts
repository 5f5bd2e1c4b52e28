import type { DatabaseSettings } from '../../../lambdas/migration/contract/settings.ts';
import {
  DESCRIBE_DATABASE_CLUSTERS,
  DESCRIBE_DATABASES,
  DESCRIBE_MAINTENANCE,
  DESCRIBE_PROXIES,
  DESCRIBE_PROXY_TARGETS,
} from '../../../snapshot/calls/databases.ts';
import {
  DESCRIBE_ASSOCIATIONS,
  DESCRIBE_ATTACHMENTS,
  DESCRIBE_PEERINGS,
  DESCRIBE_SECURITY_GROUPS,
  DESCRIBE_SUBNETS,
  DESCRIBE_VPCS,
  GET_PREFIX_LIST,
  SEARCH_GATEWAY_ROUTES,
} from '../../../snapshot/calls/network.ts';
import { takeDatabases } from '../../../snapshot/parts/databases.ts';
import { takeNetworks } from '../../../snapshot/parts/networks.ts';
import { takeSecurityGroups } from '../../../snapshot/parts/security-groups.ts';
import { policyFor } from '../../../snapshot/policy.ts';
import { type RegionWanted, wantedBy } from '../../../snapshot/wanted/wanted.ts';
import { HOME, shopSettings } from '../../support/shop.ts';
import { ScriptedSource } from './scripted-source.ts';

const database = (kind: DatabaseSettings['kind'], identifier: string): DatabaseSettings => ({
  identifier,
  kind,
  engine: 'postgres',
  roundTrips: 1,
  p99BudgetMs: 1,
});
const settings = (...databases: readonly DatabaseSettings[]) => ({ ...shopSettings(), databases });
const region = (...databases: readonly DatabaseSettings[]): RegionWanted => ({
  ...HOME,
  masters: [],
  migrations: [settings(...databases)],
});
const RDS = `arn:aws:rds:us-west-1:${HOME.account}`;
const instance = (DBInstanceIdentifier: string) => ({
  DBInstanceIdentifier,
  DBInstanceArn: `${RDS}:db:${DBInstanceIdentifier}`,
  DBSubnetGroup: {
    VpcId: `vpc-${DBInstanceIdentifier}`,
    Subnets: [{ SubnetIdentifier: `subnet-${DBInstanceIdentifier}` }],
  },
  VpcSecurityGroups: [{ VpcSecurityGroupId: `sg-${DBInstanceIdentifier}` }],
});

describe('databases', () => {
  it('are instances, clusters with their members, proxies with their targets, and what is pending', async () => {
    const source = new ScriptedSource(
      [
        DESCRIBE_DATABASES,
        ({ DBInstanceIdentifier }) => ({
          DBInstances: DBInstanceIdentifier ? [instance(DBInstanceIdentifier)] : [instance('member')],
        }),
      ],
      [
        DESCRIBE_DATABASE_CLUSTERS,
        ({ DBClusterIdentifier: id }) => ({
          DBClusters: [{ DBClusterIdentifier: id, DBClusterArn: `${RDS}:cluster:${id}` }],
        }),
      ],
      [
        DESCRIBE_PROXIES,
        ({ DBProxyName }) => ({
          DBProxies: [
            { DBProxyName, VpcId: 'vpc-p', VpcSubnetIds: ['subnet-p'], VpcSecurityGroupIds: ['sg-p'] },
          ],
        }),
      ],
      [DESCRIBE_PROXY_TARGETS, () => ({ Targets: [] })],
      // Nothing is pending for the instance: RDS knows nothing of it.
      [
        DESCRIBE_MAINTENANCE,
        ({ ResourceIdentifier }) =>
          ResourceIdentifier.includes(':db:db')
            ? undefined
            : { PendingMaintenanceActions: [{ ResourceIdentifier }] },
      ],
    );
    const databases = [
      database('instance', 'db'),
      database('cluster', 'aurora'),
      database('proxy', 'pool'),
      database('host', 'h:1'),
    ];
    expect(await takeDatabases(region(...databases), source)).toEqual([
      { vpcId: 'vpc-db', subnetIds: ['subnet-db'], groupIds: ['sg-db'] },
      { vpcId: 'vpc-member', subnetIds: ['subnet-member'], groupIds: ['sg-member'] },
      { vpcId: 'vpc-p', subnetIds: ['subnet-p'], groupIds: ['sg-p'] },
    ]);
    const file = (name: string) => source.files.get(`${HOME.account}/us-west-1/rds/${name}.json`);
    expect(file('describe-db-instances')).toMatchObject({
      DBInstances: [{ DBInstanceIdentifier: 'db' }, { DBInstanceIdentifier: 'member' }],
    });
    expect(source.inputsOf(DESCRIBE_DATABASES)[1]).toEqual({
      Filters: [{ Name: 'db-cluster-id', Values: ['aurora'] }],
    });
    expect(file('describe-pending-maintenance-actions')).toEqual({
      PendingMaintenanceActions: [
        { ResourceIdentifier: `${RDS}:db:member` },
        { ResourceIdentifier: `${RDS}:cluster:aurora` },
      ],
    });
    expect(file('describe-db-proxy-targets/pool')).toEqual({ Targets: [] });
  });

  it('outside of RDS are no question', async () => {
    const source = new ScriptedSource();
    expect(await takeDatabases(region(database('host', 'h:1')), source)).toEqual([]);
    expect(source.asked).toEqual([]);
  });

  it.each([
    ['instance', ['rds:DescribeDBInstances', 'rds:DescribePendingMaintenanceActions'], [`${RDS}:db:x`]],
    ['cluster', ['rds:DescribeDBClusters'], [`${RDS}:cluster:x`]],
    // RDS lists a cluster's members only by a filter.
    ['cluster', ['rds:DescribeDBInstances'], [`${RDS}:db:*`]],
    ['proxy', ['rds:DescribeDBProxies'], [`${RDS}:db-proxy:*`]],
  ] as const)('need no more rights than it takes: %s', (kind, actions, resources) => {
    const [wanted] = wantedBy({ migrations: [settings(database(kind, 'x'))], masters: [] });
    const { Statement } = policyFor(wanted as NonNullable<typeof wanted>);
    const of = (action: string) =>
      Statement.filter(({ Action }) => Action.includes(action)).map(({ Resource }) => Resource);
    for (const action of actions) expect(of(action)).toEqual([resources]);
  });

  it('need no right if there are none', () => {
    const [wanted] = wantedBy({ migrations: [settings()], masters: [] });
    expect(JSON.stringify(policyFor(wanted as NonNullable<typeof wanted>))).not.toContain('rds:');
  });
});

describe('the networks', () => {
  const attachment = { TransitGatewayAttachmentId: 'tgw-attach-1' };
  const association = (owner: string, table: string) => ({
    TransitGatewayOwnerId: owner,
    Association: { TransitGatewayRouteTableId: table },
  });
  const source = () =>
    new ScriptedSource(
      [DESCRIBE_SUBNETS, ({ Filters }) => ({ Subnets: Filters[0].Values })],
      [DESCRIBE_VPCS, ({ Filters }) => ({ Vpcs: Filters[0].Values })],
      [
        DESCRIBE_SECURITY_GROUPS,
        () => ({
          SecurityGroups: [
            {
              IpPermissions: [{ PrefixListIds: [{ PrefixListId: 'pl-1' }] }],
              IpPermissionsEgress: [{ PrefixListIds: [{ PrefixListId: 'pl-2' }] }],
            },
            { IpPermissions: [{ PrefixListIds: [{ PrefixListId: 'pl-1' }] }] },
          ],
        }),
      ],
      [GET_PREFIX_LIST, () => ({ Entries: [] })],
      // Both sides are in the same account: the peering fits to both filters.
      [DESCRIBE_PEERINGS, () => ({ VpcPeeringConnections: [{ VpcPeeringConnectionId: 'pcx-1' }] })],
      [DESCRIBE_ATTACHMENTS, () => ({ TransitGatewayVpcAttachments: [attachment] })],
      [
        DESCRIBE_ASSOCIATIONS,
        () => ({
          TransitGatewayAttachments: [
            association(HOME.account, 'tgw-rtb-1'),
            association('999988887777', 'tgw-rtb-2'),
          ],
        }),
      ],
      [SEARCH_GATEWAY_ROUTES, () => ({ Routes: [] })],
    );

  it('are those of the nodes and the databases, and what connects them', async () => {
    const aws = source();
    const place = { vpcId: 'vpc-db', subnetIds: ['subnet-db'], groupIds: ['sg-db'] };
    await takeNetworks(region(database('instance', 'db')), aws, [place]);
    const file = (name: string) => aws.files.get(`${HOME.account}/us-west-1/ec2/${name}.json`);
    const { clusterNetwork } = shopSettings();
    expect(file('describe-vpcs')).toEqual({ Vpcs: [clusterNetwork?.vpcId, 'vpc-db'] });
    expect(file('describe-subnets')).toEqual({
      Subnets: [...(clusterNetwork?.subnetIds ?? []), 'subnet-db'],
    });
    expect(file('describe-vpc-peering-connections')).toEqual({
      VpcPeeringConnections: [{ VpcPeeringConnectionId: 'pcx-1' }],
    });
    // The table of another account's gateway can't be read from here.
    expect(aws.inputsOf(SEARCH_GATEWAY_ROUTES)).toEqual([{ TransitGatewayRouteTableId: 'tgw-rtb-1' }]);
  });

  it('without databases are where functions are put: subnets', async () => {
    const aws = source();
    await takeNetworks(region(), aws, []);
    expect([...aws.files.keys()]).toEqual([`${HOME.account}/us-west-1/ec2/describe-subnets.json`]);
  });

  it.each([
    ['to databases and of a cluster', [database('instance', 'db')], shopSettings().cluster, 3],
    ['to databases', [database('instance', 'db')], undefined, 2],
    ['of a cluster', [], shopSettings().cluster, 1],
  ])(
    'have security groups on the way %s, with their prefix lists',
    async (_what, databases, cluster, count) => {
      const aws = source();
      const { cluster: _, ...rest } = settings(...databases);
      const wanted = { ...region(), migrations: [{ ...rest, ...(cluster && { cluster }) }] };
      await takeSecurityGroups(
        wanted,
        aws,
        [{ vpcId: 'vpc-db', subnetIds: [], groupIds: ['sg-db'] }],
        ['sg-masters', 'sg-masters'],
      );
      const nodes = rest.clusterNetwork?.securityGroupIds ?? [];
      const Values = [...nodes, 'sg-db', 'sg-masters'];
      const asked = count === 3 ? Values : count === 2 ? Values.slice(0, -1) : ['sg-masters'];
      expect(aws.inputsOf(DESCRIBE_SECURITY_GROUPS)).toEqual([
        { Filters: [{ Name: 'group-id', Values: asked }] },
      ]);
      expect(aws.inputsOf(GET_PREFIX_LIST)).toEqual([{ PrefixListId: 'pl-1' }, { PrefixListId: 'pl-2' }]);
    },
  );

  it('have no security groups without either', async () => {
    const aws = source();
    const { cluster: _, ...rest } = settings();
    await takeSecurityGroups({ ...region(), migrations: [rest] }, aws, [], ['sg-masters']);
    expect(aws.asked).toEqual([]);
  });
});
