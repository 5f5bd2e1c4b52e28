import type { MastersEvidence } from '../../checks/masters/evidence.ts';
import { duration, grouped } from '../../text/numbers.ts';

/** What it came to for etcd's clients, as lines of the summary. */
export function mastersFigures({ scene }: MastersEvidence): readonly string[] {
  return [...scene.writers].map(([cluster, { acknowledged, stretches }]) => {
    const longest = Math.max(0, ...stretches.map(({ took }) => took));
    const without = longest === 0 ? 'no gap' : `longest gap ${duration(longest)} of real time`;
    return `${cluster.padEnd(12)} ${grouped(acknowledged.length)} writes acknowledged, ${without}`;
  });
}
