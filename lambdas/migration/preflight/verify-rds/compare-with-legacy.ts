import type { Finding } from '../../contract/findings.ts';
import type { DatabaseEndpoint } from '../../contract/payloads.ts';
import { MIGRATE } from '../../contract/states.ts';
import { ms } from '../../domain/databases/latency.ts';
import { notesOf } from '../../domain/readiness/finding.ts';
import { timedOf } from './judge-latency.ts';
import type { View } from './views.ts';

const notes = notesOf(MIGRATE.verifyRds);
const WHY = 'A page that asks the database many times, one after the other, pays the difference each time.';

/** So much longer than legacy the cluster may wait: below a millisecond a difference is mostly chance. */
const LONGER = { times: 2, milliseconds: 1 } as const;

/** Half of the answers came sooner, from where they take longest: the middle doesn't depend on a few bad ones. */
export function compareWithLegacy(
  { subject }: DatabaseEndpoint,
  cluster: readonly View[],
  legacy: readonly View[],
): Finding[] {
  const [here, there] = [slowestOf(cluster), slowestOf(legacy)];
  if (!here) return [];
  if (!there)
    return [
      notes.warn(subject, 'database-not-compared', {
        seen: `It could not be measured from legacy's subnets. ${whyNot(legacy)}`.trim(),
        why: WHY,
        toDo: 'Correct the subnets and security groups of `legacyNetwork`, or leave it out.',
      }),
    ];
  const seen = `The median of the answer is ${ms(here.p50)} from ${here.from}, and ${ms(there.p50)} from ${there.from}.`;
  const isLonger = here.p50 > there.p50 * LONGER.times && here.p50 - there.p50 > LONGER.milliseconds;
  if (!isLonger) return [notes.pass(subject, 'database-as-fast-as-legacy', { seen, why: WHY })];
  return [
    notes.warn(subject, 'database-slower-than-legacy', {
      seen,
      why: WHY,
      toDo: 'Bring the cluster as close to the database as legacy is, or measure what the applications make of it.',
    }),
  ];
}

function slowestOf(views: readonly View[]): { readonly from: string; readonly p50: number } | undefined {
  const medians = timedOf(views).map(({ from, times }) => ({ from, p50: times.answer.p50 }));
  return medians.toSorted((a, b) => b.p50 - a.p50)[0];
}

function whyNot(legacy: readonly View[]): string {
  return legacy.flatMap(({ reach }) => (reach.reached ? [] : reach.message))[0] ?? '';
}
