import type { CheckResult, Finding } from '../../contract/findings.ts';
import type { MigrationSettings } from '../../contract/settings.ts';
import { MIGRATE } from '../../contract/states.ts';
import type { Placement } from '../../domain/network/network.ts';
import { type Reading, readingOf } from '../../domain/reading.ts';
import type { Network, Placements } from '../../ports/network.ts';
import { judgeDatabase, notJudged, notPlaced } from './judge-database.ts';
import { viewOf } from './view.ts';

export interface NetworkPorts {
  readonly network: Network;
  readonly placements: Placements;
}

interface Placed {
  readonly identifier: string;
  readonly placement: Reading<Placement | undefined>;
}

/** Whether packets find their way from the nodes to each database and back. Nothing is sent. */
export async function verifyNetwork(
  { databases, clusterNetwork, account }: Pick<MigrationSettings, 'databases' | 'clusterNetwork' | 'account'>,
  { network, placements }: NetworkPorts,
): Promise<CheckResult> {
  const check = MIGRATE.verifyNetwork;
  if (!clusterNetwork || databases.length === 0)
    return { check, findings: [], notAsked: 'No `databases` are configured.' };
  const placeable = databases.filter(({ kind }) => PLACED.includes(kind));
  const placed = await Promise.all(
    placeable.map(
      async (database): Promise<Placed> => ({
        identifier: database.identifier,
        placement: await readingOf(() => placements.of(database)),
      }),
    ),
  );
  const found = placed.flatMap(({ placement }) =>
    placement.known && placement.value ? [placement.value] : [],
  );
  const view = await viewOf(clusterNetwork, found, { network, account });
  const findings = placed.flatMap(({ identifier, placement }): readonly Finding[] => {
    if (!placement.known) return [notPlaced(identifier, placement.why)];
    if (!placement.value) return [notPlaced(identifier, 'RDS has no such database.')];
    return judgeDatabase(identifier, { nodes: clusterNetwork, database: placement.value, view, account });
  });
  const others = databases.filter((each) => !placeable.includes(each));
  return { check, findings: [...findings, ...others.map(({ identifier }) => notJudged(identifier))] };
}

/** Of these RDS says in which network they are. */
const PLACED: readonly string[] = ['instance', 'cluster', 'proxy'];
