import type { DatabaseSource, SourceDatabaseInstance } from '../../gateway/services/database-source.ts';
import type { Place } from '../../snapshot/file-kind.ts';
import { DATABASES } from '../../snapshot/kinds/rds.ts';
import type { Snapshot } from '../../snapshot/snapshot.ts';

interface Endpoint {
  readonly host: string;
  readonly port: number;
}

/**
 * The databases of a snapshot, as RDS describes them.
 * @param place account and region
 * @param postgres where the PostgreSQL listens that stands for each of that engine
 */
export function databaseSource(snapshot: () => Snapshot, place: Place, postgres: Endpoint): DatabaseSource {
  return { instances: () => instancesOf(snapshot(), place, postgres), clusters: () => [] };
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
    endpoint: endpointOf(each, postgres),
    multiAz: each.MultiAZ,
    createdAt: Date.parse(each.InstanceCreateTime),
    publiclyAccessible: each.PubliclyAccessible,
    cluster: each.DBClusterIdentifier ?? '',
    certificateAuthority: each.CACertificateIdentifier,
    certificateUntil: Date.parse(each.CertificateDetails.ValidTill),
  }));
}

/** RDS gives a database that is being created none yet. */
function endpointOf(
  {
    Engine,
    Endpoint,
  }: {
    readonly Engine: string;
    readonly Endpoint?:
      | { readonly Address?: string | undefined; readonly Port?: number | undefined }
      | undefined;
  },
  postgres: Endpoint,
): Endpoint | undefined {
  const { Address, Port } = Endpoint ?? {};
  if (Address === undefined || Port === undefined) return undefined;
  return Engine === 'postgres' ? postgres : { host: Address, port: Port };
}
