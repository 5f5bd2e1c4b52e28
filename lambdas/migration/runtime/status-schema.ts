/** What Status answers with. docs/status.schema.json is printed from it, and the command reads the answer by it. */
import * as z from 'zod/mini';
import {
  MIGRATION_PHASES,
  type MigrationStatus,
  type SeenShare,
  type StatusDecision,
} from '../contract/status.ts';

export const STATUS_SCHEMA = 'kops-cutover status';

const text = z.string();
const number = z.number();

function about<Schema extends z.ZodMiniType>(schema: Schema, what: string): Schema {
  return schema.check(z.describe(what));
}

const time = about(text, 'ISO 8601, UTC');
const share = about(number, 'Percent, 0–100');

const seen: z.ZodMiniType<SeenShare> = z.discriminatedUnion('known', [
  z.object({
    known: z.literal(true),
    percent: share,
    requests: about(number, 'On legacy and on the cluster'),
    unit: z.enum(['request', 'connection']),
    from: time,
    until: time,
  }),
  z.object({ known: z.literal(false), why: text }),
]);

const decision: z.ZodMiniType<StatusDecision> = z.object({
  hold: about(text, "The hold's id, which an answer names"),
  state: about(text, 'The state that asks'),
  since: time,
  until: time,
  reasons: z.array(text),
  answers: z.array(
    z.object({
      decision: text,
      to: about(z.exactOptional(number), 'Of skipDown: the share to go back to, percent'),
      does: text,
    }),
  ),
  without: about(text, 'What happens without an answer'),
});

export const statusSchema: z.ZodMiniType<MigrationStatus> = z.object({
  version: about(text, 'Of the deployed package'),
  migration: text,
  account: text,
  region: text,
  at: time,
  phase: z.enum(MIGRATION_PHASES),
  summary: about(text, 'One sentence for people'),
  run: z.exactOptional(
    z.object({
      execution: about(text, 'Name of the execution of Migrate'),
      executionArn: text,
      startedAt: time,
      status: z.enum(['open', 'owed', 'restored', 'closed']),
      statusAt: time,
      oneWaySince: about(z.exactOptional(text), "Since then only a person's word restores legacy"),
    }),
  ),
  step: z.exactOptional(z.object({ number, of: number, percent: share })),
  state: z.exactOptional(z.object({ name: text, since: time })),
  wait: z.exactOptional(
    z.object({
      for: z.enum(['soak', 'drain', 'decision', 'hook']),
      since: time,
      until: z.exactOptional(time),
    }),
  ),
  earliestEnd: about(z.exactOptional(text), 'When it could be closed if it waited for nobody'),
  share: z.object({
    intended: about(
      z.object({ least: share, most: share }),
      'They differ while a step is made, and while it is rolled back',
    ),
    seen: z.exactOptional(seen),
    zones: z.array(z.object({ zone: text, phase: text, percent: share, changedAt: text })),
  }),
  alarms: z.array(
    z.object({
      name: text,
      state: z.enum(['OK', 'ALARM', 'INSUFFICIENT_DATA', 'missing', 'unknown']),
      reason: text,
    }),
  ),
  decision: about(z.exactOptional(decision), 'Absent: nobody must decide'),
  events: z.array(z.object({ at: time, machine: z.enum(['Migrate', 'RollBack']), state: text, said: text })),
  unread: about(z.array(text), 'What could not be read, and why'),
});
