import type { Estate } from '../../estate/migration/estate.ts';
import type {
  DatabaseSource,
  SourceDatabaseCluster,
  SourceDatabaseInstance,
  SourceMaintenance,
  SourceProxy,
  SourceProxyTarget,
} from '../../gateway/services/database-source.ts';
import type { Place } from '../../snapshot/file-kind.ts';
import {
  DATABASE_CLUSTERS,
  DATABASES,
  MAINTENANCE,
  PROXIES,
  PROXY_TARGETS,
} from '../../snapshot/kinds/rds.ts';
import type { Snapshot } from '../../snapshot/snapshot.ts';

interface Endpoint {
  readonly host: string;
  readonly port: number;
}

type Accounts = Pick<Estate, 'home' | 'snapshot'>;

/** The databases of a snapshot, as RDS describes them. */
export function databaseSource(accounts: () => Accounts): DatabaseSource {
  return {
    instances: () => instancesOf(accounts().snapshot, accounts().home),
    clusters: () => clustersOf(accounts().snapshot, accounts().home),
    proxies: () => proxiesOf(accounts().snapshot, accounts().home),
  };
}

function instancesOf(snapshot: Snapshot, place: Place): readonly SourceDatabaseInstance[] {
  const { DBInstances = [] } = snapshot.find(DATABASES, place) ?? {};
  return DBInstances.map((each) => ({
    identifier: each.DBInstanceIdentifier,
    engine: each.Engine,
    engineVersion: each.EngineVersion,
    status: each.DBInstanceStatus,
    endpoint: whereItIs(each.Endpoint?.Address, each.Endpoint?.Port),
    multiAz: each.MultiAZ,
    zone: each.AvailabilityZone ?? '',
    secondZone: each.SecondaryAvailabilityZone ?? '',
    encryptionKey: keyOf(each),
    pendingChanges: changesIn(each.PendingModifiedValues),
    maintenance: maintenanceOf(snapshot, place, `db:${each.DBInstanceIdentifier}`),
    createdAt: Date.parse(each.InstanceCreateTime),
    publiclyAccessible: each.PubliclyAccessible,
    cluster: each.DBClusterIdentifier ?? '',
    certificateAuthority: each.CACertificateIdentifier,
    certificateUntil: Date.parse(each.CertificateDetails.ValidTill),
    ...(each.DBSubnetGroup && {
      subnetGroup: {
        name: each.DBSubnetGroup.DBSubnetGroupName ?? '',
        vpcId: each.DBSubnetGroup.VpcId ?? '',
        subnetIds: (each.DBSubnetGroup.Subnets ?? []).flatMap(
          ({ SubnetIdentifier }) => SubnetIdentifier ?? [],
        ),
      },
    }),
    ...(each.NetworkType && { networkType: each.NetworkType }),
    securityGroups: (each.VpcSecurityGroups ?? []).flatMap(
      ({ VpcSecurityGroupId }) => VpcSecurityGroupId ?? [],
    ),
  }));
}

function clustersOf(snapshot: Snapshot, place: Place): readonly SourceDatabaseCluster[] {
  const { DBClusters = [] } = snapshot.find(DATABASE_CLUSTERS, place) ?? {};
  return DBClusters.map((each) => {
    const reader = whereItIs(each.ReaderEndpoint, each.Port);
    return {
      identifier: each.DBClusterIdentifier,
      engine: each.Engine,
      engineVersion: each.EngineVersion,
      status: each.Status,
      endpoint: whereItIs(each.Endpoint, each.Port),
      ...(reader && { readerHost: reader.host }),
      customHosts: each.CustomEndpoints ?? [],
      multiAz: each.MultiAZ,
      encryptionKey: keyOf(each),
      pendingChanges: changesIn(each.PendingModifiedValues),
      maintenance: maintenanceOf(snapshot, place, `cluster:${each.DBClusterIdentifier}`),
      createdAt: Date.parse(each.ClusterCreateTime),
    };
  });
}

function proxiesOf(snapshot: Snapshot, place: Place): readonly SourceProxy[] {
  const { DBProxies = [] } = snapshot.find(PROXIES, place) ?? {};
  return DBProxies.map((each) => ({
    name: each.DBProxyName,
    engineFamily: each.EngineFamily,
    status: each.Status,
    host: each.Endpoint,
    ...(each.EndpointNetworkType && { networkType: each.EndpointNetworkType }),
    vpcId: each.VpcId,
    subnetIds: each.VpcSubnetIds,
    groupIds: each.VpcSecurityGroupIds,
    targets: targetsOf(snapshot, { ...place, names: [each.DBProxyName] }),
  }));
}

function targetsOf(snapshot: Snapshot, proxy: Place): readonly SourceProxyTarget[] {
  const { Targets = [] } = snapshot.find(PROXY_TARGETS, proxy) ?? {};
  return Targets.map(({ RdsResourceId, Type, TargetHealth: health }) => ({
    identifier: RdsResourceId,
    type: Type,
    ...(health?.State && { state: health.State }),
    ...(health?.Reason && { reason: health.Reason }),
    ...(health?.Description && { description: health.Description }),
  }));
}

/** @param resource the end of its ARN */
function maintenanceOf(snapshot: Snapshot, place: Place, resource: string): readonly SourceMaintenance[] {
  const { PendingMaintenanceActions = [] } = snapshot.find(MAINTENANCE, place) ?? {};
  return PendingMaintenanceActions.filter((each) => each.ResourceIdentifier.endsWith(`:${resource}`))
    .flatMap((each) => each.PendingMaintenanceActionDetails)
    .map(({ Action, Description = '', CurrentApplyDate }) => ({
      action: Action,
      description: Description,
      appliedAt: CurrentApplyDate === undefined ? undefined : Date.parse(CurrentApplyDate),
    }));
}

interface Encryption {
  readonly StorageEncrypted: boolean;
  readonly KmsKeyId?: string | undefined;
}

function keyOf({ StorageEncrypted, KmsKeyId = '' }: Encryption): string | undefined {
  return StorageEncrypted ? KmsKeyId : undefined;
}

/** Those of simple values: what lies in others is no matter. */
function changesIn(pending: object | undefined): Record<string, string | number | boolean> {
  return Object.fromEntries(
    Object.entries(pending ?? {}).filter(([, value]) =>
      ['string', 'number', 'boolean'].includes(typeof value),
    ),
  );
}

/** RDS gives a database that is being created no address yet. */
function whereItIs(address: string | undefined, port: number | undefined): Endpoint | undefined {
  return address === undefined || port === undefined ? undefined : { host: address, port };
}
