import * as z from 'zod/mini';

/** What came of asking a hook. */
export const hookSeenSchema = z.object({ answer: z.string(), failure: z.string() });
