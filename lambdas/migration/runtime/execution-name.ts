import type { Run } from '../../shared/contract/run.ts';
import { NamedError } from '../../shared/domain/named-error.ts';
import { ERRORS } from '../contract/errors.ts';

/** Step Functions takes letters of any alphabet; a TXT record, which the name of the execution stands in, takes ASCII. */
const PRINTABLE = /^[\x21-\x7e]+$/;

/** @throws InvalidInput when the fence could not carry the execution's name */
export function requireWritableName({ name }: Pick<Run, 'name'>): void {
  if (PRINTABLE.test(name)) return;
  throw new NamedError(
    ERRORS.invalidInput,
    `The execution name ${JSON.stringify(name)} cannot be written into a TXT record, and each zone's fence must contain it. Nothing was changed. Start again with a name of ASCII letters, digits and hyphens, or keep the name that the console suggests.`,
  );
}
