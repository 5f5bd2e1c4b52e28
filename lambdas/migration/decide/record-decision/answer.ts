import * as z from 'zod/mini';
import { answerParser, reasonSchema } from '../../../shared/runtime/answer.ts';
import type { Answer } from '../../domain/decision.ts';

/**
 * Decide's input, strictly.
 * @throws InvalidInput naming every bad field
 */
export const parseAnswer: (input: unknown) => Answer = answerParser(
  z.strictObject({
    decision: z.enum(['promote', 'promoteToEnd', 'extend', 'retry', 'skipDown', 'abort']),
    to: z.exactOptional(z.number()),
    hold: z.exactOptional(z.string().check(z.minLength(1))),
    reason: reasonSchema,
  }),
  'Start Decide with {"decision": "promote", "hold": "a1b2c3", "reason": "why"}. The decision is promote, promoteToEnd, extend, retry, skipDown or abort. A reason is always required; all but abort also require the hold id from the message, and skipDown the share "to" which it goes back. Nothing was decided.',
);
