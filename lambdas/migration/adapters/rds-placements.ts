import {
  type DBInstance,
  DBInstanceNotFoundFault,
  DescribeDBInstancesCommand,
  paginateDescribeDBInstances,
  type RDSClient,
} from '@aws-sdk/client-rds';
import { answersOf } from '../../shared/adapters/answers-of.ts';
import { unlessGone } from '../../shared/adapters/unless-gone.ts';
import type { Placement } from '../domain/network/network.ts';
import type { Placements } from '../ports/network.ts';

const { given } = answersOf('RDS');

/** Where RDS has put databases. A cluster is where its members are, which all have its subnets and groups. */
export class RdsPlacements implements Placements {
  readonly #client: RDSClient;

  constructor(client: RDSClient) {
    this.#client = client;
  }

  async of({ identifier, kind }: Parameters<Placements['of']>[0]): Promise<Placement | undefined> {
    const instance = kind === 'cluster' ? await this.#memberOf(identifier) : await this.#instance(identifier);
    return instance && placementOf(instance, identifier);
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
  const { DBSubnetGroup, VpcSecurityGroups = [], Endpoint, PubliclyAccessible } = instance;
  const subnets = given(DBSubnetGroup?.Subnets, identifier, 'DBSubnetGroup.Subnets');
  return {
    vpcId: given(DBSubnetGroup?.VpcId, identifier, 'DBSubnetGroup.VpcId'),
    subnetIds: subnets.flatMap(({ SubnetIdentifier }) => SubnetIdentifier ?? []),
    groupIds: VpcSecurityGroups.flatMap(({ VpcSecurityGroupId }) => VpcSecurityGroupId ?? []),
    port: given(Endpoint?.Port, identifier, 'Endpoint.Port'),
    public: PubliclyAccessible ?? false,
  };
}
