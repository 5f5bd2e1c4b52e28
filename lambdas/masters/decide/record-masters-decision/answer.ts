import * as z from 'zod/mini';
import { answerParser, reasonSchema } from '../../../shared/runtime/answer.ts';
import type { MastersAnswer } from '../../contract/payloads.ts';

/**
 * Decide's input, strictly.
 * @throws InvalidInput naming every bad field
 */
export const parseAnswer: (input: unknown) => MastersAnswer = answerParser(
  z.strictObject({
    decision: z.enum(['retry', 'detach', 'dismiss']),
    reason: reasonSchema,
    replacement: z.exactOptional(z.string().check(z.minLength(1))),
  }),
  'Start Decide with {"decision": "retry", "reason": "why"}; decision is retry, detach or dismiss, the reason is required, and "replacement" says which if several were paged. Nothing was decided.',
);
