import * as z from 'zod/mini';
import { ERRORS } from '../shared/contract/errors.ts';
import type { Answer } from '../shared/domain/decision.ts';
import { NamedError } from '../shared/domain/named-error.ts';
import { parserFor } from '../shared/runtime/parse.ts';

/** Longest reason that is kept, characters. */
const REASON_LENGTH = 1000;

const parse = parserFor(
  z.strictObject({
    decision: z.enum(['promote', 'extend', 'abort']),
    reason: z.string().check(z.trim(), z.minLength(1), z.maxLength(REASON_LENGTH)),
  }),
);

const HELP =
  'Start Decide with {"decision": "promote", "reason": "why"}; decision is promote, extend or abort, and the reason is required. Nothing was decided.';

/**
 * Decide's input, strictly.
 * @throws InvalidInput naming every bad field
 */
export function parseAnswer(input: unknown): Answer {
  try {
    return parse(input);
  } catch (error) {
    throw new NamedError(ERRORS.invalidInput, `${(error as Error).message}. ${HELP}`, { cause: error });
  }
}
