/**
 * Which run a rollback is about, and what legacy was, where the journal alone doesn't say it: it was lost or restored to
 * an earlier time, is away, or has nothing to be done, which is never said without having asked the zones.
 */

import {
  copyIn,
  type FoundCopy,
  type FoundRun,
  joined,
  later,
  refused,
  SILENT,
  unrestorable,
} from './found-run.ts';
import type { CopiedRun, JournalRun, JournalState } from './journal-state.ts';
import { asOwed, asOwedAs, asOwedBefore, isNewer, isOnlyPresumed } from './owed-run.ts';
import type { Reading } from './reading.ts';
import { decideRollBack, followsIn, isOver, type RollBack } from './roll-back.ts';
import { isAbsent, isClosed, isDamaged, isOf, isRestored, isUnderWay, type ZoneFence } from './zone-fence.ts';

/** What the journal said. */
export type KeptInJournal =
  | { readonly kind: 'read'; readonly state: JournalState | undefined }
  /** It is not in a form that this version writes: no waiting helps. */
  | { readonly kind: 'damaged'; readonly why: string }
  | { readonly kind: 'away'; readonly why: string };

export interface KnownOfRun {
  readonly journal: KeptInJournal;
  /** Of all configured zones. */
  readonly fences: readonly ZoneFence[];
  readonly copy: Reading<FoundCopy>;
  /** Of which run an earlier round of this rollback left zones that are not restored; '' when none. */
  readonly pendingRun: string;
}

export function chooseRun(known: KnownOfRun, rollBack: RollBack): FoundRun {
  const { journal, fences } = known;
  if (journal.kind !== 'read') return withoutJournal(journal, known, rollBack);
  const { state } = journal;
  const decision = decideRollBack(state && asOwed(state.run, fences), rollBack);
  const migrationRun = state?.run.execution ?? '';
  if (decision.kind === 'joined') return joined(decision, migrationRun);
  if (decision.kind === 'restore' && state && !hasImages(state, zonesOf(known)))
    return withoutImages(state, known, rollBack);
  const strange = fences.filter((one) => isUnderWay(one) && !explains(state, one));
  if (strange.length > 0) return ofFences(strange, state, known, rollBack);
  const unasked = fences.filter(({ found }) => !found.known);
  if (unasked.length > 0) {
    if (decision.kind === 'leave' && neverBegan(state, known, rollBack)) return { ...decision, migrationRun };
    return later('Not every zone could be read.', unasked, migrationRun);
  }
  const unknown = ofUnknownRun(state, known, rollBack);
  if (unknown) return unknown;
  if (!state) return nothingKept(fences);
  // Nothing follows the run that closed a zone: the journal was restored to a time before that.
  const closed = fences.filter((one) => isClosed(one) && !isOf(state.run, one));
  if (closed.length > 0) return refused(closed);
  return decision.kind === 'restore'
    ? { kind: 'restore', state, from: 'journal' }
    : { ...decision, migrationRun };
}

/** True when every configured zone has its before-image. */
export function hasImages({ beforeImage }: JournalState, zones: readonly { readonly id: string }[]): boolean {
  return zones.every(({ id }) => beforeImage.has(id));
}

/**
 * The run that is meant has changed no record, whatever stands in the zones that can't be asked. That is said only of zones which no
 * waiting helps to ask: it is the last word, and journal and copy may have lost the run.
 */
function neverBegan(
  state: JournalState | undefined,
  known: KnownOfRun,
  { request: { run: execution } }: RollBack,
): boolean {
  const { copy, fences, pendingRun } = known;
  if (execution === '' || pendingRun !== '' || isPartOf(state?.run, execution)) return false;
  if (fences.some(({ mayBeReadSoon }) => mayBeReadSoon)) return false;
  const copied = copyIn(copy);
  const isJournalLost = copied !== undefined && isNewer(copied.run, state?.run);
  return !isJournalLost && !mayHaveBegun({ execution, tookOver: '' }, known);
}

/**
 * Of a run that has no before-image in the journal: it keeps one there and as a copy before it changes a record. So if it has no
 * copy either it has changed none, unless a zone says that it did.
 */
function mayHaveBegun(
  run: Pick<JournalRun, 'execution' | 'tookOver'>,
  { fences, copy }: Pick<KnownOfRun, 'fences' | 'copy'>,
): boolean {
  if (!copy.known || copy.value === 'damaged' || run.tookOver !== '') return true;
  return isPartOf(copy.value?.run, run.execution) || fences.some((one) => isOf(run, one));
}

/** True where `run` is this execution, or continues what it began. */
function isPartOf(run: JournalRun | undefined, execution: string): boolean {
  return run !== undefined && [run.execution, run.tookOver, run.beforeImageOf].includes(execution);
}

/**
 * The journal was lost or restored to an earlier time, so that a run which it doesn't know may be under way in zones that
 * don't say so. The rollback may know it itself: by its name, or from an earlier round.
 */
function ofUnknownRun(
  state: JournalState | undefined,
  { journal, fences, copy, pendingRun }: KnownOfRun,
  rollBack: RollBack,
): FoundRun | undefined {
  const copied = copyIn(copy);
  const mayBeNewer = !copy.known || (copied !== undefined && isNewer(copied.run, state?.run));
  if (state && !mayBeNewer) return undefined;
  if (copied && [pendingRun, rollBack.request.run].includes(copied.run.execution)) {
    // Who else is at the rollback of the run that was taken over is not at this one's: no zone leads it here.
    const isAtIt = state !== undefined && followsIn(state.run, rollBack);
    return ofCopy(isAtIt ? asOwedAs(copied, state.run) : copied, fences, rollBack, state?.epochs);
  }
  if (state && copied?.run.beforeImageOf === state.run.beforeImageOf) return undefined;
  if (!state && pendingRun !== '') {
    const unsaid = fences.filter((one) => !isRestored(one));
    if (unsaid.length > 0) return withoutCopy(copy, unsaid, pendingRun);
  }
  const hadRun = journal.kind === 'damaged' || !copy.known || copy.value === 'damaged';
  const silent = silentIn(fences, copied?.beforeImage, hadRun);
  if (silent.length === 0) return undefined;
  return withoutCopy(copy, silent, '', SILENT);
}

/** Journal and copy don't have the run; the copy may, as long as it can't be read. */
function withoutCopy(
  copy: Reading<FoundCopy>,
  zones: readonly ZoneFence[],
  migrationRun: string,
  reason?: string,
): FoundRun {
  if (copy.known) return unrestorable(zones, migrationRun, reason);
  const why = `The journal may have lost the last run, and its copy can't be read: ${copy.why}`;
  return later(why, zones, migrationRun);
}

/** We never take a fence away: one that isn't there though a run had kept a before-image was taken by somebody else. */
function silentIn(
  fences: readonly ZoneFence[],
  kept: CopiedRun['beforeImage'] | undefined,
  hadRun: boolean,
): readonly ZoneFence[] {
  return fences.filter((one) => isDamaged(one) || (isAbsent(one) && (kept?.has(one.zone.id) ?? hadRun)));
}

/** A run that is under way in a zone is the one that the journal knows, and not over. */
function explains(state: JournalState | undefined, one: ZoneFence): boolean {
  return state !== undefined && state.run.status !== 'restored' && isOf(state.run, one);
}

/** The journal names the run, and has lost what legacy was or never had it. */
function withoutImages(state: JournalState, known: KnownOfRun, rollBack: RollBack): FoundRun {
  const { fences } = known;
  const copied = copyIn(known.copy);
  if (copied?.run.beforeImageOf === state.run.beforeImageOf)
    return { kind: 'restore', state: { ...state, beforeImage: copied.beforeImage }, from: 'journal' };
  const { execution } = state.run;
  // In the place of a fence anything may stand from before the run, or nothing: that says something only if the run has written.
  const wrote = state.zones.size > 0;
  const mayHave = wrote || mayHaveBegun(state.run, known);
  const changed = fences.filter(
    (one) =>
      (!one.found.known && (mayHave || one.mayBeReadSoon)) ||
      (wrote && (isDamaged(one) || isAbsent(one))) ||
      (isOf(state.run, one) && !isRestored(one)),
  );
  return changed.length === 0 ? halfBegun(state, known) : lost(changed, known, rollBack, execution);
}

function halfBegun(state: JournalState, { fences }: KnownOfRun): FoundRun {
  const { execution } = state.run;
  const unshut = fences.filter((one) => !isOf(state.run, one));
  const reason =
    unshut.length < fences.length
      ? `Execution ${execution} was rolled back: every zone that it changed says so.`
      : `Execution ${execution} was stopped before it changed a record.`;
  return { kind: 'half-begun', state, reason, hidesAnother: unshut.some(isUnderWay), unshut };
}

/** A run that was claimed where the journal had lost the one that is under way: it can't begin, and keeps that one from the journal. */
function isIdle(state: JournalState, known: KnownOfRun): boolean {
  const { run, zones } = state;
  return !isOver(run) && zones.size === 0 && !hasImages(state, zonesOf(known)) && !mayHaveBegun(run, known);
}

/** Zones say that a run is under way of which the journal knows nothing, or that it is over. */
function ofFences(
  strange: readonly ZoneFence[],
  state: JournalState | undefined,
  known: KnownOfRun,
  rollBack: RollBack,
): FoundRun {
  const own = state !== undefined && strange.every((one) => isOf(state.run, one));
  if (own && hasImages(state, zonesOf(known))) return { kind: 'restore', state, from: 'journal' };
  const copied = copyIn(known.copy);
  if (copied && strange.some((one) => isOf(copied.run, one))) {
    if (state && isIdle(state, known)) return halfBegun(state, known);
    const found = ofCopy(asOwedBefore(copied, state?.run, rollBack), known.fences, rollBack, state?.epochs);
    const isPresumed = isOnlyPresumed(copied.run, state?.run, rollBack);
    return found.kind === 'restore' && isPresumed ? { ...found, isPresumed } : found;
  }
  return lost(strange, known, rollBack, '');
}

/** As the copy alone knows the run, which is as it was before its first change. */
function ofCopy(
  { run, beforeImage }: CopiedRun,
  fences: readonly ZoneFence[],
  rollBack: RollBack,
  epochs: JournalState['epochs'] = new Map(),
): FoundRun {
  const decision = decideRollBack(asOwed(run, fences), rollBack);
  if (decision.kind === 'joined') return joined(decision, run.execution);
  if (decision.kind === 'leave') return { ...decision, migrationRun: run.execution };
  return (
    overIn(run, fences) ?? {
      kind: 'restore',
      state: { run, beforeImage, zones: new Map(), epochs },
      from: 'copy',
    }
  );
}

/** Undefined unless the fences say that the run, which the copy knows only as it began, is over. */
function overIn(run: JournalRun, fences: readonly ZoneFence[]): FoundRun | undefined {
  const own = fences.filter((one) => isOf(run, one));
  const closed = own.filter(isClosed);
  if (own.some(isUnderWay)) return undefined;
  if (closed.length > 0) return refused(closed);
  // The journal has yet to hear that its rollback is done.
  if (own.length < fences.length || run.status === 'owed') return undefined;
  const reason = `Execution ${run.execution} was rolled back: every zone says so.`;
  return { kind: 'leave', outcome: 'already-restored', reason, underWay: '', migrationRun: run.execution };
}

function withoutJournal(
  journal: Exclude<KeptInJournal, { kind: 'read' }>,
  known: KnownOfRun,
  rollBack: RollBack,
): FoundRun {
  const { fences } = known;
  const copied = copyIn(known.copy);
  const why = `The journal can't be read: ${journal.why}`;
  const away = journal.kind === 'away';
  // Only the journal says whether a rollback is owed that nobody asks for.
  if (rollBack.request.source === 'roll-back') return later(why, [], '');
  if (copied && fences.some((one) => isUnderWay(one) && isOf(copied.run, one))) {
    const found = ofCopy(copied, fences, rollBack);
    return found.kind === 'leave' && away ? later(why, [], copied.run.execution) : found;
  }
  const unsaid = fences.filter((one) => !one.found.known || isUnderWay(one));
  if (away) return later(why, unsaid, '');
  if (unsaid.length > 0) return lost(unsaid, known, rollBack, '');
  return ofUnknownRun(undefined, known, rollBack) ?? nothingKept(fences);
}

/** The journal has no run, and no fence says that one is under way. */
function nothingKept(fences: readonly ZoneFence[]): FoundRun {
  const closed = fences.filter(isClosed);
  if (closed.length > 0) return refused(closed);
  const reason = fences.some(isRestored)
    ? 'The journal has no run, and every zone that was changed says that it was rolled back.'
    : 'No run of this migration has changed a record yet.';
  return { kind: 'leave', outcome: 'nothing-to-restore', reason, underWay: '', migrationRun: '' };
}

/** What legacy was is kept nowhere that can be read; where waiting may help, it is waited for. */
function lost(
  zones: readonly ZoneFence[],
  { copy, fences }: KnownOfRun,
  { request }: RollBack,
  migrationRun: string,
): FoundRun {
  const unasked = fences.some(({ found }) => !found.known);
  const waits = !copy.known || unasked || request.source === 'roll-back';
  if (!waits) return unrestorable(zones, migrationRun);
  const why = copy.known ? 'there is no copy.' : `the copy can't be read: ${copy.why}`;
  return later(`The journal does not have legacy's original records, and ${why}`, zones, migrationRun);
}

function zonesOf({ fences }: KnownOfRun) {
  return fences.map(({ zone }) => zone);
}
