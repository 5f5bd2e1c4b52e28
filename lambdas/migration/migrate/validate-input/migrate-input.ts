import * as z from 'zod/mini';
import { NamedError } from '../../../shared/domain/named-error.ts';
import { parserFor } from '../../../shared/runtime/parse.ts';
import { ERRORS } from '../../contract/errors.ts';
import type { MigrateInput } from '../../contract/payloads.ts';

/** Longest note that is kept with the run, characters. */
const NOTE_LENGTH = 1000;

const parse = parserFor(
  z.strictObject({
    dryRun: z.optional(z.boolean()),
    notify: z.optional(z.literal('changes')),
    startAtPercent: z.optional(z.number().check(z.gt(0), z.lte(100))),
    note: z.optional(z.string().check(z.maxLength(NOTE_LENGTH))),
  }),
);

const HELP =
  'Start Migrate with {} or with any of dryRun (true or false), startAtPercent (a number above 0, at most 100), note (text) and, with dryRun, notify ("changes"). Zones, records, weights and targets come from the deployed configuration only.';

/**
 * Migrate's input, strictly: no other field is taken, so that nothing in it can name a zone, a record or a weight.
 * @throws InvalidInput naming every bad field
 */
export function parseMigrateInput(input: unknown): MigrateInput {
  try {
    const parsed = parse(input);
    if (parsed.notify && !parsed.dryRun) throw new Error('notify: "changes" is of dry runs only');
    return Object.fromEntries(Object.entries(parsed).filter(([, value]) => value !== undefined));
  } catch (error) {
    throw new NamedError(ERRORS.invalidInput, `${(error as Error).message}. ${HELP}`, { cause: error });
  }
}
