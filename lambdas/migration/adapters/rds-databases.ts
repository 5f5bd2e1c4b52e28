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
import { listedIn } from './listed-in.ts';
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

  #targets(DBProxyName: string): Promise<readonly DBProxyTarget[]> {
    const pages = paginateDescribeDBProxyTargets({ client: this.#client }, { DBProxyName });
    return listedIn(pages, ({ Targets }) => Targets ?? []);
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
    const actions = await listedIn(pages, (page) => page.PendingMaintenanceActions ?? []);
    return actions.flatMap((each) => each.PendingMaintenanceActionDetails ?? []).map(describeMaintenance);
  }

  /** What RDS does not say of a cluster (certificates, public access) it says of the instances in it. */
  #members(identifier: string): Promise<readonly DBInstance[]> {
    const Filters = [{ Name: 'db-cluster-id', Values: [identifier] }];
    const pages = paginateDescribeDBInstances({ client: this.#client }, { Filters });
    return listedIn(pages, ({ DBInstances }) => DBInstances ?? []);
  }
}
