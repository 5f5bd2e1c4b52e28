import { someSettings } from './settings.ts';
import { type ZonesWorld, zonesWorld } from './zones-world.ts';

export const CHECKED_ZONE = 'Z1SHOP';
export const FENCE_NAME = '_cutover-shop.shop.test.';
export const CHECKED_NAMES = ['api', 'img', 'www'].map((label) => `${label}.shop.test.`);

export const checkOf = (name: string): string => `check-of-${name.split('.')[0]}`;

/** One zone with three names, each with an A and an AAAA that name a health check of their own. */
export function checkedWorld(): ZonesWorld {
  const records = CHECKED_NAMES.flatMap((Name) =>
    [
      ['A', '192.0.2.10'],
      ['AAAA', '2001:db8::10'],
    ].map(([Type = '', Value = '']) => ({
      Name,
      Type,
      TTL: 300,
      HealthCheckId: checkOf(Name),
      ResourceRecords: [{ Value }],
    })),
  );
  const zone = { id: CHECKED_ZONE, name: 'shop.test.', records: CHECKED_NAMES, fenceName: FENCE_NAME };
  const world = zonesWorld(someSettings({ zones: [zone] }), [
    { id: CHECKED_ZONE, name: 'shop.test', records },
  ]);
  for (const name of CHECKED_NAMES) world.engine.healthChecks.add(checkOf(name));
  return world;
}

/** Somebody protects a name and type, and says why. */
export function protect(world: ZonesWorld, RecordName: string, RecordType: string, Comment: string): void {
  world.engine.createResourceRecordSetProtections(CHECKED_ZONE, [{ RecordName, RecordType, Comment }]);
}

export function unprotect(world: ZonesWorld, RecordName: string, RecordType: string): void {
  world.engine.deleteResourceRecordSetProtections(CHECKED_ZONE, [{ RecordName, RecordType }]);
}
