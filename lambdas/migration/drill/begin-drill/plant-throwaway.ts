import type { Run } from '../../../shared/contract/run.ts';
import { NamedError } from '../../../shared/domain/named-error.ts';
import { ERRORS } from '../../contract/errors.ts';
import { type Fence, fenceRecord, formatFence } from '../../domain/fence.ts';
import type { JournalState } from '../../domain/journal-state.ts';
import { fenceOf } from '../../domain/milestones.ts';
import { findFence } from '../../domain/observed-zone.ts';
import { commentOf } from '../../swap/advance-zones.ts';
import type { DrillPorts } from '../../swap/drill-ports.ts';
import { imagesOf, type ZoneImage } from '../../swap/images.ts';
import { inZone } from '../../swap/in-zone.ts';
import { requireStillOpen } from '../../swap/load-run.ts';

/**
 * Makes the throwaway name in each zone, with a fence as a rolled back run leaves it, so that the writers find what they find
 * at the begin of a migration.
 * @throws ChangeRefused, FenceLost, TransientFailure
 */
export async function plantThrowaway(run: Run, state: JournalState, ports: DrillPorts): Promise<void> {
  for (const one of imagesOf(state, ports.settings)) {
    const epoch = (state.epochs.get(one.zone.id) ?? 0) + 1;
    await inZone(one.zone.id, () => plantIn(run, one, epoch, ports));
  }
}

async function plantIn(
  run: Run,
  { zone: { id: zoneId }, image }: ZoneImage,
  epoch: number,
  { settings, journal, zoneOf }: DrillPorts,
): Promise<void> {
  const { migration } = settings;
  // Not the run's own name: a fence that says that this very run was rolled back would shut it out.
  const fence: Fence = { ...fenceOf({ kind: 'before' }), migration, epoch, execution: `${run.name}.made` };
  await requireStillOpen(run.name, journal);
  const changes = [...image.records, fenceRecord(image.fenceName, fence)].map((record) => ({
    Action: 'CREATE' as const,
    ResourceRecordSet: record,
  }));
  const swap = await zoneOf(zoneId).swap(changes, commentOf(fence));
  if (swap.accepted || (await isThere(fence))) return;
  throw new NamedError(
    ERRORS.changeRefused,
    `Zone ${zoneId}: Route 53 refuses to make the throwaway name: ${swap.messages.join(', ')}`,
  );

  /** The answer to a batch may be lost, and the SDK then sends it again. */
  async function isThere(expected: Fence): Promise<boolean> {
    const found = findFence(await zoneOf(zoneId).read([image.fenceName]), image.fenceName);
    return found.kind === 'ours' && formatFence(found.fence) === formatFence(expected);
  }
}
