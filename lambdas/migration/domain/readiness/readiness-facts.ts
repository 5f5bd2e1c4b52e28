/** What one assessment has to report. */

import type { Run } from '../../../shared/contract/run.ts';
import { countOf, shortened } from '../../../shared/domain/text.ts';
import type { Finding } from '../../contract/findings.ts';
import type { MigrationSettings } from '../../contract/settings.ts';
import type { Reading } from '../reading.ts';
import { type Comparison, compare, type LastReport } from './comparison.ts';
import { blocks, inBrief, type JudgedFinding } from './judged-finding.ts';
import type { Plan } from './plan.ts';

/** Findings that the summary names. */
const MOST_NAMED = 5;

export interface ReadinessFacts {
  readonly settings: Pick<MigrationSettings, 'migration' | 'account' | 'region' | 'manualChecks'>;
  readonly run: Run;
  readonly dryRun: boolean;
  readonly note: string;
  /** ISO 8601. */
  readonly assessedAt: string;
  /** Of all checks, and of AssessReadiness itself. */
  readonly findings: readonly JudgedFinding[];
  /** Those of `findings` that are about what only people can check. */
  readonly manualChecks: readonly Finding[];
  readonly notAsked: readonly NotAsked[];
  /** The last report of the migration; undefined where there is none. */
  readonly last: Reading<LastReport | undefined>;
  readonly plan: Reading<Plan>;
}

/** A check that had nothing to ask. */
export interface NotAsked {
  readonly check: string;
  readonly why: string;
}

export function isReady({ findings }: Pick<ReadinessFacts, 'findings'>): boolean {
  return !findings.some(blocks);
}

/** `2 of 31 findings block the start: VerifyDns www.shop.test (record-missing), …` */
export function summaryOf({ findings }: ReadinessFacts): string {
  const all = countOf(findings.length, 'finding');
  const blocking = findings.filter(blocks);
  if (blocking.length === 0) {
    const accepted = findings.filter((finding) => finding.accepted).length;
    const warnings = findings.filter(({ level }) => level === 'warn').length;
    return `Ready: ${all}, none blocks, ${accepted} accepted, ${countOf(warnings, 'warning')}.`;
  }
  const verb = blocking.length === 1 ? 'blocks' : 'block';
  const named = shortened(blocking.map(inBrief), MOST_NAMED, 'findings').join(', ');
  return `${blocking.length} of ${all} ${verb} the start: ${named}`;
}

/** What has changed since the last report, or why that isn't known. */
export function comparisonOf({
  findings,
  last,
}: Pick<ReadinessFacts, 'findings' | 'last'>): Reading<Comparison> {
  if (!last.known) return { known: false, why: `The last report can't be read. ${last.why}` };
  if (!last.value) return { known: false, why: 'There is no earlier report.' };
  return { known: true, value: compare(findings, last.value) };
}
