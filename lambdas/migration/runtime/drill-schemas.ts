import * as z from 'zod/mini';
import { instant, parserFor, runSchema, text } from '../../shared/runtime/parse.ts';
import type { DrillPayload, ZoneSeen } from '../contract/drill.ts';

export const drillFields = { run: runSchema, zones: z.array(text) };

const seenAt = z.exactOptional(z.union([z.literal(''), instant]));

export const seenSchema: z.ZodMiniType<ZoneSeen[]> = z.array(
  z.object({
    zoneId: text,
    inSyncAt: seenAt,
    answersAt: seenAt,
    behind: z.exactOptional(z.array(z.string())),
  }),
);

/** @throws InvalidInput */
export const parseDrillPayload: (raw: unknown) => DrillPayload = parserFor(z.object(drillFields));
