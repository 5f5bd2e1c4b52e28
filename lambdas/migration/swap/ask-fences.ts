import { findFence } from '../domain/observed-zone.ts';
import { readingOf } from '../domain/reading.ts';
import type { ZoneFence } from '../domain/zone-fence.ts';
import { inTime } from './in-time.ts';
import type { SwapPorts } from './ports.ts';

/** Longest that one zone is waited for, milliseconds. */
const PATIENCE_MS = 20_000;

/** The fences of all configured zones, of which a journal that was lost says nothing. */
export async function askFences({
  settings,
  zoneOf,
}: Pick<SwapPorts, 'settings' | 'zoneOf'>): Promise<readonly ZoneFence[]> {
  const fences: ZoneFence[] = [];
  for (const zone of settings.zones) {
    const { id, fenceName } = zone;
    const read = () => inTime(PATIENCE_MS, 'Reading it', () => zoneOf(id).read([fenceName]));
    fences.push({ zone, found: await readingOf(async () => findFence(await read(), fenceName)) });
  }
  return fences;
}
