/**
 * Reads what started a rollback. The machine hands its input on as it is, and the fast path rests on this, so it reads
 * anything: whatever somebody writes rolls back. What has a source's name and not all that this source sends is a person's.
 */

import type { Run } from '../../shared/contract/run.ts';
import { plainCause } from '../../shared/domain/plain-cause.ts';
import { cut } from '../../shared/domain/text.ts';
import { instant } from '../../shared/domain/time.ts';
import { MOST_LISTED } from '../contract/payloads.ts';
import type { HandedOn, RollBackRequest } from '../contract/roll-back-payloads.ts';

type Source = RollBackRequest['source'];

/** An object, so that the compiler asks for a new source here too. */
const SOURCES: Readonly<Record<Source, true>> = {
  alarm: true,
  decision: true,
  execution: true,
  migration: true,
  person: true,
  'roll-back': true,
  watch: true,
};

const NO_REASON = 'Requested in the console, without a reason.';

/**
 * @param event JSON: an event of an alarm or of an execution's end, what Migrate sends, what an execution of RollBack
 * hands to the next one, a request that was read before, or anything that a person has written
 * @param run the execution of RollBack that reads it
 */
export function readRequest(event: unknown, run: Run): RollBackRequest {
  const predecessor = textAt(event, 'predecessor' satisfies keyof HandedOn);
  const request = fieldOf(event, 'request' satisfies keyof HandedOn);
  if (predecessor === undefined || request === undefined) return readOne(event, run);
  return { ...readOne(request, run), predecessor };
}

function readOne(event: unknown, run: Run): RollBackRequest {
  return ofAlarm(event, run) ?? ofExecution(event, run) ?? readBefore(event) ?? ofPerson(event, run);
}

/** CloudWatch's own time of the change comes before the event's. */
function ofAlarm(event: unknown, run: Run): RollBackRequest | undefined {
  const name = textAt(event, 'detail', 'alarmName');
  const cause = textAt(event, 'resources', 0);
  if (textAt(event, 'source') !== 'aws.cloudwatch' || name === undefined || cause === undefined)
    return undefined;
  const reason = textAt(event, 'detail', 'state', 'reason') ?? 'no reason given';
  const asOf = instantAt(event, 'detail', 'state', 'timestamp') ?? instantAt(event, 'time') ?? run.startedAt;
  return { source: 'alarm', run: '', reason: brief(`Alarm ${name}: ${reason}`), asOf, cause };
}

/** Of Migrate, or of the machine that `run` is of: then a rollback ended, maybe before legacy served. */
function ofExecution(event: unknown, run: Run): RollBackRequest | undefined {
  const name = textAt(event, 'detail', 'name');
  const cause = textAt(event, 'detail', 'executionArn');
  if (textAt(event, 'source') !== 'aws.states' || name === undefined || cause === undefined) return undefined;
  const status = textAt(event, 'detail', 'status') ?? 'no status given';
  const asOf = instantAt(event, 'time') ?? run.startedAt;
  if (machineOf(cause) === machineOf(run.arn)) {
    const reason = brief(`The rollback ${name} ended: ${status}`);
    return { source: 'roll-back', run: '', reason, asOf, cause, predecessor: cause };
  }
  return {
    source: 'execution',
    run: name,
    reason: brief(`The execution ${name} ended: ${status}`),
    asOf,
    cause,
  };
}

/** The form that all of them are read to, in which Migrate sends its own. */
function readBefore(event: unknown): RollBackRequest | undefined {
  const [source, run, reason, cause] = ['source', 'run', 'reason', 'cause'].map((key) => textAt(event, key));
  const asOf = instantAt(event, 'asOf');
  const known = source !== undefined && isSource(source);
  if (!known || run === undefined || reason === undefined || cause === undefined || asOf === undefined)
    return undefined;
  const predecessor = textAt(event, 'predecessor');
  return {
    source,
    run,
    reason: brief(reason),
    asOf,
    cause,
    ...(predecessor !== undefined && { predecessor }),
  };
}

function ofPerson(event: unknown, run: Run): RollBackRequest {
  const given = typeof event === 'string' ? event : fieldOf(event, 'reason');
  const reason = given === undefined ? NO_REASON : brief(asText(given));
  return { source: 'person', run: '', reason, asOf: run.startedAt, cause: '' };
}

function isSource(text: string): text is Source {
  return Object.hasOwn(SOURCES, text);
}

/** What a person can read, as long as it can be handed on. */
function brief(reason: string): string {
  return cut(plainCause(reason), MOST_LISTED.cause);
}

/** `arn:aws:states:…:execution:shop-RollBack:…` → `shop-RollBack`. */
function machineOf(executionArn: string): string | undefined {
  return executionArn.split(':')[6];
}

/** The object's own field; undefined where there is none. */
function fieldOf(value: unknown, key: string | number): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
  return (value as Readonly<Record<string | number, unknown>>)[key];
}

function textAt(value: unknown, ...path: readonly (string | number)[]): string | undefined {
  const found = path.reduce(fieldOf, value);
  return typeof found === 'string' ? found : undefined;
}

/** As every function reads it: CloudWatch writes `+0000`, and Date takes 30 February for 2 March. */
function instantAt(value: unknown, ...path: readonly string[]): string | undefined {
  const text = textAt(value, ...path) ?? '';
  const [, day = ''] = /^(\d{4}-\d\d-\d\d)T\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)$/.exec(text) ?? [];
  const ms = Date.parse(text);
  if (Number.isNaN(ms) || !isDay(day)) return undefined;
  const read = instant(ms);
  return /^\d{4}-/.test(read) ? read : undefined;
}

function isDay(day: string): boolean {
  const ms = Date.parse(day);
  return !Number.isNaN(ms) && instant(ms).startsWith(day);
}

function asText(value: unknown): string {
  if (typeof value === 'string') return value;
  try {
    return JSON.stringify(value) ?? NO_REASON;
  } catch {
    // What came as JSON has no cycle, so it is nested more deeply than the stack is deep.
    return 'A reason that is nested too deeply to show.';
  }
}
