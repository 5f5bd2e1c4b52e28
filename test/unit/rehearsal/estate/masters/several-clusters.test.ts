import { join } from 'node:path';
import type { MastersSettings } from '../../../../../lambdas/masters/contract/settings.ts';
import { mastersEstateOf } from '../../../../../rehearsal/estate/masters/estate.ts';
import { seedsOf } from '../../../../../rehearsal/scenes/masters/compute.ts';
import { openSnapshot } from '../../../../../rehearsal/snapshot/open.ts';
import type { Snapshot } from '../../../../../rehearsal/snapshot/snapshot.ts';

const FOLDER = join(import.meta.dirname, '../../../../../examples/observatory/snapshot');
const HOME = { account: '333344445555', region: 'eu-west-2' };

let snapshot: Snapshot;
beforeAll(async () => {
  snapshot = await openSnapshot(FOLDER);
});

it.each([
  ['telescopes.observatory.test', ['a', 'b', 'c']],
  ['archive.observatory.test', ['b']],
  ['gone.observatory.test', []],
])('of an account with two clusters, only %s is rehearsed', (cluster, members) => {
  const estate = mastersEstateOf({ ...HOME, cluster } as MastersSettings, snapshot);
  expect(estate.members).toEqual(members);
  expect(members.map(estate.groupOf)).toEqual(
    members.map((member) => `master-eu-west-2${member}.masters.${cluster}`),
  );
  const { groups, volumes } = seedsOf(snapshot, HOME, cluster);
  expect(groups).toHaveLength(members.length);
  expect(volumes).toHaveLength(2 * members.length);
});
