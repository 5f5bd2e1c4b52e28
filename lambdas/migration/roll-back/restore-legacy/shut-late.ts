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
 * Swaps the fence of each zone that has one: a batch that was sent before and is still on its way comes too late then. Where the
 * journal lost a run, nobody knows whether there is one: of a rollback that was let restore over a close, as long as the journal
 * knew the run, or of a run whose before-image is lost.
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
