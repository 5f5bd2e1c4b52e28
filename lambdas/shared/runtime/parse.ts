import * as z from 'zod/mini';
import { ERRORS } from '../contract/errors.ts';
import type { Run } from '../contract/run.ts';
import { NamedError } from '../domain/named-error.ts';
import { problemText } from './problem.ts';

z.config({ customError: problemText });

/** A parser for `schema`. @throws InvalidInput that names every bad field, with what was expected. */
export function parserFor<Schema extends z.ZodMiniType>(schema: Schema): (raw: unknown) => z.output<Schema> {
  return (raw) => {
    const parsed = z.safeParse(schema, raw);
    if (parsed.success) return parsed.data;
    const problems = parsed.error.issues.map(
      (issue) => `${issue.path.join('.') || 'input'}: ${issue.message}`,
    );
    throw new NamedError(ERRORS.invalidInput, problems.join('; '));
  };
}

export const text = z.string().check(z.minLength(1));
export const instant = z.iso.datetime({ offset: true });

export const runSchema: z.ZodMiniType<Run> = z.object({ name: text, arn: text, startedAt: instant });
export const stepSchema = z.int().check(z.nonnegative());
