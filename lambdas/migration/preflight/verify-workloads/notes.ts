import type { Finding } from '../../contract/findings.ts';
import { MIGRATE } from '../../contract/states.ts';
import { notesOf } from '../../domain/readiness/finding.ts';
import type { Reading } from '../../domain/reading.ts';
import { type Listed, type Resource, ruleFor } from '../../domain/workloads/resources.ts';

export const notes = notesOf(MIGRATE.verifyWorkloads);

/** What came of listing a resource. */
export type Seen<T> = Reading<Listed<T>>;

/** The objects; undefined where they could not be read. What isn't installed has none. */
export function itemsOf<T>(seen: Seen<T>): readonly T[] | undefined {
  if (!seen.known || seen.value.kind === 'denied') return undefined;
  return seen.value.kind === 'listed' ? seen.value.items : [];
}

/** @param why what nobody knows without it */
export function notRead(subject: string, resource: Resource, seen: Seen<unknown>, why: string): Finding {
  if (seen.known)
    return notes.fail(subject, 'workloads-denied', {
      seen: `The token may not list ${resource}.`,
      why,
      toDo: `Add this rule to the ClusterRole kops-cutover-workloads: \`${ruleFor(resource)}\`.`,
    });
  return notes.fail(subject, 'workloads-unreadable', {
    seen: `The ${resource} could not be listed: ${seen.why}`,
    why,
    toDo: 'Fix what the message says, then start again.',
  });
}
