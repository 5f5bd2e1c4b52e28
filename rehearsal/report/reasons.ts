import type { Mail } from '../stage/mailbox.ts';
import { shortened } from '../text/lines.ts';

/** So many are shown, the last ones, and so many reasons of each, of so many characters. */
const MOST_MAILS = 4;
const MOST_REASONS = 3;
const LONGEST = 300;

/** What was held or rolled back, and the first reasons: what `Why` lists in the mails, which have all of it. */
export function reasonsIn(mails: readonly Pick<Mail, 'subject' | 'body'>[]): readonly string[] {
  const told = mails.flatMap(({ subject, body }) => {
    const why = body.split(/\n{2,}/).find((part) => part.startsWith('Why\n'));
    const listed = why?.split('\n').filter((line) => line.startsWith('- '));
    const reasons = listed?.slice(0, MOST_REASONS) ?? [];
    return reasons.length === 0 ? [] : [[subject, ...reasons.map((each) => `  ${shortened(each, LONGEST)}`)]];
  });
  return told.slice(-MOST_MAILS).flat();
}
