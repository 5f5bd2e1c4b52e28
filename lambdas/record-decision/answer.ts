import * as z from 'zod/mini';
import type { Answer } from '../shared/domain/decision.ts';
import { answerParser, reasonSchema } from '../shared/runtime/answer.ts';

/**
 * Decide's input, strictly.
 * @throws InvalidInput naming every bad field
 */
export const parseAnswer: (input: unknown) => Answer = answerParser(
  z.strictObject({ decision: z.enum(['promote', 'extend', 'abort']), reason: reasonSchema }),
  'Start Decide with {"decision": "promote", "reason": "why"}; decision is promote, extend or abort, and the reason is required. Nothing was decided.',
);
