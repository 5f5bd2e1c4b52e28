import {
  type DBInstance,
  DBInstanceNotFoundFault,
  type DBProxy,
  DBProxyNotFoundFault,
  DescribeDBInstancesCommand,
  DescribeDBProxiesCommand,
  paginateDescribeDBInstances,
  type RDSClient,
} from '@aws-sdk/client-rds';
import { answersOf } from '../../shared/adapters/answers-of.ts';
import { unlessGone } from '../../shared/adapters/unless-gone.ts';
import type { Family } from '../domain/network/block.ts';
import type { Placement } from '../domain/network/network.ts';
import type { Placements } from '../ports/network.ts';
import { PROXY_PORTS } from './rds-descriptions.ts';

const { given } = answersOf('RDS');

/** Where RDS has put databases, and proxies in front of them. A cluster is where its members are, which all have its subnets and groups. */
export class RdsPlacements implements Placements {
  readonly #client: RDSClient;

  constructor(client: RDSClient) {
    this.#client = client;
  }

  async of({ identifier, kind }: Parameters<Placements['of']>[0]): Promise<Placement | undefined> {
    if (kind === 'proxy') return this.#proxy(identifier);
    const instance = kind === 'cluster' ? await this.#memberOf(identifier) : await this.#instance(identifier);
    return instance && placementOf(instance, identifier);
  }

  #proxy(DBProxyName: string): Promise<Placement | undefined> {
    return unlessGone([DBProxyNotFoundFault], async () => {
      const answer = await this.#client.send(new DescribeDBProxiesCommand({ DBProxyName }));
      const [proxy] = answer.DBProxies ?? [];
      return proxy && placementOfProxy(proxy, DBProxyName);
    });
  }

  #instance(DBInstanceIdentifier: string): Promise<DBInstance | undefined> {
    return unlessGone([DBInstanceNotFoundFault], async () => {
      const answer = await this.#client.send(new DescribeDBInstancesCommand({ DBInstanceIdentifier }));
      return answer.DBInstances?.[0];
    });
  }

  async #memberOf(cluster: string): Promise<DBInstance | undefined> {
    const Filters = [{ Name: 'db-cluster-id', Values: [cluster] }];
    for await (const { DBInstances = [] } of paginateDescribeDBInstances(
      { client: this.#client },
      { Filters },
    ))
      if (DBInstances[0]) return DBInstances[0];
    return undefined;
  }
}

function placementOf(instance: DBInstance, identifier: string): Placement {
  const { DBSubnetGroup, VpcSecurityGroups = [], Endpoint, PubliclyAccessible, NetworkType } = instance;
  const subnets = given(DBSubnetGroup?.Subnets, identifier, 'DBSubnetGroup.Subnets');
  return {
    vpcId: given(DBSubnetGroup?.VpcId, identifier, 'DBSubnetGroup.VpcId'),
    subnetIds: subnets.flatMap(({ SubnetIdentifier }) => SubnetIdentifier ?? []),
    groupIds: VpcSecurityGroups.flatMap(({ VpcSecurityGroupId }) => VpcSecurityGroupId ?? []),
    port: given(Endpoint?.Port, identifier, 'Endpoint.Port'),
    public: PubliclyAccessible ?? false,
    families: familiesOf(NetworkType),
  };
}

/** A proxy is never publicly accessible. Source: "Planning where to use RDS Proxy" in the RDS user guide. */
function placementOfProxy(proxy: DBProxy, name: string): Placement {
  const {
    EngineFamily = 'not reported',
    VpcId,
    VpcSubnetIds,
    VpcSecurityGroupIds,
    EndpointNetworkType,
  } = proxy;
  return {
    vpcId: given(VpcId, name, 'VpcId'),
    subnetIds: given(VpcSubnetIds, name, 'VpcSubnetIds'),
    groupIds: given(VpcSecurityGroupIds, name, 'VpcSecurityGroupIds'),
    port: given(PROXY_PORTS[EngineFamily], name, `a known port for ${EngineFamily}`),
    public: false,
    families: familiesOf(EndpointNetworkType),
  };
}

/** What RDS doesn't say is IPv4. */
function familiesOf(networkType: string | undefined): readonly Family[] {
  if (networkType === 'DUAL') return ['ipv4', 'ipv6'];
  return [networkType === 'IPV6' ? 'ipv6' : 'ipv4'];
}
