import * as z from 'zod/mini';
import { parserFor, runSchema } from '../../shared/runtime/parse.ts';
import type { CheckPayload } from '../contract/payloads.ts';

/** The fields that every check gets; a check that gets more extends it. */
export const checkFields = { run: runSchema, continues: z.string(), dryRun: z.boolean() };

/** What every preflight check is called with. @throws InvalidInput */
export const parseCheckPayload: (raw: unknown) => CheckPayload = parserFor(z.object(checkFields));
