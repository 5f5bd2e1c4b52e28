/** What speaks against a rollback to legacy, in words by which later findings of the same kind are known again. */

import type { AcceptanceSettings } from '../../contract/acceptances.ts';
import { blocksDespite } from '../readiness/accept.ts';
import type { Remark } from '../readiness/finding.ts';

/** Those that fail or are unknown, and that nobody has accepted. @param now epoch milliseconds */
export function againstLegacy(
  remarks: readonly Remark[],
  acceptances: readonly AcceptanceSettings[],
  now: number,
): readonly string[] {
  return remarks.filter((remark) => blocksDespite(acceptances, remark, now)).map(inWords);
}

/** Those that nothing of the same kind was said of before: figures may be others by now. */
export function newsAgainst(against: readonly string[], said: readonly string[]): readonly string[] {
  return against.filter((text) => !said.some((one) => kindOf(one) === kindOf(text)));
}

function inWords({ subject, code, seen, toDo }: Remark): string {
  return `Legacy ${subject} (${code}): ${seen} To do: ${toDo}`;
}

/** Up to the code, by which the runbook and acceptances name it. */
function kindOf(text: string): string {
  return text.slice(0, text.indexOf('): '));
}
