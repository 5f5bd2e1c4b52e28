import { ERRORS } from '../contract/errors.ts';
import { NamedError } from '../domain/named-error.ts';

export interface Answers {
  /** What the service documents as always there. @throws UnreadableAnswer when it isn't */
  given<T>(value: T | undefined, subject: string, field: string): T;
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
  };
}
