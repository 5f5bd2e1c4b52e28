import type { MigrationSettings } from '../../../lambdas/migration/contract/settings.ts';
import type { Change, ResourceRecordSet } from '../../../lambdas/migration/domain/record-set.ts';
import { someSettings } from './settings.ts';
import { type ZonesWorld, zonesWorld } from './zones-world.ts';

const ZONE = 'Z1SHOP';

export const nameOf = (i: number): string => `n${String(i).padStart(3, '0')}.shop.test.`;

/** One zone with `count` CNAMEs to legacy: beside a CNAME, Route 53 takes no other record set. */
export function cnameWorld(count: number): ZonesWorld {
  const names = Array.from({ length: count }, (_, i) => nameOf(i));
  const records = names.map((Name) => ({
    Name,
    Type: 'CNAME',
    TTL: 300,
    ResourceRecords: [{ Value: 'legacy.example.net' }],
  }));
  const zone = { id: ZONE, name: 'shop.test.', records: names, fenceName: '_cutover-shop.shop.test.' };
  const settings: MigrationSettings = someSettings({ zones: [zone] });
  return zonesWorld(settings, [{ id: ZONE, name: 'shop.test', records }]);
}

export const held = (world: ZonesWorld, name: string): ResourceRecordSet[] =>
  world.engine.records(ZONE).filter((record) => record.Name === name);

/** Somebody replaces the CNAMEs at `name` by an address and a text. The CNAME can't come back while the text is there. */
export function obstruct(world: ZonesWorld, name: string, address = '203.0.113.9'): void {
  const put = (Type: string, Value: string): Change => ({
    Action: 'CREATE',
    ResourceRecordSet: { Name: name, Type, TTL: 60, ResourceRecords: [{ Value }] },
  });
  write(world, [
    ...held(world, name).map((record): Change => ({ Action: 'DELETE', ResourceRecordSet: record })),
    put('A', address),
    put('TXT', '"v=spf1 -all"'),
  ]);
}

/** … and takes the text away again. */
export function clear(world: ZonesWorld, name: string): void {
  const texts = held(world, name).filter(({ Type }) => Type === 'TXT');
  write(
    world,
    texts.map((record) => ({ Action: 'DELETE', ResourceRecordSet: record })),
  );
}

function write(world: ZonesWorld, changes: readonly Change[]): void {
  const Changes = changes as Parameters<typeof world.engine.changeResourceRecordSets>[1]['Changes'];
  world.engine.changeResourceRecordSets(ZONE, { Changes });
}
