/** Who made a foreign write, by the calls that CloudTrail has. */

import { accountOf, type MigrationSettings } from '../../contract/settings.ts';
import { isCompared, isExplained, lastWriters, writesTo } from './replay.ts';
import { foundTime, SLACK_SECONDS, soughtUntil } from './unexplained.ts';
import type { UnexplainedWrite } from './unexplained-write.ts';
import type { Caller, WriteCall, WrittenChange } from './write-call.ts';

/** What CloudTrail says about a window of time. */
export interface TrailRead {
  /** The newest first. */
  readonly calls: readonly WriteCall[];
  /** Ids of events of such calls that are not in a form that can be read. */
  readonly unreadable: readonly string[];
  /** There are more calls than a look reads: the oldest were left out. */
  readonly cut: boolean;
}

/** A call that changed some of the names. */
export interface MatchingCall {
  readonly call: WriteCall;
  /** Those of its changes that are about the names. */
  readonly changes: readonly WrittenChange[];
  /** The names of which it made something what was found. */
  readonly exact: readonly string[];
  /** The caller is a function of this migration: its session. */
  readonly own?: string;
  /** People were notified of it before. */
  readonly told?: true;
}

export type TrailVerdict =
  /** CloudTrail may not have it yet. */
  | { readonly kind: 'wait' }
  /** By time. */
  | { readonly kind: 'found'; readonly calls: readonly MatchingCall[] }
  | { readonly kind: 'none' };

interface Judging {
  readonly now: number;
  /** Ids of events that people were notified of before. */
  readonly told: readonly string[];
  readonly owner: Owner;
}

/** Whose functions are not somebody else. */
export interface Owner {
  readonly settings: Pick<MigrationSettings, 'migration' | 'zones'>;
  /** ARNs of the roles of the functions that change records. */
  readonly recordRoles: readonly string[];
}

/**
 * Calls that don't lead to what was found are not all: some are missing. People are notified of them only when no more can come.
 * After an answer only calls that nobody was notified of are another one.
 */
export function judgeTrail(
  write: UnexplainedWrite,
  read: TrailRead,
  { now, told, owner }: Judging,
): TrailVerdict {
  const calls = callsIn(write, read.calls);
  const matches = (isOwn: boolean) => {
    const some = calls.filter(({ who }) => (ownSession(who, owner) !== undefined) === isOwn);
    return matching(some, write, { told, owner });
  };
  const foreign = matches(false);
  if (write.answered) {
    const isNew = foreign.some((each) => !each.told);
    return isNew ? { kind: 'found', calls: foreign } : { kind: 'wait' };
  }
  if (isWhole(foreign, write)) return { kind: 'found', calls: foreign };
  if (now < soughtUntil(write)) return { kind: 'wait' };
  if (foreign.length > 0) return { kind: 'found', calls: foreign };
  // Only if nobody else has: this software writes to these names, too.
  const own = matches(true).filter(({ exact }) => exact.length > 0);
  return own.length > 0 ? { kind: 'found', calls: own } : { kind: 'none' };
}

/** By time; within a second, in the order in which CloudTrail has them. */
function callsIn({ zoneId, from, to }: UnexplainedWrite, calls: readonly WriteCall[]): readonly WriteCall[] {
  const [begin, end] = [Date.parse(from), Date.parse(to)];
  const isWithin = (at: number) => begin <= at && at <= end;
  return calls
    .filter((call) => call.zoneId === zoneId && isWithin(Date.parse(call.at)))
    .toReversed()
    .toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at));
}

function matching(
  calls: readonly WriteCall[],
  write: UnexplainedWrite,
  { told, owner }: Pick<Judging, 'told' | 'owner'>,
): readonly MatchingCall[] {
  const found = foundTime(write);
  const exact = write.names.map((name) => {
    const writes = writesTo(calls, name).filter(({ at }) => at <= found);
    return { name: name.name, by: lastWriters(writes, name) };
  });
  return calls.flatMap((call) => {
    const changes = call.changes.filter(({ record }) => write.names.some((name) => isCompared(record, name)));
    if (changes.length === 0) return [];
    const own = ownSession(call.who, owner);
    const names = exact.flatMap(({ name, by }) => (by.has(call.eventId) ? [name] : []));
    return [
      {
        call,
        changes,
        exact: names,
        ...(own !== undefined && { own }),
        ...(told.includes(call.eventId) && { told: true as const }),
      },
    ];
  });
}

/** They lead to all that was found. */
function isWhole(matches: readonly MatchingCall[], write: UnexplainedWrite): boolean {
  const around = {
    good: Date.parse(write.from) + 2 * SLACK_SECONDS * 1000,
    found: foundTime(write) - SLACK_SECONDS * 1000,
  };
  const calls = matches.map(({ call }) => call);
  return write.names.every((name) => isExplained(writesTo(calls, name), name, around));
}

/**
 * The session by which this migration itself called; undefined for everybody else. A function's role is its own, and nobody else
 * assumes it. The role of a zone in another account may be others' as well: there the session's name decides, too.
 */
function ownSession(
  { type, role, account, session }: Caller,
  { settings: { migration, zones }, recordRoles }: Owner,
): string | undefined {
  if (type !== 'AssumedRole') return undefined;
  if (recordRoles.includes(role)) return session;
  const lent = zones.some(({ role: each }) => each?.arn === role && accountOf(each) === account);
  return lent && session.startsWith(`${migration}.`) ? session : undefined;
}
