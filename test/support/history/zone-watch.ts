/** Watches every version of a history's zones, and says what must never have been. */
import type { JournalRun } from '../../../lambdas/migration/domain/journal-state.ts';
import type { ResourceRecordSet } from '../../../lambdas/migration/domain/record-set.ts';
import type { ChangeEvent } from '../../../rehearsal/route53/index.ts';
import { StepsAfterTheMark } from './after-the-mark.ts';
import type { History } from './history.ts';
import { LegacyAnswers } from './legacy-answers.ts';
import { isLoss, mayBeClaimedAnew } from './losses.ts';
import { OneWaySteps } from './one-way.ts';
import { TAKE_OVER_LOST } from './plan.ts';
import { fenceIn, isFence, textOf, unsound } from './record-texts.ts';
import { ENDS, type FenceWritten, WrittenFences } from './written-fences.ts';

interface Foreign {
  readonly at: number;
  readonly texts: ReadonlySet<string>;
  readonly names: ReadonlySet<string>;
}

export class ZoneWatch {
  readonly #history: History;
  readonly #problems: string[] = [];
  readonly #fences: WrittenFences;
  readonly #legacy: LegacyAnswers;
  /** Per zone what others wrote, and the version of the last of it. */
  readonly #foreign = new Map<string, Foreign>();
  readonly #afterTheMark = new StepsAfterTheMark();
  readonly #oneWay = new OneWaySteps();
  readonly #unsound = new Map<string, readonly string[]>();
  /** Zones whose fence was made anew and says `restored`: in a zone without a fence a late batch proves nothing. */
  readonly #unproven = new Set<string>();

  constructor(history: History) {
    this.#history = history;
    this.#fences = new WrittenFences(history);
    this.#legacy = new LegacyAnswers(history);
    history.engine.onChange((event) => this.#see(event));
  }

  /**
   * Once every actor has come to its end.
   * @throws with every problem and the story, when something was not as it must be
   */
  judge(): void {
    const { lies } = this.#history.rollBacks;
    this.#problems.push(...this.#fences.disorder(this.#foreign), ...lies);
    this.#throwIfAny();
  }

  /** No rollback is forgotten: each ends without help once everything is healthy. */
  async judgeOwed(): Promise<void> {
    if (this.#said('unrestorable') || this.#history.rollBacks.isHopeless) return this.judgeUnrestorable();
    const { run } = (await this.#history.journal.load()) ?? {};
    if (run?.status === 'owed' && !this.#isRefused() && !this.#isBackFromBefore(run))
      this.#problems.push(`the rollback of ${run.execution} is owed, and nobody is at it`);
    for (const { id } of this.#history.zones) {
      const { phase, execution } = this.#fences.lastIn(id)?.fence ?? {};
      if (this.#isLost(id) || this.#cameLate(id)) continue;
      // Watch finds that its execution has ended.
      const isAnew = run?.execution === execution && run?.status === 'open';
      if (isAnew && mayBeClaimedAnew(this.#history.log)) continue;
      if (phase === 'restoring') this.#problems.push(`${id} is restoring for good`);
      else if (
        phase &&
        execution &&
        !ENDS.includes(phase) &&
        this.#isOwed(id, execution) &&
        !this.#isHeld(execution)
      )
        this.#problems.push(`${id} is at ${phase}, and the rollback of ${execution} is forgotten`);
    }
    this.#throwIfAny();
  }

  /**
   * A table from before the rollback was put in place when that was over, and nobody has written there since: it owes nothing, and
   * RollBack by hand says so.
   */
  #isBackFromBefore(run: JournalRun): boolean {
    const { log, putBack } = this.#history;
    const over = log.findLastIndex((line) => line.endsWith(`: restored ${run.execution}`));
    return over >= 0 && log.lastIndexOf(TAKE_OVER_LOST) > over && run === putBack;
  }

  /**
   * The journal lost a rollback past the one-way step before a zone could say that it had begun: what follows is held, and people are
   * paged, ADR 29.
   */
  #isHeld(execution: string): boolean {
    const { log, zones } = this.#history;
    const held = log.findLastIndex((line) => line.endsWith(`: held ${execution}`));
    const isBegun = zones.some(({ id }) => {
      const fence = this.#fences.lastIn(id)?.fence;
      return fence?.execution === execution && (fence.phase === 'restoring' || fence.phase === 'restored');
    });
    return held > log.findLastIndex(isLoss) && log.some(isLoss) && !isBegun;
  }

  /** It was said once that the rollback of the run is owed. In a zone without a fence the run may have come back since. */
  #isOwed(zoneId: string, execution: string): boolean {
    return this.#history.journal.owed.has(execution) && !this.#fences.taken.has(zoneId);
  }

  /** Only where what legacy was is kept nowhere any more; or where neither the journal nor the fence says which run it was. */
  judgeUnrestorable(): void {
    const { log } = this.#history;
    if (log.includes('table and copy are lost')) return;
    // In a zone without a fence a late batch of an earlier run stands, or something else stands in its place.
    if (this.#fences.taken.size > 0 || log.includes('the fence is written over: accepted')) return;
    if (this.#history.isLostUnsaid && log.some(isLoss)) return;
    this.#problems.push('called unrestorable, though what legacy was is kept');
    this.#throwIfAny();
  }

  /** What stands once the last rollback is through: the run is over, and so says every zone. */
  async judgeEnd(): Promise<void> {
    if (this.#said('unrestorable')) return this.judgeUnrestorable();
    const { run } = (await this.#history.journal.load()) ?? {};
    if (run && !ENDS.includes(run.status) && !this.#isRefused())
      this.#problems.push(`the run ${run.execution} is ${run.status} for good`);
    for (const { id } of this.#history.zones) {
      const last = this.#fences.lastIn(id);
      const phase = last?.fence.phase ?? 'restored';
      const asTold =
        this.#isLost(id) ||
        this.#isHidden(id) ||
        this.#isRefused() ||
        (run ? phase === run.status : ENDS.includes(phase));
      if (!asTold && !this.#isOlder(last, run))
        this.#problems.push(`${id} ends at ${phase}, the run at ${run?.status}`);
      if (last && phase === 'restored') this.#problems.push(...this.#notLegacy(last));
    }
    this.#throwIfAny();
  }

  /** Where a zone that is over is not as it was. What others wrote meanwhile is theirs. */
  #notLegacy({ zoneId, fence }: FenceWritten): string[] {
    const foreign = this.#foreign.get(zoneId);
    const isUnproven = this.#unproven.has(zoneId);
    // A swap of the fence alone says nothing of the names.
    const written = this.#fences.recordsWrittenAt(zoneId);
    const isTheirs = this.#fences.taken.has(zoneId) || (foreign?.at ?? -1) >= written;
    if (isUnproven ? this.#isLost(zoneId) : isTheirs) return [];
    const unsaid = isUnproven ? foreign?.names : this.#unseen(zoneId);
    return this.#legacy.unlike(zoneId, fence.execution, this.#history.engine.records(zoneId), unsaid);
  }

  /** Nobody else has done anything to zones, journal or copy, and the migration isn't closed: so the next one can begin. */
  get leftAsBefore(): boolean {
    const { plan, zones } = this.#history;
    const onlyAway = plan.mishaps.every(({ mishap }) => mishap.endsWith(' is away'));
    return onlyAway && zones.every(({ id }) => this.#fences.lastIn(id)?.fence.phase !== 'closed');
  }

  /** A late batch was accepted where the fence had been deleted, and somebody took away its fence, too, which alone would have told. */
  #isHidden(zoneId: string): boolean {
    const { log, engine } = this.#history;
    const isGone = fenceIn(engine.records(zoneId)) === undefined;
    return isGone && this.#fences.taken.has(zoneId) && log.includes('late batch: accepted');
  }

  /** Nothing says any more that a run was under way in the zone. */
  #isLost(zoneId: string): boolean {
    return this.#fences.taken.has(zoneId) && this.#history.log.includes('table and copy are lost');
  }

  /**
   * A batch of a rollback that was aborted, or one in a zone whose fence was taken away, or that never had one when all that was known
   * of the run was lost, came after everything else: Migrate finds it at its next look, or the next rollback does.
   */
  #cameLate(zoneId: string): boolean {
    const { log } = this.#history;
    const end = log.findLastIndex((line) => /^(run|roll-back)-\d+: /.test(line));
    const isFirst = this.#fences.lastIn(zoneId)?.fence.epoch === 1;
    const isUnshut = isFirst && log.includes('table and copy are lost');
    const mayCome =
      isUnshut || this.#fences.taken.has(zoneId) || log.some((line) => line.endsWith(': ABORTED'));
    return mayCome && log.lastIndexOf('late batch: accepted') > end;
  }

  /** Of a run that a later one took over and closed, the journal knows no more: its rollback is refused, loudly. */
  #isRefused(): boolean {
    return this.#said('refused') && this.#fences.anyClosed;
  }

  /** Names that others wrote while the journal had lost the run: nobody knows any more that it is to be confirmed there. */
  #unseen(zoneId: string): ReadonlySet<string> {
    const lost = this.#history.log.some(
      (line) => line === 'table and copy are lost' || line === 'the before-image is lost' || isLoss(line),
    );
    return (lost && this.#foreign.get(zoneId)?.names) || new Set();
  }

  /** The journal is as before this fence's run, and both are over. */
  #isOlder(last: FenceWritten | undefined, run: { readonly execution: string } | undefined): boolean {
    return last !== undefined && ENDS.includes(last.fence.phase) && last.fence.execution !== run?.execution;
  }

  #said(outcome: string): boolean {
    return this.#history.log.some((line) => line.includes(`: ${outcome} `));
  }

  #see({ zoneId, version: { number, before, after, comment } }: ChangeEvent): void {
    const where = `${zoneId} version ${number} (${comment})`;
    const { engine, foreign } = this.#history;
    const records = engine.records(zoneId);
    const amiss = unsound(records);
    if (foreign) this.#seeForeign(zoneId, number, before, after);
    else this.#seeOurs(where, zoneId, before, after, amiss);
    this.#unsound.set(zoneId, amiss);
    this.#problems.push(
      ...this.#unanswered(zoneId, records).map((name) => `${where}: ${name} has no answer`),
    );
    const fence = fenceIn(after);
    if (!fence || foreign) return;
    this.#problems.push(...this.#history.migrations.paths.see(zoneId, fence, this.#history));
    this.#problems.push(...this.#oneWay.see(zoneId, fence, this.#history));
    this.#fences.add({ zoneId, fence, at: number, alone: after.every(isFence) });
    if (fence.phase !== 'restored' || this.#isLost(zoneId)) return;
    // The batch may be of before the fence was taken away. It deletes only what it changes: the names are read before the run is over.
    if (this.#fences.taken.has(zoneId) && !before.some(isFence)) {
      this.#unproven.add(zoneId);
      return;
    }
    // The first batches are made without a look at the zone: what others wrote is found when legacy is confirmed.
    const unsaid = this.#foreign.get(zoneId)?.names;
    const unlike = this.#legacy.unlike(zoneId, fence.execution, records, unsaid);
    this.#problems.push(...unlike.map((what) => `${where}: ${what}`));
  }

  #seeForeign(
    zoneId: string,
    at: number,
    before: readonly ResourceRecordSet[],
    after: readonly ResourceRecordSet[],
  ): void {
    const known = this.#foreign.get(zoneId);
    const texts = new Set([...(known?.texts ?? []), ...after.map(textOf)]);
    const names = new Set([...(known?.names ?? []), ...after.map(({ Name }) => Name)]);
    this.#foreign.set(zoneId, { at, texts, names });
    this.#legacy.add(after);
    if (before.some(isFence)) this.#fences.taken.add(zoneId);
  }

  #seeOurs(
    where: string,
    zoneId: string,
    before: readonly ResourceRecordSet[],
    after: readonly ResourceRecordSet[],
    amiss: readonly string[],
  ): void {
    const known = this.#unsound.get(zoneId) ?? [];
    this.#problems.push(...amiss.filter((one) => !known.includes(one)).map((what) => `${where}: ${what}`));
    const fence = fenceIn(after);
    const isStep = fence?.phase !== 'restored' && fence?.phase !== 'restoring';
    const was = fenceIn(before);
    const isTouch = after.every(isFence) && was?.phase === fence?.phase && was?.weight === fence?.weight;
    if (fence && isStep && !isTouch && !this.#fences.taken.has(zoneId))
      this.#problems.push(...this.#afterTheMark.see(fence, this.#history));
    const others = this.#foreign.get(zoneId)?.texts;
    if (!isStep || !others) return;
    const own = this.#legacy.imageTexts(zoneId, fence?.execution ?? '');
    const gone = before.map(textOf).filter((text) => others.has(text) && !own.has(text));
    this.#problems.push(...gone.map((text) => `${where}: a step took away what others wrote: ${text}`));
  }

  #unanswered(zoneId: string, records: readonly ResourceRecordSet[]): string[] {
    const seed = this.#history.zones.find((zone) => zone.id === zoneId)?.records ?? [];
    const held = new Set(records.map(({ Name, Type }) => `${Name} ${Type}`));
    return seed.map(({ Name, Type }) => `${Name} ${Type}`).filter((key) => !held.has(key));
  }

  #throwIfAny(): void {
    if (this.#problems.length > 0) throw new Error([...this.#problems, '', ...this.#history.log].join('\n'));
  }
}
