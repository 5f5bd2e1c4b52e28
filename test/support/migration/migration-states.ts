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
import type { Run } from '../../../lambdas/shared/contract/run.ts';
import { MemoryReports } from '../../fakes/migration/memory-reports.ts';

export type State = (world: OpeningPorts) => Promise<unknown>;

/** From the first change to the adoption. */
export function openingStates(run: Run): readonly State[] {
  return [(world) => lowerTtl(run, world), (world) => adoptRecords(run, world)];
}

/**
 * From step `step` of `steps` on; the last of them closes.
 * @param continues the stopped run that is taken over, or ''
 */
export function statesFrom(
  run: Run,
  { step, steps, continues }: { readonly step: number; readonly steps: number; readonly continues: string },
  closing: Pick<ClosePorts, 'topic'>,
): readonly State[] {
  const history = { visits: async () => [] };
  const shifts = Array.from({ length: steps }, (_, i) => i).slice(step);
  return [
    ...shifts.map(
      (i): State =>
        (world) =>
          shiftWeight({ run, step: i, continues: i === step ? continues : '' }, world),
    ),
    (world) => retireLegacyRecords(run, world),
    (world) => closeMigration(run, { ...world, ...closing, history, reports: new MemoryReports() }),
  ];
}
