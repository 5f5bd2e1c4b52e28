import { REPLACE_MASTER } from '../../../lambdas/masters/contract/states.ts';
import { type Cell, isFault, type Phase } from './faults.ts';

/** States by which a replacement comes into a phase; after the others it stays in the one before. */
const ENTERED: Readonly<Record<string, Phase>> = {
  [REPLACE_MASTER.acquireLease]: 'queue',
  [REPLACE_MASTER.judgeQuorum]: 'gate',
  [REPLACE_MASTER.drainMaster]: 'drain',
  [REPLACE_MASTER.completeLifecycle]: 'release',
  [REPLACE_MASTER.waitForVolumes]: 'volumes',
  [REPLACE_MASTER.waitForReplacement]: 'replacement',
  [REPLACE_MASTER.verifyMaster]: 'verify',
  [REPLACE_MASTER.settle]: 'settle',
};

/** In which phases the replacements under way are, and which faults were met in each. */
export class PhaseWatch {
  readonly cells = new Set<Cell>();
  readonly #phases = new Map<string, Phase>();

  /**
   * An execution enters a state.
   * @returns the phase that it comes into or stays in; undefined before the first
   */
  enter(state: string, arn: string): Phase | undefined {
    const phase = ENTERED[state];
    if (phase) this.#phases.set(arn, phase);
    return this.#phases.get(arn);
  }

  end(arn: string): void {
    this.#phases.delete(arn);
  }

  met(happening: string): void {
    if (!isFault(happening)) return;
    const phases = this.#phases.size === 0 ? ['quiet' as const] : this.#phases.values();
    for (const phase of phases) this.cells.add(`${happening}|${phase}`);
  }
}
