import { XmlList, type XmlValue } from '../../protocol/aws-query.ts';
import {
  list,
  optionalInteger,
  optionalString,
  requiredString,
  strings,
  structure,
} from '../../protocol/input.ts';
import { pageOf } from '../../protocol/paging.ts';
import { type Operation, rpcService, ServiceFault } from '../../protocol/rpc-service.ts';
import type { ApiCall, ServiceHandler } from '../../protocol/types.ts';
import type { DatabaseSource, SourceDatabaseCluster, SourceDatabaseInstance } from '../database-source.ts';

const VERSION = '2014-10-31';
const IDENTIFIER = { min: 1, max: 2048 };
const PAGE = { min: 20, max: 100 };

/** RDS's descriptions over what `source` knows: SPEC.md, "Databases". */
export function rdsService(source: DatabaseSource): ServiceHandler {
  return rpcService({
    service: 'rds',
    defaultVersion: VERSION,
    versions: {
      [VERSION]: {
        namespace: `http://rds.amazonaws.com/doc/${VERSION}/`,
        operations: {
          DescribeDBInstances: describeInstances(source),
          DescribeDBClusters: describeClusters(source),
          DescribeDBProxies: describeProxies(source),
          DescribeDBProxyTargets: describeTargets(source),
          DescribePendingMaintenanceActions: describeMaintenance(source),
        },
      },
    },
  });
}

interface Filter {
  readonly name: string;
  readonly values: readonly string[];
}

interface Kind<T> {
  readonly all: () => readonly T[];
  /** Parameter that names one. */
  readonly field: string;
  readonly filters: Readonly<Record<string, (each: T) => string>>;
  readonly notFound: { readonly code: string; readonly word: string };
  /** Names of the answer's list and of its items. */
  readonly listName: string;
  readonly itemName: string;
  readonly write: (each: T, call: ApiCall) => XmlValue;
}

function describeInstances(source: DatabaseSource): Operation {
  return describing<SourceDatabaseInstance>({
    all: () => source.instances(),
    field: 'DBInstanceIdentifier',
    filters: {
      'db-cluster-id': (each) => each.cluster,
      'db-instance-id': (each) => each.identifier,
      engine: (each) => each.engine,
    },
    notFound: { code: 'DBInstanceNotFound', word: 'DBInstance' },
    listName: 'DBInstances',
    itemName: 'DBInstance',
    write: instance,
  });
}

function describeClusters(source: DatabaseSource): Operation {
  return describing<SourceDatabaseCluster>({
    all: () => source.clusters(),
    field: 'DBClusterIdentifier',
    filters: { 'db-cluster-id': (each) => each.identifier, engine: (each) => each.engine },
    notFound: { code: 'DBClusterNotFoundFault', word: 'DBCluster' },
    listName: 'DBClusters',
    itemName: 'DBCluster',
    write: (each, call) => cluster(each, source.instances(), call),
  });
}

function describing<T extends { readonly identifier: string }>(kind: Kind<T>): Operation {
  return (call) => {
    const identifier = identifierIn(call, kind.field);
    const tests = testsOf(call, kind.filters);
    const found = kind
      .all()
      .filter((each) => identifier === undefined || each.identifier === identifier)
      .filter((each) => tests.every((test) => test(each)));
    if (identifier !== undefined && found.length === 0) {
      const { code, word } = kind.notFound;
      throw new ServiceFault(code, `${word} ${identifier} not found.`, { status: 404 });
    }
    const page = paged(call, found);
    const items = page.items.map((each) => kind.write(each, call));
    return { [kind.listName]: new XmlList(kind.itemName, items), Marker: page.nextToken };
  };
}

/** Bare or as an ARN; RDS keeps identifiers in lower case. */
function identifierIn({ input }: ApiCall, field: string): string | undefined {
  return optionalString(input, field, IDENTIFIER)?.split(':').at(-1)?.toLowerCase();
}

/** One test for each filter of the request; a filter that nothing here serves is refused. */
function testsOf<T>(
  { input }: ApiCall,
  served: Readonly<Record<string, (each: T) => string>>,
): readonly ((each: T) => boolean)[] {
  return list(input, 'Filters', 100).map((item) => {
    const { name, values } = filter(item);
    const field = Object.hasOwn(served, name) ? served[name] : undefined;
    if (field === undefined) {
      throw new ServiceFault('InvalidParameterValue', `Unrecognized filter name: ${name}`);
    }
    return (each) => values.includes(field(each));
  });
}

function filter(value: unknown): Filter {
  const given = structure(value, 'Filters');
  return {
    name: requiredString(given, 'Name', IDENTIFIER),
    // Filters name things bare or by ARN.
    values: strings(given, 'Values', 100, IDENTIFIER).map((each) => each.split(':').at(-1) ?? ''),
  };
}

function paged<T extends { readonly identifier: string }>(call: ApiCall, found: readonly T[]) {
  const size = optionalInteger(call.input, 'MaxRecords', PAGE) ?? PAGE.max;
  const marker = optionalString(call.input, 'Marker', { min: 0, max: 4096 });
  const { Marker: _marker, MaxRecords: _size, ...question } = call.input;
  return pageOf(
    found.toSorted((a, b) => (a.identifier < b.identifier ? -1 : 1)),
    size,
    marker,
    question,
  );
}

/** RDS's ARN of a proxy has an id in it, not its name. */
function describeProxies(source: DatabaseSource): Operation {
  return (call) => {
    const name = optionalString(call.input, 'DBProxyName', IDENTIFIER);
    testsOf(call, {});
    const all = source.proxies().map((each) => ({ ...each, identifier: each.name }));
    const found = all.filter((each) => name === undefined || each.name === name);
    if (name !== undefined && found.length === 0)
      throw new ServiceFault('DBProxyNotFoundFault', `DB proxy ${name} not found.`, { status: 404 });
    const page = paged(call, found);
    const items = page.items.map((each) => ({
      DBProxyName: each.name,
      Status: each.status,
      EngineFamily: each.engineFamily,
      Endpoint: each.host,
      RequireTLS: true,
      EndpointNetworkType: each.networkType,
      VpcId: each.vpcId,
      VpcSubnetIds: new XmlList('member', each.subnetIds),
      VpcSecurityGroupIds: new XmlList('member', each.groupIds),
    }));
    return { DBProxies: new XmlList('member', items), Marker: page.nextToken };
  };
}

function describeTargets(source: DatabaseSource): Operation {
  return (call) => {
    const name = requiredString(call.input, 'DBProxyName', IDENTIFIER);
    testsOf(call, {});
    const proxy = source.proxies().find((each) => each.name === name);
    if (!proxy)
      throw new ServiceFault('DBProxyNotFoundFault', `DB proxy ${name} not found.`, { status: 404 });
    const page = paged(call, proxy.targets ?? []);
    const items = page.items.map(({ identifier, type, state, reason, description }) => ({
      RdsResourceId: identifier,
      Type: type,
      TargetHealth: state && { State: state, Reason: reason, Description: description },
    }));
    return { Targets: new XmlList('member', items), Marker: page.nextToken };
  };
}

/** A resource that has nothing pending is not in the answer. */
function describeMaintenance(source: DatabaseSource): Operation {
  return (call) => {
    const asked = optionalString(call.input, 'ResourceIdentifier', IDENTIFIER);
    testsOf(call, {});
    const all = [
      ...source.instances().map((each) => ({ ...each, arn: arn(call, 'db', each.identifier) })),
      ...source.clusters().map((each) => ({ ...each, arn: arn(call, 'cluster', each.identifier) })),
    ];
    const found = all.filter((each) => asked === undefined || each.arn === asked);
    if (asked !== undefined && found.length === 0)
      throw new ServiceFault('ResourceNotFoundFault', `${asked} not found.`, { status: 404 });
    const page = paged(
      call,
      found.filter(({ maintenance }) => maintenance.length > 0),
    );
    const items = page.items.map((each) => ({
      ResourceIdentifier: each.arn,
      PendingMaintenanceActionDetails: new XmlList(
        'PendingMaintenanceAction',
        each.maintenance.map(({ action, description, appliedAt }) => ({
          Action: action,
          Description: description,
          CurrentApplyDate: appliedAt === undefined ? undefined : new Date(appliedAt),
        })),
      ),
    }));
    return {
      PendingMaintenanceActions: new XmlList('ResourcePendingMaintenanceActions', items),
      Marker: page.nextToken,
    };
  };
}

function arn({ region, account }: ApiCall, type: string, identifier: string): string {
  return `arn:aws:rds:${region}:${account}:${type}:${identifier}`;
}

function encryption({ encryptionKey }: Pick<SourceDatabaseInstance, 'encryptionKey'>) {
  return { StorageEncrypted: encryptionKey !== undefined, KmsKeyId: encryptionKey || undefined };
}

function instance(each: SourceDatabaseInstance, call: ApiCall): XmlValue {
  return {
    DBInstanceIdentifier: each.identifier,
    DBInstanceArn: arn(call, 'db', each.identifier),
    DBClusterIdentifier: each.cluster || undefined,
    Engine: each.engine,
    EngineVersion: each.engineVersion,
    DBInstanceStatus: each.status,
    Endpoint: each.endpoint && { Address: each.endpoint.host, Port: each.endpoint.port },
    InstanceCreateTime: new Date(each.createdAt),
    AvailabilityZone: each.zone || undefined,
    SecondaryAvailabilityZone: each.secondZone || undefined,
    MultiAZ: each.multiAz,
    ...encryption(each),
    PendingModifiedValues: { ...each.pendingChanges },
    PubliclyAccessible: each.publiclyAccessible,
    VpcSecurityGroups:
      each.securityGroups &&
      new XmlList(
        'VpcSecurityGroupMembership',
        each.securityGroups.map((id) => ({ VpcSecurityGroupId: id, Status: 'active' })),
      ),
    DBSubnetGroup: each.subnetGroup && {
      DBSubnetGroupName: each.subnetGroup.name,
      VpcId: each.subnetGroup.vpcId,
      Subnets: new XmlList(
        'Subnet',
        each.subnetGroup.subnetIds.map((id) => ({ SubnetIdentifier: id, SubnetStatus: 'Active' })),
      ),
    },
    NetworkType: each.networkType,
    CACertificateIdentifier: each.certificateAuthority,
    CertificateDetails: {
      CAIdentifier: each.certificateAuthority,
      ValidTill: new Date(each.certificateUntil),
    },
  };
}

function cluster(
  each: SourceDatabaseCluster,
  instances: readonly SourceDatabaseInstance[],
  call: ApiCall,
): XmlValue {
  const members = instances.filter((member) => member.cluster === each.identifier);
  return {
    DBClusterIdentifier: each.identifier,
    DBClusterArn: arn(call, 'cluster', each.identifier),
    Engine: each.engine,
    EngineVersion: each.engineVersion,
    Status: each.status,
    Endpoint: each.endpoint?.host,
    ReaderEndpoint: each.readerHost,
    CustomEndpoints: new XmlList('member', each.customHosts ?? []),
    Port: each.endpoint?.port,
    ClusterCreateTime: new Date(each.createdAt),
    MultiAZ: each.multiAz,
    ...encryption(each),
    PendingModifiedValues: { ...each.pendingChanges },
    DBClusterMembers: new XmlList(
      'DBClusterMember',
      members.map(({ identifier }, index) => ({
        DBInstanceIdentifier: identifier,
        IsClusterWriter: index === 0,
      })),
    ),
  };
}
