import type { Measured, ProbedDatabase, ProbedFromHere } from '../../contract/database-probes.ts';
import type { DatabaseEndpoint } from '../../contract/payloads.ts';
import { measuredOf } from '../../domain/databases/latency.ts';
import type { DatabaseProbe } from '../../ports/database-probe.ts';

/** For all databases, milliseconds: the function's time-out less what the last one may take. */
const WITHIN_MS = 240_000;
/** Of that, for measuring: the rest is left for databases that don't answer. */
const MEASURES_WITHIN_MS = 200_000;

/** Characters of the results from all places together: Step Functions hands on 256 KiB, described databases included. */
const MOST_RETURNED = 150_000;

export interface Probing {
  readonly probe: DatabaseProbe;
  /** Which of the places this is, and how many there are. */
  readonly place: number;
  readonly places: number;
}

/**
 * Walks the way to each database, and measures it where it leads through. One database after the other, so that
 * they don't slow each other down; each place begins with another one, for the same reason.
 */
export async function probeDatabases(
  endpoints: readonly DatabaseEndpoint[],
  { probe, place, places }: Probing,
): Promise<ProbedFromHere> {
  const first = place % (endpoints.length || 1);
  const [end, withinMs] = [performance.now() + WITHIN_MS, MEASURES_WITHIN_MS / endpoints.length];
  const databases: ProbedDatabase[] = [];
  let room = MOST_RETURNED / places;
  for (const endpoint of [...endpoints.slice(first), ...endpoints.slice(0, first)]) {
    if (performance.now() > end) break;
    const probed = await probeOne(endpoint, probe, withinMs);
    room -= JSON.stringify(probed).length;
    if (room < 0) break;
    databases.push(probed);
  }
  return { databases };
}

async function probeOne(
  endpoint: DatabaseEndpoint,
  probe: DatabaseProbe,
  withinMs: number,
): Promise<ProbedDatabase> {
  const { subject, host } = endpoint;
  const reach = await probe.reach(endpoint);
  if (!reach.reached) return { subject, host, reach };
  const measured: Measured = measuredOf(await probe.roundTrips(endpoint, withinMs));
  return { subject, host, reach, measured };
}
