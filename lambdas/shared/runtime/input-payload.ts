import * as z from 'zod/mini';
import type { InputPayload } from '../contract/input-payload.ts';
import { parserFor, runSchema } from './parse.ts';

/** @throws InvalidInput where the machine does not say which execution it is; the input is for the function to read */
export const parseInputPayload: (raw: unknown) => InputPayload = parserFor(
  z.object({ run: runSchema, input: z.unknown() }),
);
