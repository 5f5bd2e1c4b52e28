import { ERRORS } from '../../../lambdas/migration/contract/errors.ts';
import type { Hold, KeptDecision } from '../../../lambdas/migration/domain/hold.ts';
import type {
  BeforeImage,
  JoinedRollBack,
  JournalRun,
  JournalState,
  JournalZone,
  OwedMark,
  RunClaim,
  StepBegun,
  WatchedState,
} from '../../../lambdas/migration/domain/journal-state.ts';
import type { Unexplained } from '../../../lambdas/migration/domain/watch/unexplained-write.ts';
import type { EndedHook, WaitingHook, WaitingSoak } from '../../../lambdas/migration/domain/watch/waiting.ts';
import type { Journal } from '../../../lambdas/migration/ports/journal.ts';
import { NamedError } from '../../../lambdas/shared/domain/named-error.ts';

export type JournalPart = 'run' | 'before-image' | 'zones';

/**
 * The journal in memory, for tests of what is built on it. It keeps the port's rules; the same contract test
 * (`test/support/journal-contract`) runs against it and against the DynamoDB adapter.
 */
export class MemoryJournal implements Journal {
  #run: JournalRun | undefined;
  #before = new Map<string, { execution: string; image: BeforeImage }>();
  #zones = new Map<string, { execution: string; zone: JournalZone }>();
  #hold: Hold | undefined;
  #soak: WaitingSoak | undefined;
  #waitingHook: WaitingHook | undefined;
  #endedHook: EndedHook | undefined;
  #unexplained: Unexplained | undefined;
  readonly #joined = new Map<string, JoinedRollBack>();
  readonly #decisions: KeptDecision[] = [];
  readonly #notices = new Map<string, { readonly teller: string; readonly told: boolean }>();

  /** The table at this moment; the function that is returned restores it to that. */
  snapshot(): () => void {
    const [run, before, zones] = [this.#run, new Map(this.#before), new Map(this.#zones)];
    return () => {
      this.#run = run;
      this.#before = new Map(before);
      this.#zones = new Map(zones);
    };
  }

  /** Items are lost. */
  lose(...lost: JournalPart[]): void {
    if (lost.includes('run')) this.#run = undefined;
    if (lost.includes('before-image')) this.#before.clear();
    if (lost.includes('zones')) this.#zones.clear();
  }

  async load(): Promise<JournalState | undefined> {
    const run = this.#run;
    if (!run) return undefined;
    const before = [...this.#before].filter(([, { execution }]) => execution === run.beforeImageOf);
    const zones = [...this.#zones].filter(
      ([, { execution }]) =>
        execution === run.execution || (run.tookOver !== '' && execution === run.tookOver),
    );
    return {
      run,
      beforeImage: new Map(before.map(([id, { image }]) => [id, image])),
      zones: new Map(zones.map(([id, { zone }]) => [id, zone])),
      epochs: new Map([...this.#zones].map(([id, { zone }]) => [id, zone.fence.epoch])),
    };
  }

  async loadWatched(): Promise<WatchedState | undefined> {
    const state = await this.load();
    return (
      state && {
        run: state.run,
        zones: state.zones,
        soak: this.#soak,
        waitingHook: this.#waitingHook,
        endedHook: this.#endedHook,
        unexplained: this.#unexplained,
      }
    );
  }

  async claim(run: RunClaim, takesOver = ''): Promise<JournalRun> {
    const current = this.#run;
    if (current?.execution === run.execution) {
      if (current.status === 'open') return current;
      throw new NamedError(ERRORS.fenceLost, `Execution ${run.execution} was ${current.status}.`);
    }
    const older = current && Date.parse(run.startedAt) <= Date.parse(current.startedAt);
    if (!takesOver && older && current.status === 'restored')
      throw new NamedError(ERRORS.fenceLost, `${run.execution} is not newer than ${current.execution}.`);
    const free = takesOver
      ? current?.execution === takesOver && current.status === 'open'
      : !current || current.status === 'restored';
    if (!free)
      throw new NamedError(ERRORS.migrationInProgress, `${current?.execution} is ${current?.status}.`);
    this.#run = {
      ...run,
      status: 'open',
      statusAt: run.startedAt,
      begunAt: takesOver && current ? current.begunAt : run.startedAt,
      beforeImageOf: takesOver && current ? current.beforeImageOf : run.execution,
      tookOver: takesOver,
      ...(takesOver && current?.oneWaySince && { oneWaySince: current.oneWaySince }),
    };
    return this.#run;
  }

  async saveBeforeImage(execution: string, zones: ReadonlyMap<string, BeforeImage>): Promise<void> {
    this.#requireOpen(execution);
    const kept = [...this.#before.values()].some((one) => one.execution === execution);
    if (!kept) for (const [zoneId, image] of zones) this.#before.set(zoneId, { execution, image });
  }

  async beginStep(execution: string, { oneWay, jumps }: StepBegun, at: string): Promise<void> {
    this.#requireOpen(execution);
    if (!this.#run || (this.#run.jumps ?? 0) > jumps)
      throw new NamedError(ERRORS.fenceLost, `Execution ${execution} has jumped to another step.`);
    const oneWaySince = this.#run.oneWaySince ?? (oneWay ? at : undefined);
    this.#run = { ...this.#run, ...(oneWaySince && { oneWaySince }), ...(jumps > 0 && { jumps }) };
  }

  async isOpen(execution: string, jumps = Number.POSITIVE_INFINITY): Promise<boolean> {
    return isOpen(this.#run, execution) && (this.#run?.jumps ?? 0) <= jumps;
  }

  async recordZone(execution: string, zone: JournalZone): Promise<boolean> {
    this.#requireOpen(execution);
    const kept = this.#zones.get(zone.zoneId);
    if (kept && kept.zone.fence.epoch >= zone.fence.epoch) return false;
    this.#zones.set(zone.zoneId, { execution, zone });
    return true;
  }

  async markOwed({ run, holder, inPlaceOf, unlessOneWay, at }: OwedMark): Promise<JournalRun | undefined> {
    const standing = this.#run;
    if (standing?.execution !== run.execution || !mayMark(standing, holder, inPlaceOf)) return standing;
    if (unlessOneWay && standing.oneWaySince && standing.status !== 'owed') return standing;
    this.#run = { ...run, status: 'owed', statusAt: at, holder };
    return this.#run;
  }

  async bringBack({ run, holder, at }: OwedMark): Promise<JournalRun | undefined> {
    const standing = this.#run;
    if (standing && Date.parse(standing.startedAt) >= Date.parse(run.startedAt)) return standing;
    this.#run = { ...run, status: 'owed', statusAt: at, holder };
    return this.#run;
  }

  async joinRollBack(execution: string, holder: string, joined: JoinedRollBack): Promise<boolean> {
    const run = this.#run;
    if (run?.execution !== execution || run.status !== 'owed' || run.holder?.arn !== holder) return false;
    this.#joined.set(`${execution}#${joined.at}#${joined.execution}`, joined);
    return true;
  }

  async joinedRollBacks(execution: string): Promise<readonly JoinedRollBack[]> {
    const own = [...this.#joined].filter(([key]) => key.startsWith(`${execution}#`));
    return own.toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, joined]) => joined);
  }

  async endRun(execution: string, status: 'closed' | 'restored', at: string): Promise<boolean> {
    if (this.#run?.execution !== execution) return false;
    if (status === 'closed' && this.#run.status !== 'open') return false;
    const { holder: _, ...run } = this.#run;
    this.#run = { ...run, status, statusAt: at };
    return true;
  }

  async saveSoak(soak: WaitingSoak): Promise<void> {
    this.#requireOpen(soak.run);
    this.#soak = soak;
  }

  async saveWaitingHook(hook: WaitingHook): Promise<void> {
    this.#requireOpen(hook.run);
    this.#waitingHook = hook;
  }

  async endHook(hook: EndedHook): Promise<void> {
    this.#requireOpen(hook.run);
    this.#endedHook = hook;
  }

  async saveUnexplained(unexplained: Unexplained): Promise<boolean> {
    const { run, turn } = unexplained;
    const standing = this.#unexplained;
    if (standing && (standing.run === run ? standing.turn !== turn : turn !== 0)) return false;
    this.#unexplained = { ...unexplained, turn: turn + 1 };
    return true;
  }

  async saveHold(hold: Hold): Promise<void> {
    this.#requireOpen(hold.run);
    this.#hold = hold;
  }

  async currentHold(): Promise<Hold | undefined> {
    return this.#hold;
  }

  async decideHold(decision: KeptDecision): Promise<boolean> {
    if (this.#hold?.taskToken !== decision.hold.taskToken) return false;
    this.#hold = undefined;
    this.#decisions.push(decision);
    return true;
  }

  async decisions(): Promise<readonly KeptDecision[]> {
    return this.#decisions;
  }

  async beginNotice(execution: string, key: string, teller: string): Promise<boolean> {
    const notice = `${execution}#${key}`;
    requireKey(`told#${notice}`);
    const begun = this.#notices.get(notice) ?? { teller, told: false };
    this.#notices.set(notice, begun);
    return begun.teller === teller && !begun.told;
  }

  async endNotice(execution: string, key: string, teller: string): Promise<void> {
    if (this.#notices.get(`${execution}#${key}`)?.teller !== teller) return;
    this.#notices.set(`${execution}#${key}`, { teller, told: true });
  }

  #requireOpen(execution: string): void {
    if (isOpen(this.#run, execution)) return;
    throw new NamedError(ERRORS.fenceLost, `Execution ${execution} is no longer the run under way.`);
  }
}

function isOpen(run: JournalRun | undefined, execution: string): boolean {
  return run?.execution === execution && run.status === 'open';
}

function mayMark(run: JournalRun, { arn, request }: OwedMark['holder'], inPlaceOf: string): boolean {
  switch (run.status) {
    case 'open':
      return true;
    case 'owed':
      return run.holder === undefined || [arn, inPlaceOf].includes(run.holder.arn);
    case 'closed':
      return Date.parse(run.statusAt) > Date.parse(request.asOf);
    case 'restored':
      return false;
  }
}

/** DynamoDB's limit for a sort key. */
function requireKey(text: string): void {
  if (Buffer.byteLength(text) <= 1024) return;
  throw Object.assign(new Error('Size of rangekey has exceeded the maximum size limit of 1024 bytes'), {
    name: 'ValidationException',
  });
}
