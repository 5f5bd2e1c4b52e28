import { type Accepted, isAcceptable } from '../../contract/acceptances.ts';
import type { Finding } from '../../contract/findings.ts';
import { isMerged } from './compact.ts';

/** A finding, and who has accepted it in the configuration. */
export interface JudgedFinding extends Finding {
  readonly accepted?: Accepted;
}

/** One that blocks is enough not to begin: seen to be wrong, or unknown; what a person has accepted blocks no more. */
export function blocks({ level, accepted }: Pick<JudgedFinding, 'level' | 'accepted'>): boolean {
  return (level === 'fail' || level === 'unknown') && accepted === undefined;
}

/** `VerifyDns www.shop.test (record-missing)` */
export function inBrief(finding: Finding): string {
  return `${about(finding)} (${finding.code})`;
}

/** What is found of the whole check, that it broke for example, has the check itself as its subject. */
function about({ check, subject }: Finding): string {
  return subject === check ? check : `${check} ${subject}`;
}

/** What was seen; and of what isn't in order, why it matters and what to do, or why that is accepted. */
export function inFull(finding: JudgedFinding): string {
  const { level, seen, why, toDo, accepted } = finding;
  if (level === 'pass') return `${about(finding)}: ${sentence(seen)}`;
  const wrong = `${inBrief(finding)}: ${sentence(seen)} ${sentence(why)}`;
  if (accepted) return `${wrong} Accepted until ${accepted.until}: ${sentence(accepted.reason)}`;
  return `${wrong} To do: ${sentence(toDo)}${isAcceptable(finding) && !isMerged(finding) ? howToAccept(finding) : ''}`;
}

function howToAccept({ code, subject }: JudgedFinding): string {
  return ` Or accept it: acceptances: [{ id: '${code}', subject: '${subject}', reason: '…', until: '…' }].`;
}

/** Messages of others need not end as sentences do. */
function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
