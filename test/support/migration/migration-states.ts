/** The states of Migrate that change zones, as functions of the world that they are given. */

import {
  type ClosePorts,
  closeMigration,
} from '../../../lambdas/migration/migrate/close-migration/close-migration.ts';
import { lowerTtl, type OpeningPorts } from '../../../lambdas/migration/migrate/lower-ttl/lower-ttl.ts';
import {
  adoptRecords,
  retireLegacyRecords,
  shiftWeight,
} from '../../../lambdas/migration/swap/move-records.ts';
import { takeOver } from '../../../lambdas/migration/swap/take-over.ts';
import type { Run } from '../../../lambdas/shared/contract/run.ts';
import { MemoryReports } from '../../fakes/migration/memory-reports.ts';

export type State = (world: OpeningPorts) => Promise<unknown>;

/** From the first change to the adoption. */
export function openingStates(run: Run): readonly State[] {
  return [(world) => lowerTtl(run, world), (world) => adoptRecords(run, world)];
}

/** A step as ShiftWeight is called for it. */
export interface StepMade {
  readonly step: number;
  readonly from: number;
  readonly jumps: number;
}

/** From a step on, one after the other. */
export function straightPath(step: number, steps: number): readonly StepMade[] {
  return Array.from({ length: steps }, (_, i) => ({ step: i, from: -1, jumps: 0 })).slice(step);
}

/** As StartWatch does first in a run that continues a stopped one. */
export function takenOver(run: Run, continues: string): State {
  return (world) => takeOver(run, continues, world);
}

/**
 * By the steps of `path`, then to the end; the last state closes.
 * @param continues the stopped run that is taken over, or ''
 */
export function statesFrom(
  run: Run,
  { path, continues }: { readonly path: readonly StepMade[]; readonly continues: string },
  closing: Pick<ClosePorts, 'topic'>,
): readonly State[] {
  const history = { visits: async () => [] };
  return [
    ...path.map(
      (made, index): State =>
        (world) =>
          shiftWeight({ run, ...made, continues: index === 0 ? continues : '' }, world),
    ),
    (world) => retireLegacyRecords(run, world),
    (world) => closeMigration(run, { ...world, ...closing, history, reports: new MemoryReports() }),
  ];
}
