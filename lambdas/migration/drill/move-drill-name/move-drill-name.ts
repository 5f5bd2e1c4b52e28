import type { DrillPayload } from '../../contract/drill.ts';
import type { ChangeResult } from '../../contract/payloads.ts';
import { advanceZones } from '../../swap/advance-zones.ts';
import { type DrillPorts, drilledPercent } from '../../swap/drill-ports.ts';
import { loadRun } from '../../swap/load-run.ts';
import { requireNoRun } from '../../swap/require-no-run.ts';

/**
 * Gives the cluster the share of the first step at the throwaway name, by what ShiftWeight writes zones with.
 * @throws MigrationInProgress, ForeignWrite, ChangeRefused, FenceLost, TransientFailure
 */
export async function moveDrillName({ run }: DrillPayload, ports: DrillPorts): Promise<ChangeResult> {
  await requireNoRun(ports.migrationJournal);
  const state = await loadRun(ports.journal, run);
  const percent = drilledPercent(ports.settings);
  const stages = { from: { kind: 'weighted', percent: 0 }, to: { kind: 'weighted', percent } } as const;
  return advanceZones(run, stages, state, ports);
}
