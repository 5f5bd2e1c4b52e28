/** Who made a foreign write, by the calls that CloudTrail has. */

import { accountOf, type MigrationSettings } from '../../contract/settings.ts';
import { FUNCTION_STATES } from '../../contract/states.ts';
import { soughtUntil } from './unexplained.ts';
import type { SoughtName, UnexplainedWrite } from './unexplained-write.ts';
import { type Caller, contentOf, type WriteCall, type WrittenChange } from './write-call.ts';

/** What CloudTrail says about a window of time. */
export interface TrailRead {
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
  /** The names for which it wrote what is there now, or removed what is gone. */
  readonly exact: readonly string[];
  /** The caller is a function of this migration: its name. */
  readonly own?: string;
}

export type TrailVerdict =
  /** CloudTrail may not have it yet. */
  | { readonly kind: 'wait' }
  /** By time. */
  | { readonly kind: 'found'; readonly calls: readonly MatchingCall[] }
  | { readonly kind: 'none' };

/**
 * Calls that wrote to the same names, but not what is there now, may be older. People are notified of them only when no better match
 * can come any more.
 * @param told ids of events that people were notified of before
 */
export function judgeTrail(
  write: UnexplainedWrite,
  read: TrailRead,
  {
    now,
    told,
    settings,
  }: { readonly now: number; readonly told: readonly string[]; readonly settings: Owner },
): TrailVerdict {
  const calls = read.calls
    .filter(({ eventId, zoneId }) => zoneId === write.zoneId && !told.includes(eventId))
    .flatMap((call) => matching(call, write, settings))
    .toSorted((a, b) => (a.call.at < b.call.at ? -1 : 1));
  // Only if nobody else has: this software writes to these names, too.
  const foreign = calls.filter(({ own }) => own === undefined);
  const explained = new Set(foreign.flatMap(({ exact }) => exact));
  if (write.names.every(({ name }) => explained.has(name))) return { kind: 'found', calls: foreign };
  if (now < soughtUntil(write)) return { kind: 'wait' };
  if (foreign.length > 0) return { kind: 'found', calls: foreign };
  const own = calls.filter(({ exact }) => exact.length > 0);
  return own.length > 0 ? { kind: 'found', calls: own } : { kind: 'none' };
}

export type Owner = Pick<MigrationSettings, 'migration' | 'account' | 'zones'>;

function matching(call: WriteCall, write: UnexplainedWrite, settings: Owner): readonly MatchingCall[] {
  const changes = call.changes.filter(({ record }) => write.names.some(({ name }) => name === record.Name));
  if (changes.length === 0) return [];
  const own = ownFunction(call.who, settings);
  const exact = write.names.filter((name) => isExact(changes, name)).map(({ name }) => name);
  return [{ call, changes, exact, ...(own !== undefined && { own }) }];
}

function isExact(changes: readonly WrittenChange[], { name, now }: SoughtName): boolean {
  const of = changes.filter(({ record }) => record.Name === name);
  const written = of.filter(({ action }) => action !== 'DELETE');
  if (written.length > 0) return written.some(({ record }) => now.includes(contentOf(record)));
  // Nothing says any more what was removed, so this is as sure as it gets.
  return of.length > 0;
}

/**
 * The name of the function of this migration that called; undefined for everybody else. Lambda names a role's session after the
 * function; in another account the session is named after the migration and its execution.
 */
function ownFunction(
  { type, role, account, session }: Caller,
  { migration, account: own, zones }: Owner,
): string | undefined {
  if (type !== 'AssumedRole') return undefined;
  const isFunction = FUNCTION_STATES.some((state) => session === `${migration}-${state}`);
  if (account === own && isFunction) return session;
  const lent = zones.some(({ role: each }) => each?.arn === role && accountOf(each) === account);
  return lent && session.startsWith(`${migration}.`) ? session : undefined;
}
