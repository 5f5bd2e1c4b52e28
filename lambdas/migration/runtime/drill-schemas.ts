import * as z from 'zod/mini';
import { instant, parserFor, runSchema, text } from '../../shared/runtime/parse.ts';
import type { DrillPayload, ZoneInSync } from '../contract/drill.ts';

export const drillFields = { run: runSchema, zones: z.array(text) };

export const seenSchema: z.ZodMiniType<ZoneInSync[]> = z.array(
  z.object({ zoneId: text, inSyncAt: z.union([z.literal(''), instant]) }),
);

/** @throws InvalidInput */
export const parseDrillPayload: (raw: unknown) => DrillPayload = parserFor(z.object(drillFields));
