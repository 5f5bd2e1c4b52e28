/** What a run's JSON consists of. docs/rehearsal.schema.json is printed from it, and `npm run report` reads a run by it. */
import * as z from 'zod/mini';
import {
  type CheckResult,
  type CloseUp,
  type ExecutionEntry,
  type FindingEntry,
  type Lane,
  type MatrixDraws,
  type MatrixResult,
  type NameShare,
  type PlayedRehearsal,
  REHEARSAL_SCHEMA,
  type Requests,
  type RunDocument,
  type Span,
} from './document.ts';

const text = z.string();
const number = z.number();

function about<Schema extends z.ZodMiniType>(schema: Schema, what: string): Schema {
  return schema.check(z.describe(what));
}

const time = about(z.iso.datetime(), 'ISO 8601, UTC, of the rehearsed clock');
const seconds = about(number, 'Seconds of real time');
const share = about(z.nullable(number), "The cluster's share, 0 to 1; null: there was no answer");

const checkResult: z.ZodMiniType<CheckResult> = z.object({
  claim: about(text, 'What is true if it holds'),
  contradictions: about(z.array(text), 'What contradicts it; none if it holds'),
});

const span: z.ZodMiniType<Span> = z.object({
  from: time,
  until: time,
  what: text,
  why: z.exactOptional(text),
});

const execution: z.ZodMiniType<ExecutionEntry> = z.object({
  machine: text,
  name: text,
  status: text,
  error: z.exactOptional(text),
  cause: z.exactOptional(text),
  input: about(text, 'JSON'),
  from: time,
  until: time,
  states: about(
    z.array(span),
    "Of the machine itself, by Step Functions' history; those that only choose are left out",
  ),
});

const lane: z.ZodMiniType<Lane> = z.object({ group: text, name: text, spans: z.array(span) });

const series = z.object({
  from: time,
  stepSeconds: about(number, 'Each value is the mean of so long'),
  values: z.array(share),
});

const nameShare: z.ZodMiniType<NameShare> = z.object({
  name: text,
  intended: about(z.array(z.object({ from: time, cluster: share })), 'By the weights that Route 53 serves'),
  seen: about(series, "By what the clients' resolvers had"),
});

const aMinute = z.array(number);
const requests: z.ZodMiniType<Requests> = z.object({
  from: time,
  stepSeconds: about(number, 'Of each value. Requests are the mean of it, all others its worst minute'),
  legacy: about(aMinute, 'Requests a minute'),
  cluster: aMinute,
  legacyFailed: aMinute,
  clusterFailed: aMinute,
  lost: about(aMinute, 'Without an answer, or sent to where nobody is'),
});

const closeUp: z.ZodMiniType<CloseUp> = z.object({
  title: text,
  from: time,
  until: time,
  names: z.array(nameShare),
  requests,
});

const finding: z.ZodMiniType<FindingEntry> = z.object({
  level: text,
  check: text,
  code: text,
  subject: text,
  seen: text,
  why: text,
  toDo: text,
});

const played: z.ZodMiniType<PlayedRehearsal> = z.object({
  product: about(text, 'migration or masters'),
  title: text,
  about: text,
  seed: number,
  again: about(text, 'The command that plays it again'),
  held: z.boolean(),
  checks: z.array(checkResult),
  from: time,
  until: time,
  tookSeconds: seconds,
  calls: about(z.record(text, number), 'Calls to AWS by the functions, by service'),
  figures: z.array(text),
  timeline: z.array(z.object({ at: time, kind: text, text })),
  mails: z.array(z.object({ at: time, subject: text, body: text })),
  executions: z.array(execution),
  lanes: about(z.array(lane), 'Alarms, members of etcd, activities of Auto Scaling'),
  names: z.exactOptional(z.array(nameShare)),
  requests: z.exactOptional(requests),
  closeUp: z.exactOptional(closeUp),
  findings: about(
    z.exactOptional(z.array(finding)),
    'Of a dry run; where something is planted, only what is not found without it',
  ),
});

const range = z.object({ least: number, most: number });

const draws: z.ZodMiniType<MatrixDraws> = z.object({
  of: about(number, 'How many random draws were tried'),
  fired: about(number, 'In how many of them an alarm fired'),
  alarms: about(z.array(text), 'Those that were the first to fire, the most frequent one first'),
  seconds: about(range, 'Until it fired, if one did'),
  harmed: range,
});

const matrix: z.ZodMiniType<MatrixResult> = z.object({
  part: about(number, "Of the cluster's requests, those that fail, 0 to 1"),
  at: about(time, 'When each failure begins'),
  steps: about(z.array(number), "The cluster's share, percent"),
  failures: z.array(
    z.object({
      failure: text,
      cells: z.array(
        z.object({
          percent: number,
          alarm: about(z.exactOptional(text), 'That rolls back; absent: none does'),
          seconds: about(number, 'Until it fires; without one, as long as it was watched'),
          harmed: about(number, 'Requests that failed by then, or were slow'),
          draws: about(
            z.exactOptional(draws),
            'If chance decides whether an alarm fires, or when; then alarm and seconds are those of one draw',
          ),
        }),
      ),
    }),
  ),
  remarks: z.array(z.object({ verdict: text, text })),
});

export const rehearsalSchema: z.ZodMiniType<RunDocument> = z.object({
  schema: z.literal(REHEARSAL_SCHEMA),
  command: about(text, 'That played it'),
  playedAt: about(z.iso.datetime(), 'ISO 8601, UTC, of the real clock'),
  tookSeconds: seconds,
  app: about(text, "The app's command; empty: the made-up shop"),
  held: about(
    z.boolean(),
    'Everything that was played held, and the run reached its end; false if nothing was played',
  ),
  brokenOff: about(z.exactOptional(text), 'Why it could not be played to its end'),
  madeUp: about(z.array(text), 'What no file says'),
  conclusions: about(
    z.exactOptional(z.array(text)),
    'What else to know: failures that no alarm is sure to roll back',
  ),
  rehearsals: z.array(played),
  skipped: z.array(z.object({ product: text, title: text, why: text })),
  checks: about(z.array(checkResult), 'Of the run as a whole'),
  matrix: z.exactOptional(matrix),
});
