import type { Fence } from '../../../lambdas/migration/domain/fence.ts';
import type { History } from './history.ts';
import { mayBeClaimedAnew } from './losses.ts';

export interface FenceWritten {
  readonly zoneId: string;
  readonly fence: Fence;
  readonly at: number;
  /** No record was written with it. */
  readonly alone: boolean;
}

/** Ends of a run, as a fence says them. */
export const ENDS: readonly string[] = ['restored', 'closed'];

/** What of its history the order of fences is judged by. */
type FencedHistory = Pick<History, 'log' | 'zones' | 'plan' | 'migrations' | 'rollBacks'>;

/** The fences that migrations and rollbacks wrote, in their order, and what may never follow one another. */
export class WrittenFences {
  /** Zones in which others took the fence away or wrote over it. */
  readonly taken = new Set<string>();
  readonly #history: FencedHistory;
  readonly #all: FenceWritten[] = [];

  constructor(history: FencedHistory) {
    this.#history = history;
  }

  add(fence: FenceWritten): void {
    this.#all.push(fence);
  }

  /** The last one in a zone, of `run` if it is given. */
  lastIn(zoneId: string, run?: string): FenceWritten | undefined {
    return this.#all.findLast(
      (one) => one.zoneId === zoneId && (run === undefined || one.fence.execution === run),
    );
  }

  /** The version of the last one in a zone with which records were written; 0 if there is none. */
  recordsWrittenAt(zoneId: string): number {
    return this.#all.findLast((one) => one.zoneId === zoneId && !one.alone)?.at ?? 0;
  }

  get anyClosed(): boolean {
    return this.#all.some(({ fence }) => fence.phase === 'closed');
  }

  /** @param foreign what others wrote, by zone */
  disorder(foreign: ReadonlyMap<string, unknown>): readonly string[] {
    return [...this.#afterItsEnd(foreign), ...this.#repeatedEpochs(), ...this.#unfinished()];
  }

  /**
   * Once a run is restored or closed in a zone, nothing of it is accepted there, but a touch of that fence, or a
   * rollback: of what was closed, or of what somebody wrote behind it.
   */
  #afterItsEnd(foreign: ReadonlyMap<string, unknown>): string[] {
    const ended = new Map<string, string>();
    return this.#all.flatMap(({ zoneId, fence, at, alone }) => {
      const key = `${zoneId} ${fence.execution}`;
      const end = ended.get(key);
      const { phase } = fence;
      if (ENDS.includes(phase)) ended.set(key, phase);
      const ofRollBack = phase === 'restored' || phase === 'restoring';
      const again = end === 'restored' && ofRollBack && foreign.has(zoneId);
      const reopened = end === 'closed' && ofRollBack && this.#mayReopen(fence.execution);
      // Without a fence nothing shuts a late first batch out.
      const allowed = (alone && phase === end) || again || reopened || this.taken.has(zoneId);
      return end && !allowed ? [`${key}: ${phase} at version ${at}, after it was ${end}`] : [];
    });
  }

  /**
   * The run was not reported as closed; a rollback was requested before it was; the journal was put back to before that; or
   * clocks differ, so that it is unknown whether the rollback was requested before.
   */
  #mayReopen(run: string): boolean {
    const { log, plan, migrations, rollBacks } = this.#history;
    const at = migrations.toldClosedAt.get(run);
    if (at === undefined || plan.odds.skewMs > 0) return true;
    const wasBefore = rollBacks.askedAsOf.some((asOf) => asOf < at);
    return wasBefore || log.some((line) => line.startsWith('the table is as'));
  }

  #repeatedEpochs(): string[] {
    const kept = this.#all.filter(({ zoneId }) => !this.taken.has(zoneId));
    const keys = kept.map(({ zoneId, fence }) => `${zoneId} epoch ${fence.epoch}`);
    return keys.filter((key, index) => keys.indexOf(key) !== index).map((key) => `${key} was there twice`);
  }

  /**
   * A run whose rollback came to an end is restored in every zone that it wrote to; one that was refused is over. What an
   * execution said before it called the run unrestorable is not the end.
   */
  #unfinished(): string[] {
    const { log } = this.#history;
    const answers = log.flatMap((line) => {
      const [, name, outcome, run] =
        /^(roll-back.*): (restored|already-restored|refused) (run-\d)$/.exec(line) ?? [];
      const isEnd = !log.some((other) => other.startsWith(`${name}: unrestorable `));
      return outcome && run && isEnd ? [{ outcome, run }] : [];
    });
    return answers.flatMap(({ outcome, run }) =>
      this.#history.zones.flatMap(({ id }) => {
        const { phase = 'restored' } = this.lastIn(id, run)?.fence ?? {};
        const over = phase === 'restored' || (outcome === 'refused' && phase === 'closed');
        // Without a fence, or in a journal made anew, nothing shuts out what comes late.
        const mayCome = this.taken.has(id) || (mayBeClaimedAnew(log) && this.#hasTwin(run));
        return over || mayCome ? [] : [`${id} is at ${phase}, after the rollback of ${run} said ${outcome}`];
      }),
    );
  }

  #hasTwin(run: string): boolean {
    return this.#history.migrations.twins.has(run);
  }
}
