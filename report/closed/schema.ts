/** Of the report of a closed migration, what its page shows. */
import * as z from 'zod/mini';
import { CLOSED_SCHEMA } from '../../lambdas/migration/domain/messages/closed-message.ts';

const text = z.string();

const record = z.looseObject({
  Name: text,
  Type: text,
  TTL: z.exactOptional(z.number()),
  ResourceRecords: z.exactOptional(z.array(z.object({ Value: text }))),
  AliasTarget: z.exactOptional(
    z.object({ HostedZoneId: text, DNSName: text, EvaluateTargetHealth: z.boolean() }),
  ),
  SetIdentifier: z.exactOptional(text),
  Weight: z.exactOptional(z.number()),
});

export const closedSchema = z.object({
  schema: z.literal(CLOSED_SCHEMA),
  migration: text,
  account: text,
  region: text,
  execution: text,
  startedAt: z.iso.datetime(),
  closedAt: z.iso.datetime(),
  timeline: z.array(z.object({ state: text, enteredAt: z.iso.datetime(), leftAt: text, said: text })),
  decisions: z.array(
    z.object({
      at: text,
      decision: text,
      reason: text,
      decidedBy: text,
      held: z.object({ state: text, step: z.number(), since: text, reasons: z.array(text) }),
    }),
  ),
  // Earlier versions didn't report it.
  mayBeDeleted: z.exactOptional(z.array(text)),
  stays: z.exactOptional(z.array(text)),
  beforeImage: z.record(text, z.object({ records: z.array(record) })),
});

export type ClosedJson = z.infer<typeof closedSchema>;
