/** What has changed since the last report of the migration. */

import type { Finding } from '../../contract/findings.ts';
import type { Reading } from '../reading.ts';
import { blocks, type JudgedFinding } from './judged-finding.ts';

/** What is kept of a report for the next one. */
export interface LastReport {
  /** ARN of the execution that wrote it. */
  readonly execution: string;
  /** ISO 8601. */
  readonly assessedAt: string;
  readonly findings: readonly JudgedFinding[];
}

/** What makes two findings of two reports the same; what was seen may differ in its figures. */
export type FindingKey = Pick<Finding, 'check' | 'subject' | 'level' | 'code'>;

export interface Comparison extends Pick<LastReport, 'execution' | 'assessedAt'> {
  readonly new: readonly JudgedFinding[];
  readonly gone: readonly JudgedFinding[];
  readonly unchanged: readonly JudgedFinding[];
}

export function compare(findings: readonly JudgedFinding[], last: LastReport): Comparison {
  const { execution, assessedAt } = last;
  const isNew = notIn(last.findings);
  return {
    execution,
    assessedAt,
    new: findings.filter(isNew),
    gone: last.findings.filter(notIn(findings)),
    unchanged: findings.filter((finding) => !isNew(finding)),
  };
}

/** What blocks now and didn't, and the other way round. An acceptance that begins or ends changes that, too. */
export interface BlockingChanges {
  readonly new: readonly JudgedFinding[];
  readonly gone: readonly JudgedFinding[];
}

/** Without a last report that can be read, all that blocks is new: to notify twice is better than never. */
export function blockingChanges(
  findings: readonly JudgedFinding[],
  last: Reading<LastReport | undefined>,
): BlockingChanges {
  const blocking = findings.filter(blocks);
  const before = last.known && last.value ? last.value.findings.filter(blocks) : [];
  return { new: blocking.filter(notIn(before)), gone: before.filter(notIn(blocking)) };
}

function notIn(others: readonly FindingKey[]): (finding: FindingKey) => boolean {
  const keys = new Set(others.map(keyOf));
  return (finding) => !keys.has(keyOf(finding));
}

function keyOf({ check, subject, level, code }: FindingKey): string {
  return JSON.stringify([check, subject, level, code]);
}
