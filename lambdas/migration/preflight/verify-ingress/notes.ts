import type { Finding } from '../../contract/findings.ts';
import { MIGRATE } from '../../contract/states.ts';
import { notesOf } from '../../domain/readiness/finding.ts';
import type { Attempt } from '../../ports/web-probe.ts';

export const notes = notesOf(MIGRATE.verifyIngress);

/** What came of asking at one address. */
export interface At<T> {
  readonly address: string;
  readonly attempt: Attempt<T>;
}

/** One finding for all addresses of which the same is to be said. */
export function together(findings: readonly Finding[]): Finding[] {
  const groups = Map.groupBy(findings, ({ subject, level, code }) => JSON.stringify([subject, level, code]));
  return [...groups.values()].flatMap(([first, ...rest]) => {
    if (!first) return [];
    const seen = [...new Set([first, ...rest].map((finding) => finding.seen))];
    return [{ ...first, seen: seen.join(' ') }];
  });
}
