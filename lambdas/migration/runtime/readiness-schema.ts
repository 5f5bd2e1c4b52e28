/**
 * What the readiness report's JSON consists of. docs/readiness.schema.json is printed from it, and the next run reads the
 * last report by it.
 */
import * as z from 'zod/mini';
import { HOOK_MOMENTS } from '../contract/hooks.ts';
import type { ManualCheckSettings } from '../contract/settings.ts';
import type { HeldConnections } from '../domain/connections.ts';
import type { FindingKey, LastReport } from '../domain/readiness/comparison.ts';
import type { JudgedFinding } from '../domain/readiness/judged-finding.ts';
import type { Plan, PlannedPhase } from '../domain/readiness/plan.ts';
import {
  type ComparisonJson,
  READINESS_SCHEMA,
  type ReadinessJson,
} from '../domain/readiness/readiness-json.ts';
import { findingFields } from './finding-schema.ts';

const text = z.string();
const flag = z.boolean();
const number = z.number();

function about<Schema extends z.ZodMiniType>(schema: Schema, what: string): Schema {
  return schema.check(z.describe(what));
}

const time = about(text, 'ISO 8601, UTC');
const day = about(text, 'YYYY-MM-DD, the whole day in UTC');

const judgedFinding: z.ZodMiniType<JudgedFinding> = z.object({
  ...findingFields,
  accepted: about(
    z.exactOptional(z.object({ reason: text, until: day })),
    'By the configuration; then it blocks no more',
  ),
});

const { check, subject, level, code } = findingFields;
const findingKey: z.ZodMiniType<FindingKey> = z.object({ check, subject, level, code });

const manualCheck: z.ZodMiniType<ManualCheckSettings> = z.object({
  id: text,
  what: text,
  signedOff: z.exactOptional(z.object({ by: text, on: day, until: day })),
});

const comparison: z.ZodMiniType<ComparisonJson> = z.object({
  execution: about(text, 'ARN of the execution that wrote the earlier report'),
  assessedAt: time,
  new: z.array(findingKey),
  gone: z.array(findingKey),
  unchanged: about(number, 'How many findings are in both'),
});

const held = {
  at: about(text, "A load balancer's DNS name, or which addresses"),
  bound: about(z.enum(['bounded', 'unbounded', 'unknown']), 'Unbounded: for as long as clients use them'),
  seconds: about(z.exactOptional(number), 'At most; only where it is bounded'),
  why: text,
};

const phase: z.ZodMiniType<PlannedPhase> = z.object({
  state: about(text, 'That makes the change'),
  percent: about(number, "The cluster's share as configured, 0 to 100"),
  share: about(number, 'The same as the weights really give it'),
  weights: z.exactOptional(z.object({ legacy: number, cluster: number })),
  beginsAt: time,
  endsAt: time,
  frozenSeconds: about(z.exactOptional(number), 'It waits for the end of a freeze before it begins'),
  waits: z.array(z.object({ for: text, seconds: number })),
  approval: about(flag, 'Whether a person must approve before the next phase'),
  hooks: about(
    z.exactOptional(z.array(z.object({ hook: z.enum(HOOK_MOMENTS), timeLimitSeconds: number }))),
    'Which hooks are asked, and how long each may take to answer; not in the times',
  ),
  oneWay: about(z.exactOptional(z.literal(true)), 'From its begin on only a person restores legacy'),
  compared: about(
    z.exactOptional(z.array(text)),
    "What of the cluster is compared with legacy at the soak's end; absent if nothing is",
  ),
  batches: about(number, 'Requests to Route 53'),
  recordChanges: number,
  writingSeconds: about(number, "That the changes take within the account's limits"),
  changes: z.array(z.object({ zone: text, name: text, from: text, to: text, brief: text })),
  rollBack: z.object({
    parts: z.array(z.object({ part: text, seconds: number })),
    seconds: about(
      z.exactOptional(number),
      'From the first failing request to the last resolver back on legacy; absent if it is unknown',
    ),
    open: about(
      z.exactOptional(z.object({ part: text, ...held })),
      "Clients that open connections keep on the cluster after that; absent where none has come there. Not in 'seconds'",
    ),
  }),
});

const heldConnections: z.ZodMiniType<HeldConnections> = z.object({
  ...held,
  toLower: about(z.exactOptional(text), 'The command that shortens it; absent where there is none'),
});

const plan: z.ZodMiniType<Plan> = z.object({
  phases: z.array(phase),
  followers: z.array(z.object({ chain: z.array(text), configured: flag })),
  connections: about(
    z.object({ legacy: z.array(heldConnections), cluster: heldConnections }),
    'How long open connections keep clients where they are, whatever DNS says',
  ),
  dataPlane: about(
    z.exactOptional(
      z.object({ checks: number, ttlSeconds: about(number, 'How long resolvers may hold an answer') }),
    ),
    "Route 53's health checks by which DNS leaves the cluster without its API; absent if it doesn't",
  ),
  endsAt: time,
});

const lastReportFields = {
  execution: about(text, 'ARN of the execution of Migrate'),
  assessedAt: time,
  findings: z.array(judgedFinding),
};

export const readinessSchema: z.ZodMiniType<ReadinessJson> = z.object({
  schema: z.literal(READINESS_SCHEMA),
  migration: text,
  account: text,
  region: text,
  dryRun: flag,
  note: text,
  ready: about(flag, 'No finding blocks: none fails or is unknown without being accepted'),
  summary: text,
  ...lastReportFields,
  notAsked: about(z.array(z.object({ check: text, why: text })), 'Checks that had nothing to ask'),
  manualChecks: z.array(manualCheck),
  comparison: about(
    z.union([comparison, z.object({ notCompared: about(text, 'Why not') })]),
    'With the last report of the migration; findings are the same by check, subject, level and code',
  ),
  plan: z.union([plan, z.object({ notMade: about(text, 'Why not') })]),
});

/** Of a report, what the next one is compared with. */
export const lastReportSchema: z.ZodMiniType<LastReport & { readonly schema: typeof READINESS_SCHEMA }> =
  z.object({
    schema: z.literal(READINESS_SCHEMA),
    ...lastReportFields,
  });
