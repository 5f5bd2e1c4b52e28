import type { Fence } from '../../../lambdas/migration/domain/fence.ts';
import { mayBeClaimedAnew } from './losses.ts';

/** What this must know of its history. */
export interface MarkedRuns {
  readonly journal: {
    /** Runs of which it has said that their rollback is owed. */
    readonly owed: ReadonlySet<string>;
  };
  readonly log: readonly string[];
  readonly migrations: {
    /** How many processes are at a run beside its own. */
    readonly twins: ReadonlyMap<string, number>;
  };
}

/** Once a rollback is owed, no step of the run begins: a process that was past its look may still land one batch. */
export class StepsAfterTheMark {
  readonly #landed = new Map<string, number>();

  /** @returns what is amiss with a batch of a step that was accepted */
  see({ execution, phase }: Fence, { journal, log, migrations }: MarkedRuns): readonly string[] {
    if (!journal.owed.has(execution) || mayBeClaimedAnew(log)) return [];
    const landed = (this.#landed.get(execution) ?? 0) + 1;
    this.#landed.set(execution, landed);
    const most = 1 + (migrations.twins.get(execution) ?? 0);
    return landed > most ? [`${execution} went on to ${phase} after its rollback was marked as owed`] : [];
  }
}
