import type { ZoneSettings } from '../contract/settings.ts';
import type { LeadingZone } from '../domain/follows.ts';
import { asBefore } from '../domain/readiness/routing.ts';
import type { Zone } from '../ports/zone.ts';

/** Every zone whole, as legacy answers, one after the other. @throws what reading a zone throws */
export async function readLegacyZones(
  zones: readonly ZoneSettings[],
  zoneOf: (zoneId: string) => Pick<Zone, 'readAll'>,
): Promise<readonly LeadingZone[]> {
  const whole: LeadingZone[] = [];
  for (const { id, name, records: moved } of zones)
    whole.push({ name, records: asBefore(await zoneOf(id).readAll(), moved), moved });
  return whole;
}
