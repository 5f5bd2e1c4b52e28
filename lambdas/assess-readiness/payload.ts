import * as z from 'zod/mini';
import type { AssessReadinessPayload } from '../shared/contract/payloads.ts';
import { checkFields } from '../shared/runtime/check-payload.ts';
import { checkResultSchema } from '../shared/runtime/finding-schema.ts';
import { parserFor, stepSchema } from '../shared/runtime/parse.ts';

/** What the checks returned, whichever they are: a new check needs no change here. @throws InvalidInput */
export const parseAssessReadinessPayload: (raw: unknown) => AssessReadinessPayload = parserFor(
  z.object({ ...checkFields, note: z.string(), step: stepSchema, checks: z.array(checkResultSchema) }),
);
