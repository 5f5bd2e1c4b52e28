import { NamedError } from '../../../shared/domain/named-error.ts';
import { ERRORS } from '../../contract/errors.ts';
import { touchFence } from '../../domain/advance.ts';
import { readingOf } from '../../domain/reading.ts';
import type { ZoneFence } from '../../domain/zone-fence.ts';
import { commentOf } from '../../swap/advance-zones.ts';
import { inTime } from '../../swap/in-time.ts';
import { PATIENCE_MS } from '../../swap/kept-run.ts';
import type { SwapPorts } from '../../swap/ports.ts';

/**
 * Swaps the fence of each zone that has one. A batch that was sent before, and is still on its way, is refused then. Once the journal
 * has lost a run, nobody knows whether there is such a batch: a rollback may have restored over the close while the journal still knew the
 * run, or the run may have sent its first batch before its before-image was lost.
 * @returns why a fence could not be swapped; undefined when all were
 */
export async function shutLate(fences: readonly ZoneFence[], ports: SwapPorts): Promise<string | undefined> {
  for (const one of fences) {
    const swapped = await readingOf(() => swapFence(one, ports));
    if (!swapped.known) return `Zone ${one.zone.id}: ${swapped.why}`;
  }
  return undefined;
}

async function swapFence({ zone, found }: ZoneFence, { zoneOf }: SwapPorts): Promise<void> {
  if (!found.known || found.value.kind !== 'ours') return;
  const batch = touchFence(found.value.fence, zone.fenceName, found.value.record);
  const swap = await inTime(PATIENCE_MS, 'Swapping its fence', () =>
    zoneOf(zone.id).swap(batch.changes, commentOf(batch.fence)),
  );
  if (!swap.accepted)
    throw new NamedError(ERRORS.transient, `Route 53 refused to swap its fence: ${swap.messages.join(', ')}`);
}
