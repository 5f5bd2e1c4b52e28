/** How long calls of Route 53 will take within the account's limits. */
import type { Route53Settings } from '../contract/settings.ts';
import { byName } from './advance.ts';
import { type BatchBounds, changeName, FENCE_SIZE, sizeOf, splitSizes } from './batches.ts';
import { type Milestone, type RecordShape, recordsAt } from './milestones.ts';
import { delayFor, fullPace, spend } from './pace.ts';
import type { ResourceRecordSet } from './record-set.ts';

type WriteShape = RecordShape & BatchBounds;

/** What Route 53 takes to answer a call, seconds. */
const ANSWER_SECONDS = 0.3;

/** A zone is read, and its limit of record sets and their protections. */
const LOOK = [0, 0, 0];

/** Record sets on a page that Route 53 lists. */
const PAGE_SIZE = 300;

export interface TimingOptions {
  /** Share of both limits that others in the account take (0–1); where it is more than is left to them, it is what they take. */
  readonly taken?: number;
  readonly answerSeconds?: number;
}

/**
 * Seconds until the last of `calls` is answered, made one after the other after a pause.
 * @param calls the changes of records that each makes; 0 for one that reads
 */
export function secondsFor(
  calls: readonly number[],
  limits: Route53Settings,
  { taken = 0, answerSeconds = ANSWER_SECONDS }: TimingOptions = {},
): number {
  const share = 1 - Math.max(limits.leftForOthers, taken);
  let [requests, changes] = [limits.requests, limits.changes].map((limit) => fullPace(limit, share, 0));
  let now = 0;
  for (const cost of calls) {
    if (!requests || !changes) break;
    now += Math.max(delayFor(requests, 1, now), delayFor(changes, cost, now));
    requests = spend(requests, 1, now);
    changes = spend(changes, cost, now);
    now += answerSeconds * 1000;
  }
  return now / 1000;
}

/** How many changes each batch makes that brings a zone from one milestone to another. @param before what legacy answers with */
export function batchCosts(
  before: readonly ResourceRecordSet[],
  from: Milestone,
  to: Milestone,
  shape: WriteShape,
): readonly number[] {
  // Of thousands of names only the sizes are kept.
  const sizes = [...byName(before)].flatMap(([name, records]) => {
    const change = changeName(name, recordsAt(from, records, shape), recordsAt(to, records, shape));
    return change ? [sizeOf(change)] : [];
  });
  return splitSizes(sizes, shape).map((group, i) => {
    // A zone has no fence to delete at first, except the closed one of an earlier migration.
    const fence = from.kind === 'before' && i === 0 ? FENCE_SIZE.changes - 1 : FENCE_SIZE.changes;
    return group.reduce((sum, { changes }) => sum + changes, fence);
  });
}

/** The calls of a step: each zone is read, written and read again. */
export function callsOfStep(
  zones: readonly (readonly ResourceRecordSet[])[],
  from: Milestone,
  to: Milestone,
  shape: WriteShape,
): readonly number[] {
  const asked = zones.flatMap((before) => askedBefore(from, before));
  const written = zones.flatMap((before) => [
    ...pages(countAt(from, before, shape)),
    ...batchCosts(before, from, to, shape),
    ...pages(countAt(to, before, shape)),
  ]);
  return [...asked, ...written];
}

function countAt(milestone: Milestone, before: readonly ResourceRecordSet[], shape: RecordShape): number {
  return before.reduce((sum, record) => sum + recordsAt(milestone, [record], shape).length, 0);
}

/** Of all zones first: before the first step they are looked at, before they are adopted the last change must be in sync. */
function askedBefore(from: Milestone, before: readonly ResourceRecordSet[]): readonly number[] {
  if (from.kind === 'before') return [...LOOK, ...pages(before.length)];
  return from.kind === 'lowered' ? [0] : [];
}

/** The calls of a rollback in which nobody interferes: no zone is read. */
export function callsOfRollBack(
  zones: readonly (readonly ResourceRecordSet[])[],
  from: Milestone,
  shape: WriteShape,
): readonly number[] {
  return zones.flatMap((before) => batchCosts(before, from, { kind: 'before' }, shape));
}

/** For how long Route 53's limits make such a rollback wait, in whole seconds; nothing for some dozens of names. */
export function refillSeconds(
  zones: readonly (readonly ResourceRecordSet[])[],
  from: Milestone,
  shape: WriteShape,
  taken = 0,
): number {
  const calls = callsOfRollBack(zones, from, shape);
  return Math.ceil(secondsFor(calls, shape.route53, { taken, answerSeconds: 0 }));
}

/** With the fence. */
function pages(records: number): number[] {
  return Array(Math.ceil((records + 1) / PAGE_SIZE)).fill(0);
}
