import type { Finding } from '../../contract/findings.ts';
import { MIGRATE } from '../../contract/states.ts';
import { boundInWords, type HeldConnections, type OpenConnections } from '../connections.ts';
import { earlyBy } from './connections-text.ts';
import { notesOf } from './finding.ts';

/** About as long as the other parts of a rollback take together: longer, and connections decide how long it takes. Seconds. */
export const LONGEST_SENSIBLE = 300;

const WHY =
  'A client with an open connection asks DNS for nothing: after a rollback it stays on the cluster, though all records lead to legacy.';

/** Whether the cluster's load balancer lets clients go soon after a rollback. */
export function judgeConnections({ cluster }: Pick<OpenConnections, 'cluster'>): Finding {
  const notes = notesOf(MIGRATE.assessReadiness);
  const { at, bound, seconds = 0, why, toLower } = cluster;
  const seen = `After a rollback, open connections keep clients on the cluster for ${boundInWords(cluster)}. ${why}`;
  if (bound === 'unknown')
    return notes.warn(at, 'connections-unknown', {
      seen,
      why: WHY,
      toDo: 'Find out what closes connections to the cluster that are in use, and after how long.',
    });
  if (bound === 'bounded' && seconds <= LONGEST_SENSIBLE)
    return notes.pass(at, 'connections-bounded', { seen, why: WHY });
  return notes.warn(at, 'connections-long', { seen, why: WHY, toDo: adviceFor(seconds, toLower) });
}

function adviceFor(seconds: number, toLower: HeldConnections['toLower']): string {
  if (toLower !== undefined)
    return `Until the move is over, lower it, at least ${earlyBy(seconds)}: ${toLower}`;
  return 'Have what answers behind the load balancer close connections after a while (in nginx: keepalive_time), or restart it after a rollback.';
}
