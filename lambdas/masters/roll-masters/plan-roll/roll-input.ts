import * as z from 'zod/mini';
import { answerParser } from '../../../shared/runtime/answer.ts';
import type { RollInput } from '../../contract/payloads.ts';

/**
 * RollMasters' input, strictly.
 * @throws InvalidInput naming every bad field
 */
export const parseRollInput: (input: unknown) => RollInput = answerParser(
  z.strictObject({
    groups: z.exactOptional(z.array(z.string().check(z.minLength(1))).check(z.minLength(1))),
    olderThanDays: z.exactOptional(z.int().check(z.positive())),
    dryRun: z.exactOptional(z.boolean()),
  }),
  'Start RollMasters with {}, which goes on with an unfinished roll or else rolls every master, or with {"groups": ["…"]} or {"olderThanDays": 300} for some of them; {"dryRun": true} only asks the masters for their health. Nothing was begun.',
);
