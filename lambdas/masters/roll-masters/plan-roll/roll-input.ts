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
  'Start RollMasters with {} to continue an unfinished roll, or else roll every master; with {"groups": ["…"]} or {"olderThanDays": 300} to roll some of them. {"dryRun": true} only checks the masters’ health. Nothing was begun.',
);
