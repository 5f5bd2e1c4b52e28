/** Brings the zones of a run back to their before-image, each for itself: one that fails keeps no other from it. */

import type { ZoneChange } from '../contract/payloads.ts';
import { longestChain } from '../domain/chains.ts';
import type { JournalState } from '../domain/journal-state.ts';
import type { SwapPorts } from './ports.ts';
import { ZoneRestore } from './zone-restore.ts';

/**
 * How long the first try of all zones may take, which comes before the run is marked as owed, and how long the round,
 * milliseconds: of the function's ten minutes.
 */
export const FIRST_MS = 30_000;
export const ROUND_MS = 480_000;

/**
 * The zones of the run's before-image, in the order of the configuration.
 * @param earlier by which earlier rounds restored zones
 */
export function zonesToRestore(
  { run, beforeImage, zones, epochs }: JournalState,
  earlier: readonly ZoneChange[],
  ports: SwapPorts,
): readonly ZoneRestore[] {
  const chainSeconds = longestChain({ kind: 'weighted', percent: 0 }, beforeImage.values(), ports.settings);
  const configured = ports.settings.zones.map(({ id }) => id);
  return [...new Set([...configured, ...beforeImage.keys()])].flatMap((zoneId) => {
    const image = beforeImage.get(zoneId);
    if (!image) return [];
    const zone = {
      zoneId,
      image,
      run,
      known: zones.get(zoneId),
      knownEpoch: epochs.get(zoneId) ?? 0,
      earlier: earlier.find((change) => change.zoneId === zoneId),
      chainSeconds,
    };
    return [new ZoneRestore(zone, ports)];
  });
}

/** Tries each zone that isn't restored yet, whatever becomes of the others. */
export async function tryEach(
  zones: readonly ZoneRestore[],
  restore: (zone: ZoneRestore) => Promise<void>,
): Promise<void> {
  for (const zone of zones) {
    if (zone.pending === undefined) continue;
    try {
      await restore(zone);
    } catch (error) {
      zone.pending = (error as Error).message;
    }
  }
}
