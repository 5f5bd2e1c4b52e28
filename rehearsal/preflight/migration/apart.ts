/** Findings that a check has joined because they are many, one by one again. */
import type { FindingKey } from '../../snapshot/expectation.ts';

interface Seen extends FindingKey {
  readonly seen: string;
}

const JOINED_SUBJECT = / and \d+ more$/;
const JOINED = /^(?<seen>.*) The same is true of all (?<count>\d+): (?<subjects>.*)$/s;

/**
 * A long report says once what is true of many. Whether it says so of one of them doesn't depend on what else is in the report.
 * @returns one finding for each subject; those whose subjects are not all listed stay as they are
 */
export function apart<Found extends Seen>(findings: readonly Found[]): readonly Found[] {
  return findings.flatMap((finding) => {
    const { seen = '', count, subjects = '' } = JOINED.exec(finding.seen)?.groups ?? {};
    const each = subjects.split(', ');
    if (!JOINED_SUBJECT.test(finding.subject) || each.length !== Number(count)) return [finding];
    return each.map((subject) => ({ ...finding, subject, seen }));
  });
}
