import { dayOf } from '../../../shared/contract/day.ts';
import type { Finding } from '../../contract/findings.ts';
import type { ManualCheckSettings } from '../../contract/settings.ts';
import { MIGRATE } from '../../contract/states.ts';
import { notesOf } from './finding.ts';

const notes = notesOf(MIGRATE.assessReadiness);
const WHY = 'Only a person can check it.';

/** Whether a person has signed for it, and still does. @param now epoch milliseconds */
export function judgeManualCheck({ id, what, signedOff }: ManualCheckSettings, now: number): Finding {
  const toDo = `Check it, then enter who did, when, and until when that holds: \`signedOff\` of ${id} in \`manualChecks\`. Deploy.`;
  if (!signedOff)
    return notes.fail(id, 'manual-check-open', { seen: `Nobody has signed off: ${what}`, why: WHY, toDo });
  const { by, on, until } = signedOff;
  const signed = `Signed off by ${by} on ${on}, until ${until}: ${what}`;
  if (until < dayOf(now)) return notes.fail(id, 'manual-check-expired', { seen: signed, why: WHY, toDo });
  return notes.pass(id, 'manual-check-signed', { seen: signed, why: WHY });
}
