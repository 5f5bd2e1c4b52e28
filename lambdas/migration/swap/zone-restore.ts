import { displayName } from '../../shared/contract/dns-names.ts';
import { NamedError } from '../../shared/domain/named-error.ts';
import { countOf } from '../../shared/domain/text.ts';
import { ERRORS } from '../contract/errors.ts';
import type { ZoneChange } from '../contract/payloads.ts';
import type { NotRestored } from '../contract/roll-back-payloads.ts';
import { byName, type NamesBefore, touchFence } from '../domain/advance.ts';
import { type Batch, type BatchBounds, sameChanges } from '../domain/batches.ts';
import { type Fence, formatFence } from '../domain/fence.ts';
import type { BeforeImage, JournalRun, JournalZone } from '../domain/journal-state.ts';
import { allMilestones, longestTtl, type RecordShape, shapeOf } from '../domain/milestones.ts';
import { notRestoredLines, uncheckedLines } from '../domain/not-restored.ts';
import type { ObservedZone } from '../domain/observed-zone.ts';
import { learn, tryAgain, WHOLE } from '../domain/parts.ts';
import { fenceRefused, inWords } from '../domain/refusal.ts';
import {
  decideRestore,
  type RestoreBatch,
  type RestoreDecision,
  type RestoreGoal,
  restoreFromJournal,
} from '../domain/restore.ts';
import type { Zone } from '../ports/zone.ts';
import { commentOf, refusedAlways } from './advance-zones.ts';
import { inTime } from './in-time.ts';
import { observeZone } from './observe-zone.ts';
import type { SwapPorts } from './ports.ts';

/**
 * A rollback loses a race only to somebody who wrote in between; each loss is read anew. A refusal that is no lost race
 * is not counted: what it teaches is bounded.
 */
const MOST_READS = 12;

type Writing = Extract<RestoreDecision, { kind: 'write' }>;
type Standing = Extract<RestoreDecision, { kind: 'restored' | 'partly' }>;

/** What is known of a zone that is to be restored. */
export interface ZoneToRestore {
  readonly zoneId: string;
  readonly image: BeforeImage;
  readonly run: JournalRun;
  /** What the journal says was written last. */
  readonly known: JournalZone | undefined;
  /** The newest epoch that the journal knows; 0 when none. */
  readonly knownEpoch: number;
  /** By which an earlier round restored it. */
  readonly earlier: ZoneChange | undefined;
  /** How long resolvers may hold a name of the run that follows another one, in whichever zones; 0 where none does. */
  readonly chainSeconds: number;
}

/** How far a try may go. */
export interface Allowed {
  /** The journal says that the run is shut out. */
  readonly shutOut: boolean;
  /** This rollback continues: the id of a change that isn't known may be replaced by that of a swap of the fence. */
  readonly touch: boolean;
  /** Epoch milliseconds. */
  readonly until: number;
}

/**
 * One zone of a rollback. First from the last written state, without asking the zone; where that is refused, from what
 * the zone really contains, again and again until legacy serves. Names that Route 53 refuses though nobody interferes are
 * left out, so that they keep no others from it.
 */
export class ZoneRestore {
  readonly zoneId: string;
  /** The accepted batches, those of earlier rounds among them. */
  change: ZoneChange | undefined;
  /** What foreign writers had put and was taken away, one line each. */
  readonly overwritten: string[] = [];
  ttlInForceSeconds = 0;
  /** Names that Route 53 refuses to restore, the fence among them where that is what it refuses. */
  notRestored: readonly NotRestored[] = [];
  /** False when the zone was found as it was before: by an earlier try, or by another rollback. */
  wrote = false;
  /** Why it isn't wholly restored; undefined when it is. */
  pending: string | undefined = 'It has not been tried yet.';
  /** The fence is another run's: what this one may not change. */
  notOurs = false;

  readonly #ports: SwapPorts;
  readonly #image: BeforeImage;
  readonly #before: NamesBefore;
  readonly #chainSeconds: number;
  readonly #unread: Writing | undefined;
  #goal: RestoreGoal;
  #until = 0;
  #refused: readonly string[] = [];
  /** The batch of those words, where it was made from a read of the zone. */
  #refusedBatch: RestoreBatch | undefined;
  /** Names were restored since the refused ones were tried. */
  #progress = false;
  /** The last read said more about a refusal, so that the next batch is another one. */
  #learnt = false;
  /** What a batch would have written over that was refused, unless its answer was lost. */
  #unanswered: { readonly fence: Fence; readonly overwritten: readonly string[] } | undefined;

  constructor(zone: ZoneToRestore, ports: SwapPorts) {
    const { zoneId, image, run, known, knownEpoch, earlier } = zone;
    const { settings } = ports;
    this.zoneId = zoneId;
    this.change = earlier;
    this.#ports = ports;
    this.#image = image;
    this.#before = byName(image.records);
    this.#chainSeconds = zone.chainSeconds;
    this.#goal = {
      migration: settings.migration,
      run: run.execution,
      tookOver: run.tookOver,
      knownEpoch,
      shutOut: false,
      stages: allMilestones(settings),
      parts: WHOLE,
    };
    this.#unread =
      known && !earlier
        ? restoreFromJournal(known.fence, this.#before, image.fenceName, this.#goal, this.#shape)
        : undefined;
  }

  /** Anew for each decision: batches get smaller with what is learnt of the account's limits. */
  get #shape(): RecordShape & BatchBounds {
    return shapeOf(this.#ports.settings, this.#image.follows);
  }

  /** By batches that rest on the journal alone. @throws TransientFailure */
  async fromJournal(until: number): Promise<void> {
    this.#until = until;
    if (this.#unread && (await this.#swapAll(this.#unread))) this.pending = undefined;
  }

  /** By batches that are made from what the zone contains. @throws TransientFailure, RollBackIncomplete */
  async fromZone({ shutOut, touch, until }: Allowed): Promise<void> {
    this.#until = until;
    this.#goal = { ...this.#goal, shutOut };
    this.#refusedBatch = undefined;
    for (let reads = 1; reads <= MOST_READS; reads += this.#learnt ? 0 : 1) {
      const decision = await this.#decideFromZone();
      const pending = await this.#do(decision, touch);
      if (pending === 'again') continue;
      this.pending = pending;
      return;
    }
    throw this.#failed(refusedAlways(this.zoneId, MOST_READS, this.#refused));
  }

  /** What is left to do then; undefined when nothing is. */
  async #do(decision: RestoreDecision, touch: boolean): Promise<string | 'again' | undefined> {
    switch (decision.kind) {
      case 'write':
        return (await this.#swapAll(decision)) && isWhole(decision) ? undefined : 'again';
      case 'partly':
        this.notRestored = this.#named(decision.leftOut);
        return `Route 53 refuses ${countOf(decision.leftOut.length, 'name')}.`;
      case 'restored':
        this.notRestored = [];
        if (this.change?.epoch === decision.fence.epoch) return undefined;
        if (!touch) return 'It is already restored, by an unknown change.';
        return (await this.#touch(decision)) ? undefined : 'again';
      case 'not-ours':
        this.notOurs = true;
        return decision.reason;
      case 'unless-over':
        return decision.reason;
    }
  }

  /**
   * Nobody knows the id of the change that restored the zone: its answer was lost, or another process wrote it. The id
   * of a swap of the fence alone stands for it, so that INSYNC can be checked.
   */
  #touch({ fence, record }: Standing): Promise<boolean> {
    const batch = { ...touchFence(fence, this.#image.fenceName, record), overwritten: [] };
    const ttlInForceSeconds = this.#unread?.ttlInForceSeconds ?? longestTtl(this.#image.records);
    return this.#swapAll({ kind: 'write', batches: [batch], ttlInForceSeconds }, false);
  }

  async #decideFromZone(): Promise<RestoreDecision> {
    const { fenceName } = this.#image;
    const observed = await this.#ask('Reading it', (zone) => observeZone(zone, this.#before, fenceName));
    this.#answer(observed);
    const shape = this.#shape;
    const decide = () => decideRestore(observed, this.#before, fenceName, this.#goal, shape);
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
    if (!parts) {
      const fence = { zoneId: this.zoneId, name: displayName(fenceName), why: inWords(this.#refused) };
      this.notRestored = [...this.refused, fence];
      throw this.#failed(fenceRefused(this.zoneId, fenceName, this.#refused));
    }
    this.#goal = { ...this.#goal, parts };
    return true;
  }

  #nextBatch(decision: RestoreDecision): Batch | undefined {
    if (decision.kind === 'write') return decision.batches[0];
    const done = decision.kind === 'restored' || decision.kind === 'partly';
    return done ? touchFence(decision.fence, this.#image.fenceName, decision.record) : undefined;
  }

  /** The names that Route 53 refuses are reported whatever else the zone fails by. */
  #failed(reason: string): NamedError {
    return new NamedError(ERRORS.rollBackIncomplete, [reason, ...notRestoredLines(this.refused)].join('; '));
  }

  /** All names that Route 53 refused, those among them that needed no change any more. */
  get refused(): readonly NotRestored[] {
    return this.#named([...this.#goal.parts.refused.keys()]);
  }

  /** Names that are back on legacy but for a health check that is gone, one line each. */
  get unchecked(): readonly string[] {
    const isBack = this.pending === undefined || this.notRestored.length > 0;
    return isBack ? uncheckedLines(this.refused, this.notRestored) : [];
  }

  /** Names that were left out, with Route 53's words. */
  #named(names: readonly string[]): readonly NotRestored[] {
    const { refused } = this.#goal.parts;
    return names.map((name) => ({
      zoneId: this.zoneId,
      name: displayName(name),
      why: refused.get(name) ?? '',
    }));
  }

  /** A batch whose fence stands was accepted, whatever was answered: what it took away is reported. */
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
      const { overwritten, fence } = batch;
      const swap = await this.#ask('Changing it', (zone) => zone.swap(batch.changes, commentOf(fence)));
      if (!swap.accepted) {
        this.#refused = swap.messages;
        this.#refusedBatch = batch;
        if (wrote) this.#unanswered = { fence, overwritten };
        return false;
      }
      this.#progress ||= batch.names.length > 0;
      this.wrote ||= wrote;
      const changeIds = [...(this.change?.changeIds ?? []), swap.changeId];
      this.change = { zoneId: this.zoneId, changeIds, acceptedAt: swap.acceptedAt, epoch: fence.epoch };
      const seconds = [this.ttlInForceSeconds, writing.ttlInForceSeconds, this.#chainSeconds];
      this.ttlInForceSeconds = Math.max(...seconds);
      this.overwritten.push(...overwritten);
    }
    return true;
  }

  #ask<T>(what: string, call: (zone: Zone) => Promise<T>): Promise<T> {
    const { zoneOf, clock } = this.#ports;
    return inTime(this.#until - clock.now(), what, () => call(zoneOf(this.zoneId, this.#until)));
  }
}

/** Nothing is left out of the batches: after the last one the zone is as it was. */
function isWhole({ batches }: Writing): boolean {
  return batches.at(-1)?.fence.phase === 'restored';
}
