import type { ErrorName } from '../contract/errors.ts';

/** An error whose `name` the machines match on. */
export class NamedError extends Error {
  constructor(name: ErrorName, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = name;
  }
}
