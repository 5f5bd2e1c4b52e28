/** What people do to a migration's journal and fences. */
import type { ZonesWorld } from './zones-world.ts';

/** The table is made anew: nothing of the run is left in it. */
export function makeTableAnew({ journal }: ZonesWorld): void {
  journal.lose('run', 'before-image', 'zones');
}

export function deleteFence({ engine }: ZonesWorld, zoneId: string): void {
  const Changes = engine
    .records(zoneId)
    .filter(({ Name }) => Name.startsWith('_cutover-'))
    .map((ResourceRecordSet) => ({ Action: 'DELETE' as const, ResourceRecordSet }));
  engine.changeResourceRecordSets(zoneId, { Changes });
}

export function deleteFences(world: ZonesWorld): void {
  for (const { id } of world.settings.zones) deleteFence(world, id);
}
