/**
 * Brings every zone back to its before-image. First from the last written state, without asking the zone; where
 * that is refused, from what the zone really holds, again and again until legacy serves. Names that Route 53 refuses
 * though nobody interferes are left out, so that they keep no others from it. Nothing is written to the journal here:
 * DNS comes first, and ConfirmLegacy keeps what came of it.
 */

import { ERRORS } from '../contract/errors.ts';
import { MOST_LISTED, type NotRestored, type ZoneChange } from '../contract/payloads.ts';
import { byName, type NamesBefore, touchFence } from '../domain/advance.ts';
import { type Batch, sameChanges } from '../domain/batches.ts';
import { type Fence, formatFence } from '../domain/fence.ts';
import { NamedError } from '../domain/named-error.ts';
import { notRestoredLines, uncheckedLines } from '../domain/not-restored.ts';
import type { ObservedZone } from '../domain/observed-zone.ts';
import { learn, tryAgain, WHOLE } from '../domain/parts.ts';
import { displayName } from '../domain/record-set.ts';
import { fenceRefused } from '../domain/refusal.ts';
import {
  decideRestore,
  type RestoreBatch,
  type RestoreDecision,
  type RestoreGoal,
  restoreFromJournal,
} from '../domain/restore.ts';
import { allStages, longestTtl } from '../domain/stages.ts';
import { fitting } from '../domain/text.ts';
import type { BeforeImage, JournalState } from '../ports/journal.ts';
import { commentOf, refusedAlways } from './advance-zones.ts';
import { isAt, markOwed, type RollBack } from './mark-owed.ts';
import { observeZone } from './observe-zone.ts';
import type { SwapWorld } from './world.ts';

/**
 * A rollback loses a race only to somebody who wrote in between; each loss is read anew. A refusal that is no lost race
 * is not counted: what it teaches is bounded by itself.
 */
const MOST_READS = 12;

type Writing = Extract<RestoreDecision, { kind: 'write' }>;

export interface RestoredZones {
  readonly changes: readonly ZoneChange[];
  /** What foreign writers had put and was taken away, one line each. */
  readonly overwritten: readonly string[];
  readonly ttlInForceSeconds: number;
  /** Zones that were left alone, with the reason. */
  readonly left: readonly string[];
  /** Names that Route 53 refuses to restore. */
  readonly notRestored: readonly NotRestored[];
  /** Names that are back on legacy but for a health check that is gone, one line each. */
  readonly unchecked: readonly string[];
  /** False when every zone was found as it was before: by an earlier try, or by another rollback. */
  readonly wrote: boolean;
}

/** @throws TransientFailure or RollBackIncomplete when a zone could not be won, after every other zone was tried */
export async function restoreZones(
  state: JournalState,
  rollBack: RollBack,
  world: SwapWorld,
): Promise<RestoredZones> {
  const zones: ZoneRestore[] = [];
  const failures: Error[] = [];
  for (const [zoneId, image] of state.beforeImage) {
    const zone = new ZoneRestore(zoneId, image, state, rollBack, world);
    try {
      await zone.restore();
      zones.push(zone);
    } catch (error) {
      failures.push(error as Error);
    }
  }
  const notRestored = zones.flatMap((zone) => zone.notRestored);
  if (failures.length > 0) throw asOne(failures, notRestored);
  return {
    changes: zones.flatMap((zone) => zone.change ?? []),
    overwritten: zones.flatMap((zone) => zone.overwritten),
    ttlInForceSeconds: Math.max(0, ...zones.map((zone) => zone.ttlInForceSeconds)),
    left: zones.flatMap((zone) => zone.left ?? []),
    notRestored,
    unchecked: zones.flatMap((zone) => uncheckedLines(zone.refused, zone.notRestored)),
    wrote: zones.some((zone) => zone.wrote),
  };
}

class ZoneRestore {
  change: ZoneChange | undefined;
  readonly overwritten: string[] = [];
  ttlInForceSeconds = 0;
  left: string | undefined;
  notRestored: readonly NotRestored[] = [];
  wrote = false;

  readonly #zoneId: string;
  readonly #image: BeforeImage;
  readonly #before: NamesBefore;
  readonly #state: JournalState;
  readonly #rollBack: RollBack;
  readonly #world: SwapWorld;
  #goal: RestoreGoal;
  #refused: readonly string[] = [];
  /** The batch of those words, where it was made from a read of the zone. */
  #refusedBatch: RestoreBatch | undefined;
  /** Names were restored since the refused ones were tried. */
  #progress = false;
  /** The last read said more about a refusal, so that the next batch is another one. */
  #learnt = false;
  /** What a batch would have written over that was refused, unless its answer was lost. */
  #unanswered: { readonly fence: Fence; readonly overwritten: readonly string[] } | undefined;

  constructor(zoneId: string, image: BeforeImage, state: JournalState, rollBack: RollBack, world: SwapWorld) {
    this.#rollBack = rollBack;
    this.#zoneId = zoneId;
    this.#image = image;
    this.#before = byName(image.records);
    this.#state = state;
    this.#world = world;
    this.#goal = {
      migration: world.settings.migration,
      run: state.run.execution,
      tookOver: state.run.tookOver,
      knownEpoch: state.epochs.get(zoneId) ?? 0,
      shutOut: false,
      stages: allStages(world.settings),
      parts: WHOLE,
    };
  }

  async restore(): Promise<void> {
    const fast = this.#lastWritten();
    if (fast && (await this.#swapAll(fast))) return;
    this.#refusedBatch = undefined;
    for (let reads = 1; reads <= MOST_READS; reads += this.#learnt ? 0 : 1) {
      const decision = await this.#decideFromZone();
      if (decision.kind === 'write') {
        if ((await this.#swapAll(decision)) && isWhole(decision)) return;
      } else if (decision.kind === 'restored' || decision.kind === 'partly') {
        this.notRestored = decision.kind === 'partly' ? this.#named(decision.leftOut) : [];
        if (this.change || (await this.#touch(decision, fast))) return;
      } else if (decision.kind === 'unless-over' && (await this.#shutOut())) {
        this.#goal = { ...this.#goal, shutOut: true };
      } else {
        await this.#requireNotTakenOver();
        this.left = `Zone ${this.#zoneId}: ${decision.reason}`;
        return;
      }
    }
    throw this.#failed(refusedAlways(this.#zoneId, MOST_READS, this.#refused));
  }

  /**
   * Nobody knows the id of the change that restored the zone: its answer was lost, or another process wrote it. The id
   * of a swap of the fence alone stands for it, so that INSYNC can be asked for.
   */
  #touch(
    { fence, record }: Extract<RestoreDecision, { kind: 'restored' | 'partly' }>,
    fast: Writing | undefined,
  ): Promise<boolean> {
    const batch = { ...touchFence(fence, this.#image.fenceName, record), overwritten: [] };
    const ttlInForceSeconds = fast?.ttlInForceSeconds ?? longestTtl(this.#image.records);
    return this.#swapAll({ kind: 'write', batches: [batch], ttlInForceSeconds }, false);
  }

  /** False when the run is over, or closed since the journal was read. From here on it can be neither closed nor begun. */
  async #shutOut(): Promise<boolean> {
    const { run } = this.#state;
    const standing = await markOwed(run, this.#rollBack, this.#world);
    return isAt(standing, run.execution, this.#rollBack);
  }

  /** @throws TransientFailure when another run took this one over meanwhile: tried again, the rollback is about that one */
  async #requireNotTakenOver(): Promise<void> {
    const { execution } = this.#state.run;
    const now = await this.#world.journal.load();
    if (now?.run.tookOver !== execution) return;
    throw new NamedError(
      ERRORS.transient,
      `Zone ${this.#zoneId}: execution ${now.run.execution} took over ${execution} meanwhile. Tried again.`,
    );
  }

  #lastWritten(): Writing | undefined {
    const known = this.#state.zones.get(this.#zoneId);
    if (!known) return undefined;
    const { settings } = this.#world;
    return restoreFromJournal(known.fence, this.#before, this.#image.fenceName, this.#goal, settings);
  }

  async #decideFromZone(): Promise<RestoreDecision> {
    const { fenceName } = this.#image;
    const observed = await observeZone(this.#world.zoneOf(this.#zoneId), this.#before, fenceName);
    this.#answer(observed);
    const decide = () => decideRestore(observed, this.#before, fenceName, this.#goal, this.#world.settings);
    this.#learnt = this.#learn(decide());
    const decision = decide();
    const parts = decision.kind === 'partly' && this.#progress ? tryAgain(this.#goal.parts) : undefined;
    if (!parts) return decision;
    this.#goal = { ...this.#goal, parts };
    this.#progress = false;
    return decide();
  }

  /**
   * True when the batch that would be sent is the one that was refused: nobody has written in between, so it is not a
   * lost race, and would be refused for ever. From then on its names are divided.
   * @throws RollBackIncomplete when it is the fence that is refused
   */
  #learn(decision: RestoreDecision): boolean {
    const batch = this.#refusedBatch;
    const next = this.#nextBatch(decision);
    this.#refusedBatch = undefined;
    if (!batch || !next || !sameChanges(batch, next)) return false;
    const { fenceName } = this.#image;
    const parts = learn(this.#goal.parts, batch, this.#refused, fenceName);
    if (!parts) throw this.#failed(fenceRefused(this.#zoneId, fenceName, this.#refused));
    this.#goal = { ...this.#goal, parts };
    return true;
  }

  #nextBatch(decision: RestoreDecision): Batch | undefined {
    if (decision.kind === 'write') return decision.batches[0];
    const done = decision.kind === 'restored' || decision.kind === 'partly';
    return done ? touchFence(decision.fence, this.#image.fenceName, decision.record) : undefined;
  }

  /** The names that Route 53 refuses are told whatever else the zone fails by. */
  #failed(reason: string): NamedError {
    const lines = notRestoredLines(this.refused);
    return new NamedError(ERRORS.rollBackIncomplete, [reason, ...lines].join('; '));
  }

  /** All names that Route 53 refused, those among them that needed no change any more. */
  get refused(): readonly NotRestored[] {
    return this.#named([...this.#goal.parts.refused.keys()]);
  }

  /** Names that were left out, with Route 53's words. */
  #named(names: readonly string[]): readonly NotRestored[] {
    const { refused } = this.#goal.parts;
    const zoneId = this.#zoneId;
    return names.map((name) => ({ zoneId, name: displayName(name), why: refused.get(name) ?? '' }));
  }

  /** A batch whose fence stands was accepted, whatever was answered: what it took away is told. */
  #answer({ fence: found }: ObservedZone): void {
    const { fence, overwritten } = this.#unanswered ?? {};
    this.#unanswered = undefined;
    if (!fence || found.kind !== 'ours' || formatFence(found.fence) !== formatFence(fence)) return;
    this.wrote = true;
    this.overwritten.push(...(overwritten ?? []));
  }

  /** True when every batch was accepted; false at the first that the zone refused. */
  async #swapAll(writing: Writing, wrote = true): Promise<boolean> {
    for (const batch of writing.batches) {
      const swap = await this.#world.zoneOf(this.#zoneId).swap(batch.changes, commentOf(batch.fence));
      const { overwritten } = batch;
      if (!swap.accepted) {
        this.#refused = swap.messages;
        this.#refusedBatch = batch;
        if (wrote) this.#unanswered = { fence: batch.fence, overwritten };
        return false;
      }
      this.#progress ||= batch.names.length > 0;
      this.wrote ||= wrote;
      const changeIds = [...(this.change?.changeIds ?? []), swap.changeId];
      this.change = {
        zoneId: this.#zoneId,
        changeIds,
        acceptedAt: swap.acceptedAt,
        epoch: batch.fence.epoch,
      };
      this.ttlInForceSeconds = Math.max(this.ttlInForceSeconds, writing.ttlInForceSeconds);
      this.overwritten.push(...overwritten);
    }
    return true;
  }
}

/** Nothing is left out of the batches: after the last one the zone is as it was. */
function isWhole({ batches }: Writing): boolean {
  return batches.at(-1)?.fence.phase === 'restored';
}

/** @param notRestored of the other zones: what is thrown is all that is told of them */
function asOne(failures: readonly Error[], notRestored: readonly NotRestored[]): Error {
  const transient = failures.every((failure) => failure.name === ERRORS.transient);
  const name = transient ? ERRORS.transient : ERRORS.rollBackIncomplete;
  const reasons = [...failures.map((failure) => failure.message), ...notRestoredLines(notRestored)];
  return new NamedError(name, fitting(reasons, MOST_LISTED.cause, 'reasons').join('; '), { cause: failures });
}
