import { ERRORS } from '../contract/errors.ts';
import { NamedError } from '../domain/named-error.ts';

export interface Answers {
  /** What the service documents as always there. @throws UnreadableAnswer when it isn't */
  given<T>(value: T | undefined, subject: string, field: string): T;
  /** One of the words that the service documents. @throws UnreadableAnswer when it is another, or missing */
  oneOf<T extends string>(words: readonly T[], value: string | undefined, subject: string, field: string): T;
  unreadable(subject: string, what: string): NamedError;
}

/** How a service's answers are taken at their word, or refused. @param service e.g. `CloudWatch` */
export function answersOf(service: string): Answers {
  const unreadable: Answers['unreadable'] = (subject, what) =>
    new NamedError(ERRORS.unreadableAnswer, `Unexpected answer from ${service} about ${subject}: ${what}`);
  return {
    unreadable,
    given(value, subject, field) {
      if (value === undefined) throw unreadable(subject, `${field} is missing`);
      return value;
    },
    oneOf(words, value, subject, field) {
      const found = words.find((word) => word === value);
      if (found === undefined)
        throw unreadable(subject, `${field} is ${value ?? 'missing'}, not one of ${words.join(', ')}`);
      return found;
    },
  };
}
