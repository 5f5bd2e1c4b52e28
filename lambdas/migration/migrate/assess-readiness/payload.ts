import * as z from 'zod/mini';
import { parserFor, stepSchema } from '../../../shared/runtime/parse.ts';
import type { AssessReadinessPayload } from '../../contract/payloads.ts';
import { checkFields } from '../../runtime/check-payload.ts';
import { checkResultSchema } from '../../runtime/finding-schema.ts';

/** What the checks returned, whichever they are: a new check needs no change here. @throws InvalidInput */
export const parseAssessReadinessPayload: (raw: unknown) => AssessReadinessPayload = parserFor(
  z.object({
    ...checkFields,
    notify: z.enum(['', 'changes']),
    note: z.string(),
    step: stepSchema,
    checks: z.array(checkResultSchema),
  }),
);
