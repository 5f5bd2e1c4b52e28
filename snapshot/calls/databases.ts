import * as rds from '@aws-sdk/client-rds';
import type { DatabaseSettings } from '../../lambdas/migration/contract/settings.ts';
import type { ContentOf } from '../../rehearsal/snapshot/file-kind.ts';
import {
  DATABASE_CLUSTERS,
  DATABASES,
  MAINTENANCE,
  PROXIES,
  PROXY_TARGETS,
} from '../../rehearsal/snapshot/kinds/rds.ts';
import { type AccountWanted, databasesOf } from '../wanted/wanted.ts';
import { type FileCall, onePage } from './call.ts';

/** By the instance's name, or by the cluster whose members are asked for. */
export const DESCRIBE_DATABASES: FileCall<
  { readonly DBInstanceIdentifier: string } | { readonly Filters: rds.Filter[] },
  ContentOf<typeof DATABASES>
> = {
  kind: DATABASES,
  service: 'rds',
  rights: [{ actions: ['rds:DescribeDBInstances'], on: instances }],
  absent: ['DBInstanceNotFoundFault', 'DBInstanceNotFound'],
  ask: (clients, input) => rds.paginateDescribeDBInstances({ client: clients.of('rds') }, input),
};

export const DESCRIBE_DATABASE_CLUSTERS: FileCall<
  { readonly DBClusterIdentifier: string },
  ContentOf<typeof DATABASE_CLUSTERS>
> = {
  kind: DATABASE_CLUSTERS,
  service: 'rds',
  rights: [{ actions: ['rds:DescribeDBClusters'], on: clusters }],
  absent: ['DBClusterNotFoundFault', 'DBClusterNotFound'],
  ask: (clients, input) => rds.paginateDescribeDBClusters({ client: clients.of('rds') }, input),
};

/** Of one resource; RDS knows nothing of one for which nothing is pending. */
export const DESCRIBE_MAINTENANCE: FileCall<
  { readonly ResourceIdentifier: string },
  ContentOf<typeof MAINTENANCE>
> = {
  kind: MAINTENANCE,
  service: 'rds',
  rights: [
    {
      actions: ['rds:DescribePendingMaintenanceActions'],
      on: (account) => [...instances(account), ...clusters(account)],
    },
  ],
  unset: ['ResourceNotFoundFault'],
  ask: (clients, input) =>
    rds.paginateDescribePendingMaintenanceActions({ client: clients.of('rds') }, input),
};

type Named = { readonly DBProxyName: string };

/** The ARN of a proxy has an id in it, which nobody has to configure. */
const proxies = (account: AccountWanted) => arns(account, 'proxy', 'db-proxy', () => '*');

export const DESCRIBE_PROXIES: FileCall<Named, ContentOf<typeof PROXIES>> = {
  kind: PROXIES,
  service: 'rds',
  rights: [{ actions: ['rds:DescribeDBProxies'], on: proxies }],
  absent: ['DBProxyNotFoundFault'],
  ask: (clients, input) => onePage(clients.of('rds').send(new rds.DescribeDBProxiesCommand(input))),
};

/** IAM asks for both kinds of resources at once. */
export const DESCRIBE_PROXY_TARGETS: FileCall<Named, ContentOf<typeof PROXY_TARGETS>> = {
  kind: PROXY_TARGETS,
  service: 'rds',
  rights: [
    {
      actions: ['rds:DescribeDBProxyTargets'],
      on: (account) => [...proxies(account), ...arns(account, 'proxy', 'target-group', () => '*')],
    },
  ],
  absent: ['DBProxyNotFoundFault', 'DBProxyTargetGroupNotFoundFault'],
  ask: (clients, input) => rds.paginateDescribeDBProxyTargets({ client: clients.of('rds') }, input),
};

/** RDS lists a cluster’s members only by a filter, which is a question of all instances. */
function instances(account: AccountWanted): readonly string[] {
  const members = arns(account, 'cluster', 'db', () => '*');
  return members.length > 0 ? members : arns(account, 'instance', 'db', (identifier) => identifier);
}

function clusters(account: AccountWanted): readonly string[] {
  return arns(account, 'cluster', 'cluster', (identifier) => identifier);
}

/** Of the databases of one kind, each once. */
function arns(
  { partition, account, regions }: AccountWanted,
  kind: DatabaseSettings['kind'],
  resource: string,
  name: (identifier: string) => string,
): readonly string[] {
  const all = regions.flatMap((region) =>
    databasesOf(region, kind).map(
      (identifier) => `arn:${partition}:rds:${region.region}:${account}:${resource}:${name(identifier)}`,
    ),
  );
  return [...new Set(all)];
}
