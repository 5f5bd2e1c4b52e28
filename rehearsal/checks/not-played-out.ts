import type { Mail } from '../stage/mailbox.ts';
import { reasonOf, shortened } from '../text/lines.ts';
import type { CheckOutcome } from './check.ts';

/** The parts of a mail that say what to do, not what is wrong. */
const NOT_WHY = ['What to do next', 'Links'];
const LONGEST = 240;

/** What a scenario came to that waits for what never comes, or that failed: nothing is known of its own claims. The last mail may say why. */
export function notPlayedOut(error: Error, { mails }: { readonly mails: readonly Mail[] }): CheckOutcome {
  const last = mails.at(-1);
  return {
    claim: 'It was played to its end',
    contradictions: [
      ...reasonOf(error).split('\n'),
      ...(last ? whyIn(last) : []),
      'What the scenario itself claims was not checked.',
    ],
  };
}

/** Its subject, and what it lists as wrong, a line each: `mails.txt` has it in full. */
function whyIn({ subject, body }: Pick<Mail, 'subject' | 'body'>): readonly string[] {
  const parts = body.split(/\n{2,}/).filter((part) => !NOT_WHY.some((heading) => part.startsWith(heading)));
  const listed = parts.flatMap((part) => part.split('\n').filter((line) => line.startsWith('- ')));
  return [`Mail: ${subject} (in full in mails.txt)`, ...listed.map((line) => shortened(line, LONGEST))];
}
