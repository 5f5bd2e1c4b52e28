import { ERRORS } from '../contract/errors.ts';
import type { ZoneSettings } from '../contract/settings.ts';
import { findFence } from '../domain/observed-zone.ts';
import { whyNotKnown } from '../domain/reading.ts';
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
  for (const zone of settings.zones) fences.push(await askFence(zone, zoneOf));
  return fences;
}

async function askFence(zone: ZoneSettings, zoneOf: SwapPorts['zoneOf']): Promise<ZoneFence> {
  const { id, fenceName } = zone;
  try {
    const records = await inTime(PATIENCE_MS, 'Reading it', () => zoneOf(id).read([fenceName]));
    return { zone, found: { known: true, value: findFence(records, fenceName) } };
  } catch (error) {
    const mayBeReadSoon = error instanceof Error && error.name === ERRORS.transient;
    return { zone, found: { known: false, why: whyNotKnown(error) }, mayBeReadSoon };
  }
}
