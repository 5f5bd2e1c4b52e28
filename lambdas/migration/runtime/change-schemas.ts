import * as z from 'zod/mini';
import { instant, parserFor, runSchema, text } from '../../shared/runtime/parse.ts';
import type { ChangePayload, ChangeResult, ZoneChange } from '../contract/payloads.ts';
import type { RestoreResult, RollBackHolder, RollBackRequest } from '../contract/roll-back-payloads.ts';

/** What a state is called with that changes zones by the settings alone. @throws InvalidInput */
export const parseChangePayload: (raw: unknown) => ChangePayload = parserFor(z.object({ run: runSchema }));

/** Index of a step; -1: the one before. */
export const fromSchema = z.int().check(z.gte(-1));

export const zoneChangesSchema: z.ZodMiniType<ZoneChange[]> = z.array(
  z.object({ zoneId: text, changeIds: z.array(z.string()), acceptedAt: instant, epoch: z.int() }),
);

export const changeResultSchema: z.ZodMiniType<ChangeResult> = z.object({
  summary: z.string(),
  percent: z.number(),
  waitUntil: instant,
  ttlInForceSeconds: z.number(),
  changes: zoneChangesSchema,
});

export const requestSchema: z.ZodMiniType<RollBackRequest> = z.object({
  source: z.enum(['alarm', 'decision', 'execution', 'migration', 'person', 'roll-back', 'watch']),
  run: z.string(),
  reason: z.string(),
  asOf: instant,
  cause: z.string(),
  predecessor: z.exactOptional(z.string()),
});

const holderSchema: z.ZodMiniType<RollBackHolder> = z.object({
  arn: text,
  name: text,
  since: instant,
  request: requestSchema,
});

export const restoreResultSchema: z.ZodMiniType<RestoreResult> = z.object({
  outcome: z.enum([
    'restored',
    'owed',
    'already-restored',
    'nothing-to-restore',
    'joined',
    'refused',
    'held',
    'unrestorable',
  ]),
  reason: z.string(),
  request: requestSchema,
  migrationRun: z.string(),
  underWay: z.string(),
  startedAt: instant,
  acceptedAt: instant,
  changes: zoneChangesSchema,
  overwritten: z.array(z.string()),
  notRestored: z.array(z.object({ zoneId: text, name: text, why: z.string() })),
  pending: z.array(z.object({ zoneId: text, why: z.string() })),
  marked: z.boolean(),
  holder: z.exactOptional(holderSchema),
  ttlInForceSeconds: z.number(),
  waitUntil: instant,
});
