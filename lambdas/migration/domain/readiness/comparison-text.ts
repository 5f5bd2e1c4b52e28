import type { Section } from '../../../shared/domain/compose.ts';
import type { Reading } from '../reading.ts';
import type { Comparison } from './comparison.ts';
import { inBrief, type JudgedFinding } from './judged-finding.ts';

/** `Since the report of 2027-03-01T00:00:00Z: 1 new, 2 gone, 40 unchanged.` */
export function changesInBrief(comparison: Reading<Comparison>): string {
  if (!comparison.known) return `What has changed is unknown. ${comparison.why}`;
  const { assessedAt, new: appeared, gone, unchanged } = comparison.value;
  return `Since the report of ${assessedAt}: ${appeared.length} new, ${gone.length} gone, ${unchanged.length} unchanged.`;
}

/** What is new and what is gone, each with its level. What passes is only counted. */
export function changesSection(comparison: Reading<Comparison>): Section[] {
  if (!comparison.known) return [];
  const { execution, new: appeared, gone } = comparison.value;
  const lines = [
    ...appeared.filter(isWorthALine).map(line('New')),
    ...gone.filter(isWorthALine).map(line('Gone')),
  ];
  return [{ heading: `Changes since the report of ${execution.split(':').at(-1)}`, lines }];
}

function isWorthALine({ level }: JudgedFinding): boolean {
  return level !== 'pass';
}

function line(what: string): (finding: JudgedFinding) => string {
  return (finding) => `${what}, ${finding.level}: ${inBrief(finding)}`;
}
