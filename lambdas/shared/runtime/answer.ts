import * as z from 'zod/mini';
import { ERRORS } from '../contract/errors.ts';
import { NamedError } from '../domain/named-error.ts';
import { parserFor } from './parse.ts';

/** Longest reason that is kept, characters. */
const REASON_LENGTH = 1000;

/** Why a person decided: required, and kept. */
export const reasonSchema = z.string().check(z.trim(), z.minLength(1), z.maxLength(REASON_LENGTH));

/**
 * A parser for what a person writes as a machine's input. @throws InvalidInput that names every bad field.
 * @param help what would be right, part of each problem
 */
export function answerParser<Schema extends z.ZodMiniType>(
  schema: Schema,
  help: string,
): (input: unknown) => z.output<Schema> {
  const parse = parserFor(schema);
  return (input) => {
    try {
      return parse(input);
    } catch (error) {
      throw new NamedError(ERRORS.invalidInput, `${(error as Error).message}. ${help}`, { cause: error });
    }
  };
}
