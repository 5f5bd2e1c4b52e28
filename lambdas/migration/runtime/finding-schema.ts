import * as z from 'zod/mini';
import { type CheckResult, type Finding, LEVELS } from '../contract/findings.ts';

const text = z.string();

export const findingFields = {
  check: text.check(z.minLength(1)),
  subject: text,
  level: z.enum(LEVELS),
  code: text,
  seen: text,
  why: text,
  toDo: text,
};

/** Findings as one function hands them to the next. */
export const findingSchema: z.ZodMiniType<Finding> = z.object(findingFields);

export const checkResultSchema: z.ZodMiniType<CheckResult> = z.object({
  check: text.check(z.minLength(1)),
  findings: z.array(findingSchema),
  covers: z.exactOptional(text.check(z.minLength(1))),
  notAsked: z.exactOptional(text.check(z.minLength(1))),
});
