import { Ec2Network } from '../../../lambdas/migration/adapters/ec2-network.ts';
import { RdsDatabases } from '../../../lambdas/migration/adapters/rds-databases.ts';
import { RdsPlacements } from '../../../lambdas/migration/adapters/rds-placements.ts';
import type { DatabaseSettings } from '../../../lambdas/migration/contract/settings.ts';
import { MIGRATE } from '../../../lambdas/migration/contract/states.ts';
import { describeDatabases } from '../../../lambdas/migration/preflight/describe-databases/describe-databases.ts';
import { verifyNetwork } from '../../../lambdas/migration/preflight/verify-network/verify-network.ts';
import type { FileKind } from '../../../rehearsal/snapshot/file-kind.ts';
import { INSTANCES, NETWORK_INTERFACES } from '../../../rehearsal/snapshot/kinds/ec2.ts';
import {
  NETWORK_ACLS,
  ROUTE_TABLES,
  SECURITY_GROUPS,
  SUBNETS,
  VPCS,
} from '../../../rehearsal/snapshot/kinds/network.ts';
import { DATABASE_CLUSTERS, DATABASES, PROXIES } from '../../../rehearsal/snapshot/kinds/rds.ts';
import type { OfflineCheck } from './offline-check.ts';

const FILES: Readonly<Record<DatabaseSettings['kind'], readonly FileKind[]>> = {
  instance: [DATABASES],
  cluster: [DATABASES, DATABASE_CLUSTERS],
  proxy: [PROXIES],
  host: [],
};

function described(databases: readonly DatabaseSettings[]): readonly FileKind[] {
  return [...new Set(databases.flatMap(({ kind }) => FILES[kind]))];
}

/** How RDS describes them; whether they answer, only the network says. */
export const DATABASE_CHECK: OfflineCheck = {
  check: MIGRATE.verifyRds,
  isWanted: ({ databases }) => databases.length > 0,
  needs: ({ databases }) => described(databases),
  ask: async ({ settings, clients, now }) => {
    const ports = { databases: new RdsDatabases(clients.rds), network: new Ec2Network(clients.ec2) };
    const { findings } = await describeDatabases(settings, { ...ports, clock: { now: () => now } });
    return { findings, notAsked: ['Connections and logins: a dry run makes them.'] };
  },
};

/** Whether packets find their way to them. */
export const NETWORK_CHECK: OfflineCheck = {
  check: MIGRATE.verifyNetwork,
  isWanted: ({ databases, clusterNetwork }) => databases.length > 0 && clusterNetwork !== undefined,
  needs: ({ databases }) => [
    ...described(databases),
    ...[INSTANCES, NETWORK_INTERFACES, VPCS, SUBNETS, ROUTE_TABLES, NETWORK_ACLS, SECURITY_GROUPS],
  ],
  ask: async ({ settings, clients }) => {
    const ports = { network: new Ec2Network(clients.ec2), placements: new RdsPlacements(clients.rds) };
    const { findings } = await verifyNetwork(settings, ports);
    return { findings, notAsked: [] };
  },
};
