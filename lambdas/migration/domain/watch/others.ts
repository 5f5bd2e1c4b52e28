/** The record sets of a zone that the run doesn't move: whether they are as they were before its first change. */
import { displayName, isWithin } from '../../../shared/contract/dns-names.ts';
import { shortHash } from '../../../shared/domain/hash.ts';
import { drillNamesBeside } from '../../contract/drill.ts';
import { describe } from '../advance.ts';
import { isMoved, type ResourceRecordSet } from '../record-set.ts';

/** What the run moves in a zone, and where its fence is. */
export interface Ours {
  readonly names: readonly string[];
  readonly fenceName: string;
}

/** By name and type, what tells one content from another. */
export type Others = Readonly<Record<string, string>>;

export function othersIn(records: readonly ResourceRecordSet[], ours: Ours): Others {
  return Object.fromEntries(
    [...grouped(records, ours)].map(([key, sets]) => [key, shortHash(contentOf(sets)).slice(0, 8)]),
  );
}

/**
 * One line for each that is gone or another one, and for what is new if it hides a moved name. Other new ones are nobody's business:
 * many people may write to a zone.
 */
export function othersChanged(
  before: Others,
  records: readonly ResourceRecordSet[],
  ours: Ours,
): readonly string[] {
  const groups = grouped(records, ours);
  const now = othersIn(records, ours);
  const changed = Object.entries(before).flatMap(([key, digest]) => {
    if (now[key] === digest) return [];
    const sets = groups.get(key);
    return [sets ? `${shown(key)} was changed. Now it has ${describe(sets)}` : `${shown(key)} is gone.`];
  });
  const added = Object.keys(now).filter((key) => !(key in before));
  return [...changed, ...added.flatMap((key) => hiddenBy(key, ours))];
}

/** Each zone is read whole once an hour, the first one right after a change; not all of them in the same minute. */
const ROUND_MINUTES = 60;

/** @param since when the wait began that is under way @param now epoch milliseconds, as `since` */
export function looksAtOthers(zoneIndex: number, since: number, now: number): boolean {
  return minutesOf(since, now) % ROUND_MINUTES === zoneIndex % ROUND_MINUTES;
}

/** Not every zone has had its turn in this wait. */
export function areOthersLeft(zones: number, since: number, now: number): boolean {
  return minutesOf(since, now) < Math.min(zones, ROUND_MINUTES) - 1;
}

function minutesOf(since: number, now: number): number {
  return Math.floor((now - since) / 60_000);
}

function grouped(
  records: readonly ResourceRecordSet[],
  { names, fenceName }: Ours,
): ReadonlyMap<string, readonly ResourceRecordSet[]> {
  const moved = new Set(names);
  const own = new Set([fenceName, ...drillNamesBeside(fenceName)]);
  const others = records.filter(
    (record) => !own.has(record.Name) && !(moved.has(record.Name) && isMoved(record)),
  );
  return Map.groupBy(others, ({ Name, Type }) => `${Name} ${Type}`);
}

/** The same in whatever order Route 53 lists fields, values and members of a group. */
function contentOf(sets: readonly ResourceRecordSet[]): string {
  return sets.map(canonical).toSorted().join('\n');
}

export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).toSorted().join()}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, each]) => `${key}:${canonical(each)}`).join()}}`;
}

/** A delegation takes all names below it away from the zone, and a name takes itself out of its wildcard. */
function hiddenBy(key: string, { names }: Ours): readonly string[] {
  const [name = '', type = ''] = key.split(' ');
  return names.flatMap((moved) => {
    if (type === 'NS' && isWithin(moved, name))
      return [`${shown(key)} is new, and hides ${displayName(moved)}: other name servers answer for it now.`];
    const [wildcard, parent] = [moved.slice(0, 5), moved.slice(5)];
    if (wildcard === '\\052.' && name !== moved && name.endsWith(`.${parent}`))
      return [`${shown(key)} is new: ${displayName(moved)} no longer answers for it.`];
    return [];
  });
}

function shown(key: string): string {
  const [name = '', type = ''] = key.split(' ');
  return `${displayName(name)} ${type}`;
}
