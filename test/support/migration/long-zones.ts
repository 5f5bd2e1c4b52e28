import type { MigrationSettings } from '../../../lambdas/migration/contract/settings.ts';
import type { ZoneSeed } from '../../../rehearsal/route53/index.ts';
import { someSettings } from './settings.ts';

const addresses = (n: number) =>
  Array.from({ length: n }, (_, i) => ({ Value: `192.0.${2 + Math.floor(i / 250)}.${i % 250}` }));
const RECORDS = [
  { Name: 'shop.test.', Type: 'A', TTL: 300, ResourceRecords: addresses(170) },
  {
    Name: 'shop.test.',
    Type: 'AAAA',
    TTL: 300,
    ResourceRecords: Array.from({ length: 170 }, (_, i) => ({ Value: `2001:db8::${(i + 1).toString(16)}` })),
  },
  { Name: 'www.shop.test.', Type: 'A', TTL: 300, ResourceRecords: addresses(340) },
  { Name: '\\052.apps.shop.test.', Type: 'A', TTL: 60, ResourceRecords: addresses(340) },
];

/** One zone with so many values that each change of its three names takes a batch for each. */
export function longZones(): readonly ZoneSeed[] {
  return [{ id: 'Z1SHOP', name: 'shop.test', records: RECORDS }];
}

export function longSettings(): MigrationSettings {
  const settings = someSettings();
  return { ...settings, zones: settings.zones.filter(({ id }) => id === 'Z1SHOP') };
}
