/** What people have accepted of the findings. */

import { dayOf } from '../../../shared/contract/day.ts';
import { type AcceptanceSettings, isAcceptable } from '../../contract/acceptances.ts';
import type { Finding } from '../../contract/findings.ts';
import { MIGRATE } from '../../contract/states.ts';
import { isMerged } from './compact.ts';
import { notesOf } from './finding.ts';
import { blocks, type JudgedFinding } from './judged-finding.ts';

const notes = notesOf(MIGRATE.assessReadiness);

/** What an acceptance is compared with. */
type Acceptable = Pick<Finding, 'subject' | 'level' | 'code'>;

/**
 * Marks the findings that a valid acceptance covers; all others are as they were. Beside them stands a finding for each
 * acceptance that has expired though it is needed, and for each that nothing needs.
 * @param now epoch milliseconds
 */
export function accept(
  findings: readonly Finding[],
  acceptances: readonly AcceptanceSettings[],
  now: number,
): readonly JudgedFinding[] {
  const judged = findings.map((finding) => acceptedBy(acceptances, finding, now));
  const ownFindings = acceptances.flatMap((acceptance) => {
    const about = judged.filter((finding) => isAbout(acceptance, finding));
    if (about.length === 0) return [unused(acceptance)];
    return about.some(blocks) ? [expired(acceptance)] : [];
  });
  return [...judged, ...ownFindings];
}

/** Whether a finding blocks although people have accepted what they have. @param now epoch milliseconds */
export function blocksDespite(
  acceptances: readonly AcceptanceSettings[],
  finding: Acceptable,
  now: number,
): boolean {
  return blocks(acceptedBy(acceptances, finding, now));
}

function acceptedBy<Judged extends Acceptable>(
  acceptances: readonly AcceptanceSettings[],
  finding: Judged,
  now: number,
): Judged & Pick<JudgedFinding, 'accepted'> {
  const valid = acceptances.find((each) => isAbout(each, finding) && !hasExpired(each, now));
  return valid ? { ...finding, accepted: { reason: valid.reason, until: valid.until } } : finding;
}

function isAbout({ id, subject }: AcceptanceSettings, finding: Acceptable): boolean {
  return id === finding.code && subject === finding.subject && isAcceptable(finding) && !isMerged(finding);
}

/** The last day counts. */
function hasExpired({ until }: AcceptanceSettings, now: number): boolean {
  return until < dayOf(now);
}

function expired({ id, subject, reason, until }: AcceptanceSettings): Finding {
  return notes.fail(subject, 'acceptance-expired', {
    seen: `The acceptance of ${id} held until ${until}. Its reason was: ${reason}`,
    why: 'What it accepted is still so, and somebody wanted to look again by then.',
    toDo: `Fix ${id}, or accept it again with another date, and deploy.`,
  });
}

function unused({ id, subject }: AcceptanceSettings): Finding {
  return notes.warn(subject, 'acceptance-unused', {
    seen: `No finding ${id} about it needs its acceptance.`,
    why: 'It would also accept a finding that comes back later, unseen.',
    toDo: 'Remove it from `acceptances`. If a finding was meant, copy its code and subject from the report.',
  });
}
