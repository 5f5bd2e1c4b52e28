import { ERRORS } from '../contract/errors.ts';
import { NamedError } from '../domain/named-error.ts';

/** Undefined where it is not set: what it is for is not configured. */
export function optionalEnvironmentValue(name: string): string | undefined {
  return process.env[name] || undefined;
}

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

/** Of the package that the function comes from. What bundles the functions puts it in. */
export const VERSION = process.env.KOPS_CUTOVER_VERSION ?? '';
