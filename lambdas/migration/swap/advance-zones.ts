/**
 * Brings every zone of a migration from one milestone to the next: read, decide, swap, keep what was written.
 * A refused swap is decided anew from a fresh read, so a lost answer and a lost race end the same way: in what
 * the zone really contains.
 */

import type { Run } from '../../shared/contract/run.ts';
import { NamedError } from '../../shared/domain/named-error.ts';
import { countOf, cut, fitting } from '../../shared/domain/text.ts';
import { later, latest, timeAt } from '../../shared/domain/time.ts';
import { ERRORS } from '../contract/errors.ts';
import { type ChangeResult, MOST_LISTED, type ZoneChange } from '../contract/payloads.ts';
import { PROPAGATION_SECONDS } from '../contract/propagation.ts';
import { type AdvanceGoal, byName, decideAdvance, touchFence } from '../domain/advance.ts';
import { type Batch, sameChanges } from '../domain/batches.ts';
import { longestHeld } from '../domain/chains.ts';
import type { Fence } from '../domain/fence.ts';
import type { BeforeImage, JournalState } from '../domain/journal-state.ts';
import { fenceOf, type Milestone, shapeOf } from '../domain/milestones.ts';
import type { ObservedZone } from '../domain/observed-zone.ts';
import { batchRefused } from '../domain/refusal.ts';
import { imagesOf } from './images.ts';
import { inZone } from './in-zone.ts';
import { requireStillOpen } from './load-run.ts';
import { observeZone } from './observe-zone.ts';
import type { SwapPorts } from './ports.ts';

/** Most that is said of what Route 53 refused. */
const MOST_CHARACTERS = 1000;

/** Each read that finds the zone changed under a swap is real contention; more than this is not ours to win. */
const MOST_READS = 6;

export interface Advance {
  readonly from: Milestone;
  readonly to: Milestone;
  readonly close?: boolean;
  /** Of a step: how often a person has jumped before it. */
  readonly jumps?: number;
  /** The stopped run whose fence is taken over. */
  readonly takesOver?: string;
}

/**
 * @throws ForeignWrite, ChangeRefused, FenceLost, BeforeImageUnreadable, TransientFailure
 */
export async function advanceZones(
  run: Run,
  advance: Advance,
  state: Pick<JournalState, 'beforeImage' | 'zones' | 'epochs'>,
  ports: SwapPorts,
): Promise<ChangeResult> {
  const goal: Omit<AdvanceGoal, 'knownEpoch'> = {
    migration: ports.settings.migration,
    run: run.name,
    takesOver: advance.takesOver ?? '',
    from: advance.from,
    to: advance.to,
    close: advance.close ?? false,
  };
  const ttlInForceSeconds = longestHeld(advance.from, state.beforeImage.values(), ports.settings);
  const changes: ZoneChange[] = [];
  for (const { zone, image } of imagesOf(state, ports.settings)) {
    const zoneId = zone.id;
    const knownEpoch = state.epochs.get(zoneId) ?? 0;
    const known = state.zones.get(zoneId);
    const { jumps } = advance;
    const from = { zoneId, image, goal: { ...goal, knownEpoch }, jumps, known, ttlInForceSeconds, ports };
    changes.push(await inZone(zoneId, () => advanceZone(from)));
  }
  const acceptedAt = latest(changes.map((change) => change.acceptedAt)) ?? timeAt(ports.clock.now());
  const { weight } = fenceOf(advance.to);
  return {
    summary: `${changes.length} zone(s) at ${weight} % for the cluster; accepted by Route 53 at ${acceptedAt}.`,
    percent: weight,
    waitUntil: later(acceptedAt, PROPAGATION_SECONDS),
    ttlInForceSeconds,
    changes,
  };
}

interface ZoneAdvance {
  readonly zoneId: string;
  readonly image: BeforeImage;
  readonly goal: AdvanceGoal;
  readonly jumps: number | undefined;
  readonly known:
    | { readonly fence: Fence; readonly changeId: string; readonly acceptedAt: string }
    | undefined;
  /** Of all zones: a name may lead to one of another zone. */
  readonly ttlInForceSeconds: number;
  readonly ports: SwapPorts;
}

async function advanceZone(zone: ZoneAdvance): Promise<ZoneChange> {
  const before = byName(zone.image.records);
  const written: Written[] = [];
  let refused: Refused | undefined;
  for (let read = 1; read <= MOST_READS; read++) {
    const observed = await observeZone(zone.ports.zoneOf(zone.zoneId), before, zone.image.fenceName);
    // Anew for each decision: batches get smaller with what is learnt of the account's limits.
    const shape = shapeOf(zone.ports.settings, zone.image.follows);
    const decision = decideAdvance(observed, before, zone.image.fenceName, zone.goal, shape);
    switch (decision.kind) {
      case 'foreign':
        throw foreignWrite(zone.zoneId, decision.reasons);
      case 'lost':
        throw new NamedError(ERRORS.fenceLost, `Zone ${zone.zoneId}: ${decision.reason}`);
      case 'done': {
        const change = zoneChange(zone, decision.fence, written);
        if (change) return change;
        const touch = touchBatches(zone, observed, decision.fence);
        requireOther(zone, refused, touch, written);
        refused = await swapAll(zone, touch, written);
        break;
      }
      case 'write':
        requireOther(zone, refused, decision.batches, written);
        refused = await swapAll(zone, decision.batches, written);
    }
  }
  throw new NamedError(ERRORS.transient, refusedAlways(zone.zoneId, MOST_READS, refused?.messages ?? []));
}

interface Refused {
  readonly batch: Batch;
  readonly messages: readonly string[];
}

/** @throws ChangeRefused where the batch that would be sent is the one that was refused: nobody else has written */
function requireOther(
  { zoneId, image }: ZoneAdvance,
  refused: Refused | undefined,
  [next]: readonly Batch[],
  written: readonly Written[],
): void {
  if (!refused || !next || !sameChanges(refused.batch, next)) return;
  const why = batchRefused(zoneId, image.fenceName, refused.batch, refused.messages);
  const so =
    written.length === 0
      ? 'Nothing was changed in this zone.'
      : `${countOf(written.length, 'batch', 'batches')} of this step had already been accepted: some names are ahead of the others.`;
  throw new NamedError(ERRORS.changeRefused, `${why.replace(/[^.!?]$/, '$&.')} ${so}`);
}

interface Written {
  readonly changeId: string;
  readonly acceptedAt: string;
}

/**
 * Sends the batches in order until one is refused; each accepted one is kept in the journal at once.
 * @returns the one that was refused, with Route 53's words; undefined when all were accepted
 */
async function swapAll(
  zone: ZoneAdvance,
  batches: readonly Batch[],
  written: Written[],
): Promise<Refused | undefined> {
  const { zoneId, goal, jumps, ttlInForceSeconds, ports } = zone;
  for (const batch of batches) {
    await requireStillOpen(goal.run, ports.journal, jumps);
    const swap = await ports.zoneOf(zoneId).swap(batch.changes, commentOf(batch.fence));
    if (!swap.accepted) return { batch, messages: swap.messages };
    written.push(swap);
    const { changeId, acceptedAt } = swap;
    await ports.journal.recordZone(goal.run, {
      zoneId,
      fence: batch.fence,
      changeId,
      acceptedAt,
      ttlInForceSeconds,
    });
  }
  return undefined;
}

/** Route 53's ids for what brought the zone here; undefined when its answer was lost, so that nobody knows them. */
function zoneChange(
  { zoneId, known }: ZoneAdvance,
  fence: Fence,
  written: readonly Written[],
): ZoneChange | undefined {
  const last = written.at(-1) ?? (known?.fence.epoch === fence.epoch ? known : undefined);
  if (!last) return undefined;
  const changeIds = written.length > 0 ? written.map((one) => one.changeId) : [last.changeId];
  return { zoneId, changeIds, acceptedAt: last.acceptedAt, epoch: fence.epoch };
}

function touchBatches(zone: ZoneAdvance, observed: ObservedZone, fence: Fence): readonly Batch[] {
  return observed.fence.kind === 'ours'
    ? [touchFence(fence, zone.image.fenceName, observed.fence.record)]
    : [];
}

export function foreignWrite(zoneId: string, reasons: readonly string[]): NamedError {
  const listed = fitting(reasons, MOST_LISTED.cause, 'names');
  return new NamedError(ERRORS.foreignWrite, `Zone ${zoneId}: ${listed.join('; ')}`);
}

/** For the reader of the error: Route 53's own words, as it need not be somebody else who writes. */
export function refusedAlways(zoneId: string, tries: number, messages: readonly string[]): string {
  const words = cut(messages.join(', '), MOST_CHARACTERS);
  return `Zone ${zoneId}: Route 53 refused ${tries} batches in a row, each made from a fresh read. Its last message: ${words} If the records change between tries, find out who else writes to the zone. Otherwise fix what Route 53 names.`;
}

/** What Route 53 keeps with the change, for whoever looks in CloudTrail. */
export function commentOf(fence: Fence): string {
  return `kops-cutover ${fence.migration}: ${fence.phase} ${fence.weight} %, epoch ${fence.epoch}, ${fence.execution}`;
}
