/** What a Prometheus that is compared by must have come to. Reads mails. */
import type { MigrationCheck } from './evidence.ts';

/** The first notification with a subject like this says why. @param words that one line of it has, in this order */
export function becauseOf(what: string, subject: RegExp, ...words: readonly string[]): MigrationCheck {
  return {
    claim: `The message that ${what} says why: ${words.join(' … ')}`,
    contradictions: ({ situation }) => {
      const mail = situation.mails.find((each) => subject.test(each.subject));
      if (!mail) return [`no subject matches ${subject}`];
      const isSaid = mail.body.split('\n').some((line) => hasInOrder(line, words));
      return isSaid ? [] : [`no line of it has ${words.join(' … ')}:\n${mail.body}`];
    },
  };
}

function hasInOrder(line: string, words: readonly string[]): boolean {
  let from = 0;
  return words.every((word) => {
    const at = line.indexOf(word, from);
    from = at + word.length;
    return at >= 0;
  });
}
