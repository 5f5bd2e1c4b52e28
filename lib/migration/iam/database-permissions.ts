/** What tells how databases in RDS are, and where. */
import { ArnFormat, Stack } from 'aws-cdk-lib';
import { allow, type OwnGrant } from '../../shared/iam/common.ts';
import { readSecrets } from '../../shared/iam/secrets.ts';
import type { MigrationPermission, MigrationResources } from './permissions.ts';

export const describeDatabases: MigrationPermission = (resources) => {
  const { databases } = resources.settings;
  const clusters = databases.filter(({ kind }) => kind === 'cluster');
  const named = clusters.map(({ identifier }) => arnOf(resources, 'cluster', identifier));
  return [
    ...onInstances(resources, ['rds:DescribeDBInstances', 'rds:DescribePendingMaintenanceActions']),
    ...onProxies(resources),
    ...onTargets(resources),
    ...allow(['rds:DescribeDBClusters', 'rds:DescribePendingMaintenanceActions'], named),
  ];
};

/** Instances and proxies know where they are; a cluster is where its members are. */
export const placeDatabases: MigrationPermission = (resources) => [
  ...onInstances(resources, ['rds:DescribeDBInstances']),
  ...onProxies(resources),
];

/** IAM asks for both kinds of resources at once. */
function onTargets(resources: MigrationResources): OwnGrant[] {
  if (resources.settings.databases.every(({ kind }) => kind !== 'proxy')) return [];
  const arns = ['db-proxy', 'target-group'].map((kind) => arnOf(resources, kind, '*'));
  return allow(['rds:DescribeDBProxyTargets'], arns, {
    whyWildcard:
      'The ARNs of a proxy and of its target group have ids in them, which nobody has to configure.',
  });
}

function onProxies(resources: MigrationResources): OwnGrant[] {
  if (resources.settings.databases.every(({ kind }) => kind !== 'proxy')) return [];
  return allow(['rds:DescribeDBProxies'], [arnOf(resources, 'db-proxy', '*')], {
    whyWildcard: 'The ARN of a proxy has an id in it, which nobody has to configure.',
  });
}

/** What logins are tried with, and the keys of the account that encrypt it. */
export const readLogins: MigrationPermission = ({ scope, settings }) => {
  const by = settings.databases.flatMap(({ login }) => (login && 'secretArn' in login.by ? login.by : []));
  return readSecrets(
    scope,
    by.map(({ secretArn }) => secretArn),
    by.flatMap(({ keyArn }) => keyArn ?? []),
  );
};

export const connectByIam: MigrationPermission = ({ scope, settings }) => {
  const users = settings.databases.flatMap(({ login }) =>
    login && 'iamUser' in login.by ? login.by.iamUser : [],
  );
  const arns = users.map((user) =>
    Stack.of(scope).formatArn({
      service: 'rds-db',
      resource: 'dbuser',
      resourceName: `*/${user}`,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    }),
  );
  return allow(['rds-db:connect'], [...new Set(arns)], {
    whyWildcard: 'The ARN of a user has an id of the database in it, which nobody has to configure.',
  });
};

/** What a cluster consists of is asked of all instances, filtered by the cluster. */
function onInstances(resources: MigrationResources, actions: readonly string[]): OwnGrant[] {
  const { databases } = resources.settings;
  if (databases.some(({ kind }) => kind === 'cluster'))
    return allow(actions, [arnOf(resources, 'db', '*')], {
      whyWildcard: 'RDS lists a cluster’s members only by a filter.',
    });
  const instances = databases.filter(({ kind }) => kind === 'instance');
  return allow(
    actions,
    instances.map(({ identifier }) => arnOf(resources, 'db', identifier)),
  );
}

function arnOf({ scope }: MigrationResources, resource: string, resourceName: string): string {
  return Stack.of(scope).formatArn({
    service: 'rds',
    resource,
    resourceName,
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
}
