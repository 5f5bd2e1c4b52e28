import { ERRORS } from '../contract/errors.ts';
import { NamedError } from '../domain/named-error.ts';

/** The value of an environment variable. @throws InvalidSettings naming the variable when it is missing or empty. */
export function environmentValue(name: string): string {
  const value = process.env[name];
  if (!value) {
    throw new NamedError(
      ERRORS.invalidSettings,
      `The environment variable ${name} is not set. Deploy the stack again.`,
    );
  }
  return value;
}
