/** What MastersStatus answers with. docs/masters-status.schema.json is printed from it, and the command reads the answer by it. */
import * as z from 'zod/mini';
import type { MastersStatus, StatusReplacement } from '../contract/status.ts';

export const MASTERS_STATUS_SCHEMA = 'kops-cutover masters';

const text = z.string();
const time = text.check(z.describe('ISO 8601, UTC'));

const replacement: z.ZodMiniType<StatusReplacement> = z.object({
  id: text,
  group: text,
  status: z.enum(['open', 'paged']),
  statusAt: time,
  since: time,
  origin: text,
  page: z.exactOptional(
    z.object({
      heading: text.check(z.describe('Of the runbook')),
      reason: text,
      decide: text.check(z.describe('The machine that takes an answer')),
      answers: z.array(
        z.object({
          decision: z.enum(['retry', 'detach', 'dismiss']),
          replacement: z.exactOptional(text),
        }),
      ),
    }),
  ),
});

export const mastersStatusSchema: z.ZodMiniType<MastersStatus> = z.object({
  version: text.check(z.describe('Of the deployed package')),
  name: text,
  cluster: text,
  account: text,
  region: text,
  at: time,
  summary: text.check(z.describe('For people')),
  groups: z.array(
    z.object({
      name: text,
      desired: z.number(),
      suspended: z.array(text),
      instances: z.array(z.object({ id: text, lifecycle: text, state: text, zone: text, launchedAt: text })),
    }),
  ),
  lease: z.object({ state: z.enum(['free', 'held', 'broken']), reason: text }),
  replacements: z.array(replacement),
  roll: z.exactOptional(
    z.object({
      startedAt: time,
      status: z.enum(['rolling', 'stopped', 'done']),
      reason: text,
      masters: z.array(
        z.object({
          group: text,
          instance: text,
          status: z.enum(['waiting', 'replacing', 'replaced', 'gone']),
        }),
      ),
    }),
  ),
  unread: z.array(text),
});
