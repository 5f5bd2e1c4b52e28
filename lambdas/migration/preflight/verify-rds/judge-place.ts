/** What is not known from a place. */
import type { Finding } from '../../contract/findings.ts';
import type { DatabaseEndpoint } from '../../contract/payloads.ts';
import { MIGRATE } from '../../contract/states.ts';
import { notesOf } from '../../domain/readiness/finding.ts';
import { type FromPlace, placesInWords, type View } from './views.ts';

const notes = notesOf(MIGRATE.verifyRds);

/** Legacy's places are only there to compare with. */
export function judgePlace({ side, from, broken }: FromPlace): Finding[] {
  if (!broken) return [];
  return [
    notes[side === 'cluster' ? 'fail' : 'warn'](from, 'database-probe-broken', {
      seen: `Probing the databases from ${from} failed: ${broken.error}`,
      why: 'Whether they are reached from there is unknown.',
      toDo: `Fix what the message says: a subnet without free addresses, for example. The log is ${broken.logGroup}.`,
    }),
  ];
}

/** @param cluster the cluster's places, of which those that broke say so themselves */
export function notProbed(
  { subject }: DatabaseEndpoint,
  cluster: readonly FromPlace[],
  views: readonly View[],
): Finding[] {
  const missing = cluster.filter(({ broken, from }) => !broken && !views.some((view) => view.from === from));
  if (missing.length === 0) return [];
  return [
    notes.fail(subject, 'database-not-probed', {
      seen: `It was not probed from ${placesInWords(missing)}: the other databases used up the time, or the room for results.`,
      why: 'Whether it is reached from there is unknown.',
      toDo: 'Fix the databases that are not reached, which take longest, or configure fewer of them.',
    }),
  ];
}
