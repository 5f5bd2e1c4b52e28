import type {
  DatabaseSource,
  SourceDatabaseCluster,
  SourceDatabaseInstance,
} from '../../gateway/services/database-source.ts';
import type { Place } from '../../snapshot/file-kind.ts';
import { DATABASE_CLUSTERS, DATABASES } from '../../snapshot/kinds/rds.ts';
import type { Snapshot } from '../../snapshot/snapshot.ts';

interface Endpoint {
  readonly host: string;
  readonly port: number;
}

const POSTGRES = ['postgres', 'aurora-postgresql'];

/**
 * The databases of a snapshot, as RDS describes them.
 * @param place account and region
 * @param postgres where the PostgreSQL listens that stands for each of that engine
 */
export function databaseSource(snapshot: () => Snapshot, place: Place, postgres: Endpoint): DatabaseSource {
  return {
    instances: () => instancesOf(snapshot(), place, postgres),
    clusters: () => clustersOf(snapshot(), place, postgres),
  };
}

function instancesOf(
  snapshot: Snapshot,
  place: Place,
  postgres: Endpoint,
): readonly SourceDatabaseInstance[] {
  const { DBInstances = [] } = snapshot.find(DATABASES, place) ?? {};
  return DBInstances.map((each) => ({
    identifier: each.DBInstanceIdentifier,
    engine: each.Engine,
    engineVersion: each.EngineVersion,
    status: each.DBInstanceStatus,
    endpoint: whereItIs(each.Engine, each.Endpoint?.Address, each.Endpoint?.Port, postgres),
    multiAz: each.MultiAZ,
    createdAt: Date.parse(each.InstanceCreateTime),
    publiclyAccessible: each.PubliclyAccessible,
    cluster: each.DBClusterIdentifier ?? '',
    certificateAuthority: each.CACertificateIdentifier,
    certificateUntil: Date.parse(each.CertificateDetails.ValidTill),
  }));
}

function clustersOf(snapshot: Snapshot, place: Place, postgres: Endpoint): readonly SourceDatabaseCluster[] {
  const { DBClusters = [] } = snapshot.find(DATABASE_CLUSTERS, place) ?? {};
  return DBClusters.map((each) => {
    const reader = whereItIs(each.Engine, each.ReaderEndpoint, each.Port, postgres);
    return {
      identifier: each.DBClusterIdentifier,
      engine: each.Engine,
      engineVersion: each.EngineVersion,
      status: each.Status,
      endpoint: whereItIs(each.Engine, each.Endpoint, each.Port, postgres),
      ...(reader && { readerHost: reader.host }),
      multiAz: each.MultiAZ,
      createdAt: Date.parse(each.ClusterCreateTime),
    };
  });
}

/** RDS gives a database that is being created no address yet. */
function whereItIs(
  engine: string,
  address: string | undefined,
  port: number | undefined,
  postgres: Endpoint,
): Endpoint | undefined {
  if (address === undefined || port === undefined) return undefined;
  return POSTGRES.includes(engine) ? postgres : { host: address, port };
}
