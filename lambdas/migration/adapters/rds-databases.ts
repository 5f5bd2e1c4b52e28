import {
  DBClusterNotFoundFault,
  type DBInstance,
  DBInstanceNotFoundFault,
  DBProxyNotFoundFault,
  type DBProxyTarget,
  DescribeDBClustersCommand,
  DescribeDBInstancesCommand,
  DescribeDBProxiesCommand,
  paginateDescribeDBInstances,
  paginateDescribeDBProxyTargets,
  paginateDescribePendingMaintenanceActions,
  type RDSClient,
} from '@aws-sdk/client-rds';
import { unlessGone } from '../../shared/adapters/unless-gone.ts';
import type { Databases, DescribedDatabase, DescribedProxy, PendingMaintenance } from '../ports/databases.ts';
import { describeCluster, describeInstance, describeMaintenance, describeProxy } from './rds-descriptions.ts';

/** Databases in RDS, Aurora's clusters among them. */
export class RdsDatabases implements Databases {
  readonly #client: RDSClient;

  constructor(client: RDSClient) {
    this.#client = client;
  }

  instance(identifier: string): Promise<DescribedDatabase | undefined> {
    return unlessGone([DBInstanceNotFoundFault], async () => {
      const command = new DescribeDBInstancesCommand({ DBInstanceIdentifier: identifier });
      const [instance] = (await this.#client.send(command)).DBInstances ?? [];
      return instance && describeInstance(instance, await this.#maintenance([instance.DBInstanceArn]));
    });
  }

  cluster(identifier: string): Promise<DescribedDatabase | undefined> {
    return unlessGone([DBClusterNotFoundFault], async () => {
      const command = new DescribeDBClustersCommand({ DBClusterIdentifier: identifier });
      const [cluster] = (await this.#client.send(command)).DBClusters ?? [];
      if (!cluster) return undefined;
      const members = await this.#members(identifier);
      const arns = [cluster.DBClusterArn, ...members.map(({ DBInstanceArn }) => DBInstanceArn)];
      return describeCluster(cluster, members, await this.#maintenance(arns));
    });
  }

  proxy(identifier: string): Promise<DescribedProxy | undefined> {
    return unlessGone([DBProxyNotFoundFault], async () => {
      const command = new DescribeDBProxiesCommand({ DBProxyName: identifier });
      const [proxy] = (await this.#client.send(command)).DBProxies ?? [];
      return proxy && describeProxy(proxy, await this.#targets(identifier));
    });
  }

  async #targets(DBProxyName: string): Promise<DBProxyTarget[]> {
    const targets: DBProxyTarget[] = [];
    for await (const page of paginateDescribeDBProxyTargets({ client: this.#client }, { DBProxyName }))
      targets.push(...(page.Targets ?? []));
    return targets;
  }

  async #maintenance(arns: readonly (string | undefined)[]): Promise<PendingMaintenance[]> {
    const known = arns.filter((arn) => arn !== undefined);
    return (await Promise.all(known.map((arn) => this.#maintenanceOf(arn)))).flat();
  }

  /** RDS knows nothing of a server for which nothing is pending. */
  async #maintenanceOf(arn: string): Promise<PendingMaintenance[]> {
    const pages = paginateDescribePendingMaintenanceActions(
      { client: this.#client },
      { ResourceIdentifier: arn },
    );
    const found: PendingMaintenance[] = [];
    for await (const { PendingMaintenanceActions = [] } of pages)
      found.push(
        ...PendingMaintenanceActions.flatMap((each) => each.PendingMaintenanceActionDetails ?? []).map(
          describeMaintenance,
        ),
      );
    return found;
  }

  /** What RDS does not say of a cluster (certificates, public access) it says of the instances in it. */
  async #members(identifier: string): Promise<DBInstance[]> {
    const members: DBInstance[] = [];
    const Filters = [{ Name: 'db-cluster-id', Values: [identifier] }];
    for await (const page of paginateDescribeDBInstances({ client: this.#client }, { Filters }))
      members.push(...(page.DBInstances ?? []));
    return members;
  }
}
