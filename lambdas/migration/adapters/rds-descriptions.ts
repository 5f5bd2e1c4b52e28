/** What RDS's answers say of a database. */
import type {
  DBCluster,
  DBInstance,
  DBProxy,
  DBProxyTarget,
  PendingMaintenanceAction,
} from '@aws-sdk/client-rds';
import type {
  DescribedDatabase,
  DescribedProxy,
  NamedEndpoint,
  PendingMaintenance,
  ProxyTarget,
} from '../ports/databases.ts';

export function describeInstance(
  instance: DBInstance,
  maintenance: readonly PendingMaintenance[],
): DescribedDatabase {
  const { Address, Port } = instance.Endpoint ?? {};
  return {
    status: instance.DBInstanceStatus ?? 'not reported',
    engine: instance.Engine ?? 'not reported',
    engineVersion: instance.EngineVersion ?? '',
    endpoint: Address === undefined || Port === undefined ? undefined : { host: Address, port: Port },
    otherEndpoints: [],
    publiclyAccessible: instance.PubliclyAccessible ?? false,
    multiAz: instance.MultiAZ ?? false,
    zones: zonesOf([instance]),
    encryptionKey: keyOf(instance),
    ...certificatesOf([instance]),
    pendingChanges: changesIn(instance.PendingModifiedValues),
    maintenance,
  };
}

/** @param members its instances: what RDS does not say of a cluster (certificates, zones) it says of them */
export function describeCluster(
  cluster: DBCluster,
  members: readonly DBInstance[],
  maintenance: readonly PendingMaintenance[],
): DescribedDatabase {
  const { Endpoint: host, Port: port } = cluster;
  const changes = [cluster, ...members].flatMap((each) => changesIn(each.PendingModifiedValues));
  return {
    status: cluster.Status ?? 'not reported',
    engine: cluster.Engine ?? 'not reported',
    engineVersion: cluster.EngineVersion ?? '',
    endpoint: host === undefined || port === undefined ? undefined : { host, port },
    otherEndpoints: port === undefined ? [] : otherEndpointsOf(cluster, port),
    publiclyAccessible:
      cluster.PubliclyAccessible ?? members.some((member) => member.PubliclyAccessible === true),
    multiAz: cluster.MultiAZ ?? false,
    zones: zonesOf(members),
    encryptionKey: keyOf(cluster),
    ...certificatesOf(members),
    pendingChanges: [...new Set(changes)],
    maintenance,
  };
}

/** A proxy listens at its engine's usual port: "RDS Proxy endpoints" in the RDS user guide. */
export const PROXY_PORTS: Readonly<Record<string, number>> = { POSTGRESQL: 5432, MYSQL: 3306 };

export function describeProxy(
  { Status, EngineFamily = 'not reported', Endpoint }: DBProxy,
  targets: readonly DBProxyTarget[],
): DescribedProxy {
  const port = PROXY_PORTS[EngineFamily];
  return {
    status: Status ?? 'not reported',
    engine: EngineFamily.toLowerCase(),
    endpoint: Endpoint === undefined || port === undefined ? undefined : { host: Endpoint, port },
    targets: targets.flatMap(targetOf),
  };
}

/** None for a cluster that is tracked: its members are targets of their own. */
function targetOf({ Type, RdsResourceId, TargetHealth }: DBProxyTarget): readonly ProxyTarget[] {
  if (Type === 'TRACKED_CLUSTER') return [];
  const { State = 'not reported', Reason = '', Description = '' } = TargetHealth ?? {};
  const why = [Reason, Description].filter((text) => text !== '').join(': ');
  return [{ identifier: RdsResourceId ?? 'not reported', state: State, why }];
}

function otherEndpointsOf(
  { ReaderEndpoint, CustomEndpoints = [] }: DBCluster,
  port: number,
): NamedEndpoint[] {
  return [
    ...(ReaderEndpoint ? [{ name: 'reader', host: ReaderEndpoint, port }] : []),
    ...CustomEndpoints.map((host) => ({ name: `custom endpoint ${host}`, host, port })),
  ];
}

/** The soonest of the times: the next window in which it is done, or when it is done whatever the window. */
export function describeMaintenance(action: PendingMaintenanceAction): PendingMaintenance {
  const { CurrentApplyDate, AutoAppliedAfterDate, ForcedApplyDate } = action;
  const times = [CurrentApplyDate, AutoAppliedAfterDate, ForcedApplyDate].filter((at) => at !== undefined);
  const [first] = times.toSorted((a, b) => a.getTime() - b.getTime());
  return {
    action: action.Action ?? 'not reported',
    description: action.Description ?? '',
    at: first?.toISOString() ?? '',
  };
}

function zonesOf(instances: readonly DBInstance[]): string[] {
  const zones = instances.flatMap((each) => [each.AvailabilityZone, each.SecondaryAvailabilityZone]);
  return [...new Set(zones.filter((zone) => zone !== undefined))].toSorted();
}

function keyOf({ StorageEncrypted, KmsKeyId }: Pick<DBInstance, 'StorageEncrypted' | 'KmsKeyId'>): string {
  return StorageEncrypted ? (KmsKeyId ?? 'a key that RDS does not name') : '';
}

/** Names alone: among the values is a password. */
function changesIn(pending: object | undefined): string[] {
  return Object.entries(pending ?? {}).flatMap(([name, value]) => (value === undefined ? [] : [name]));
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
