/** Whether calls, one after the other, lead from what the run wrote last to what was found at a name. */
import { isMoved } from '../record-set.ts';
import type { SoughtName, SoughtSet } from './unexplained-write.ts';
import { soughtSet, type WriteCall, type WrittenChange } from './write-call.ts';

/** What a call did to a name. */
export interface NameWrite {
  readonly eventId: string;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly sets: readonly (SoughtSet & Pick<WrittenChange, 'action'>)[];
}

/** Epoch milliseconds: CloudTrail's clock is another one. */
export interface Around {
  /** A call up to then may have been before the last good look. */
  readonly good: number;
  /** A call from then on may have been after the finding. */
  readonly found: number;
}

/** A name's record sets: content by slot, '' for none. */
type Content = ReadonlyMap<string, string>;

/** The calls that changed record sets of the name that were compared. What else has that name is not looked at. */
export function writesTo(calls: readonly WriteCall[], sought: SoughtName): readonly NameWrite[] {
  return calls.flatMap(({ eventId, at, changes }) => {
    const sets = changes
      .filter(({ record }) => isCompared(record, sought))
      .map(({ action, record }) => ({ action, ...soughtSet(record) }));
    return sets.length > 0 ? [{ eventId, at: Date.parse(at), sets }] : [];
  });
}

export function isCompared(record: WrittenChange['record'], { name, now, was = [] }: SoughtName): boolean {
  if (record.Name !== name) return false;
  return isMoved(record) || [...now, ...was].some(({ slot }) => slot === soughtSet(record).slot);
}

/**
 * Route 53 deletes only what is there, and creates only what isn't: if a call is missing between two others, the later one doesn't
 * fit. What an UPSERT replaced can't be seen.
 * @param writes by time
 */
export function isExplained(
  writes: readonly NameWrite[],
  sought: SoughtName,
  { good, found }: Around,
): boolean {
  const early = writes.filter(({ at }) => at <= good).length;
  const starts = Array.from({ length: early + 1 }, (_, index) => index);
  return starts.some((start) => leadsThere(writes.slice(start), sought, found));
}

function leadsThere(writes: readonly NameWrite[], sought: SoughtName, found: number): boolean {
  const left = [...writes];
  let content: Content = contentsOf(sought.was);
  while (left.length > 0) {
    // CloudTrail's times are whole seconds: within one, any order that fits.
    const fits = left.findIndex(({ at, sets }) => at === left[0]?.at && applied(sets, content, sought));
    const [next] = left.splice(fits, 1);
    const after = next && applied(next.sets, content, sought);
    if (!after) return false;
    content = after;
    if (isNow(content, sought) && left.every(({ at }) => at >= found)) return true;
  }
  return false;
}

/** Undefined if Route 53 would have refused it. */
function applied(sets: NameWrite['sets'], before: Content, { was }: SoughtName): Content | undefined {
  const after = new Map(before);
  for (const { action, slot, content } of sets) {
    // Of what isn't known anything may be there.
    const there = after.get(slot) ?? (was ? '' : undefined);
    if (action === 'CREATE' && (there ?? '') !== '') return undefined;
    if (action === 'DELETE' && (there ?? content) !== content) return undefined;
    after.set(slot, action === 'DELETE' ? '' : content);
  }
  return after;
}

/** If it isn't known what was there: of the record sets that were written. */
function isNow(content: Content, { now, was }: SoughtName): boolean {
  const found = contentsOf(now);
  const slots = was ? [...content.keys(), ...found.keys()] : [...content.keys()];
  return slots.every((slot) => (content.get(slot) ?? '') === (found.get(slot) ?? ''));
}

function contentsOf(sets: readonly SoughtSet[] = []): Content {
  return new Map(sets.map(({ slot, content }) => [slot, content]));
}

/**
 * Ids of the calls that made record sets what was found: nobody wrote to these after them.
 * @param writes by time, until the finding
 */
export function lastWriters(writes: readonly NameWrite[], { now, was }: SoughtName): ReadonlySet<string> {
  const found = contentsOf(now);
  const before = was && contentsOf(was);
  const last = new Map<string, { readonly eventId: string; readonly content: string }>();
  for (const { eventId, sets } of writes)
    for (const { action, slot, content } of sets)
      last.set(slot, { eventId, content: action === 'DELETE' ? '' : content });
  const made = [...last].filter(([slot, { content }]) => {
    const there = found.get(slot) ?? '';
    return content === there && (!before || there !== (before.get(slot) ?? ''));
  });
  return new Set(made.map(([, { eventId }]) => eventId));
}
