import {
  type DBCluster,
  DBClusterNotFoundFault,
  type DBInstance,
  DBInstanceNotFoundFault,
  DescribeDBClustersCommand,
  DescribeDBInstancesCommand,
  paginateDescribeDBInstances,
  type RDSClient,
} from '@aws-sdk/client-rds';
import { unlessGone } from '../../shared/adapters/unless-gone.ts';
import type { DatabaseSettings } from '../contract/settings.ts';
import type { Databases, DescribedDatabase } from '../ports/databases.ts';

/** Databases in RDS, Aurora's clusters among them. */
export class RdsDatabases implements Databases {
  readonly #client: RDSClient;

  constructor(client: RDSClient) {
    this.#client = client;
  }

  describe({
    identifier,
    kind,
  }: Pick<DatabaseSettings, 'identifier' | 'kind'>): Promise<DescribedDatabase | undefined> {
    return kind === 'cluster' ? this.#cluster(identifier) : this.#instance(identifier);
  }

  #instance(identifier: string): Promise<DescribedDatabase | undefined> {
    return unlessGone([DBInstanceNotFoundFault], async () => {
      const command = new DescribeDBInstancesCommand({ DBInstanceIdentifier: identifier });
      const [instance] = (await this.#client.send(command)).DBInstances ?? [];
      return instance && describeInstance(instance);
    });
  }

  #cluster(identifier: string): Promise<DescribedDatabase | undefined> {
    return unlessGone([DBClusterNotFoundFault], async () => {
      const command = new DescribeDBClustersCommand({ DBClusterIdentifier: identifier });
      const [cluster] = (await this.#client.send(command)).DBClusters ?? [];
      return cluster && describeCluster(cluster, await this.#members(identifier));
    });
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

function describeInstance(instance: DBInstance): DescribedDatabase {
  const { Address, Port } = instance.Endpoint ?? {};
  return {
    status: instance.DBInstanceStatus ?? 'not reported',
    engine: instance.Engine ?? 'not reported',
    engineVersion: instance.EngineVersion ?? '',
    endpoint: Address === undefined || Port === undefined ? undefined : { host: Address, port: Port },
    publiclyAccessible: instance.PubliclyAccessible ?? false,
    multiAz: instance.MultiAZ ?? false,
    ...certificatesOf([instance]),
  };
}

function describeCluster(cluster: DBCluster, members: readonly DBInstance[]): DescribedDatabase {
  const { Endpoint: host, Port: port } = cluster;
  return {
    status: cluster.Status ?? 'not reported',
    engine: cluster.Engine ?? 'not reported',
    engineVersion: cluster.EngineVersion ?? '',
    endpoint: host === undefined || port === undefined ? undefined : { host, port },
    publiclyAccessible:
      cluster.PubliclyAccessible ?? members.some((member) => member.PubliclyAccessible === true),
    multiAz: cluster.MultiAZ ?? false,
    ...certificatesOf(members),
  };
}

function certificatesOf(
  instances: readonly DBInstance[],
): Pick<DescribedDatabase, 'certificateAuthorities' | 'certificateUntil'> {
  const authorities = instances.flatMap(
    ({ CertificateDetails, CACertificateIdentifier }) =>
      CertificateDetails?.CAIdentifier ?? CACertificateIdentifier ?? [],
  );
  const ends = instances.flatMap(({ CertificateDetails }) => CertificateDetails?.ValidTill ?? []);
  const first = ends.toSorted((a, b) => a.getTime() - b.getTime())[0];
  return {
    certificateAuthorities: [...new Set(authorities)],
    certificateUntil: first?.toISOString() ?? '',
  };
}
