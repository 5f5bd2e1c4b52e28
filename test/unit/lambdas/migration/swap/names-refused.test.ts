import { parseFence } from '../../../../../lambdas/migration/domain/fence.ts';
import { MOST_LESSONS } from '../../../../../lambdas/migration/domain/parts.ts';
import { confirmLegacy } from '../../../../../lambdas/migration/roll-back/confirm-legacy/confirm-legacy.ts';
import { restoreLegacy } from '../../../../../lambdas/migration/roll-back/restore-legacy/restore-legacy.ts';
import { shiftWeight } from '../../../../../lambdas/migration/swap/move-records.ts';
import { undotted } from '../../../../../lambdas/shared/contract/dns-names.ts';
import { asked, begin, fence, plain, rolledBack } from '../../../../support/migration/acting.ts';
import { clear, cnameWorld, held, nameOf, obstruct } from '../../../../support/migration/cname-zone.ts';
import { onJournal, onZones } from '../../../../support/migration/meddling.ts';
import { type ZonesWorld, zonesWorld } from '../../../../support/migration/zones-world.ts';

const phase = (world: ZonesWorld) => parseFence(fence(world, 'Z1SHOP') ?? '')?.phase;
const status = async (world: ZonesWorld) => (await world.journal.load())?.run.status;
const others = (world: ZonesWorld, bad: readonly string[]) =>
  plain(world, 'Z1SHOP').filter(({ Name }) => !bad.includes(Name));

/** `count` names at 50 %, at some of which somebody then puts what keeps legacy's CNAME from coming back. */
async function obstructed(count: number, ...at: readonly number[]) {
  const world = cnameWorld(count);
  const before = plain(world, 'Z1SHOP');
  await begin(world, world.run('run-1'), 4);
  const bad = at.map(nameOf);
  for (const name of bad) obstruct(world, name);
  return { world, bad, before };
}

/** The same world, with what is asked of Route 53 counted, and its words replaced by `words` where they are given. */
function counted(world: ZonesWorld, words?: string) {
  const calls = { swap: 0, read: 0 };
  const counting = onZones(world, {
    swap: async (zone, changes, comment) => {
      calls.swap++;
      const result = await zone.swap(changes, comment);
      return result.accepted || words === undefined ? result : { accepted: false, messages: [words] };
    },
    read: (zone, names) => {
      calls.read++;
      return zone.read(names);
    },
  });
  return { calls, world: counting };
}

describe('A rollback in which Route 53 refuses some names', () => {
  it.each([
    ['one of 400', 400, [217]],
    ['two of 400, in different batches', 400, [3, 390]],
    ['two beside each other', 5, [1, 2]],
    ['the only name', 1, [0]],
    ['every name', 5, [0, 1, 2, 3, 4]],
  ])('restores all others: %s', async (_what, count, at) => {
    const { world, bad, before } = await obstructed(count, ...at);
    const untouched = bad.map((name) => held(world, name));
    const restore = await restoreLegacy(asked(world), world);
    expect(restore).toMatchObject({ outcome: 'owed', migrationRun: 'run-1', overwritten: [] });
    expect(restore.notRestored).toEqual(
      bad.map((name) => ({
        zoneId: 'Z1SHOP',
        name: undotted(name),
        why: `RRSet of type CNAME with DNS name ${name} is not permitted as it conflicts with other records with the same DNS name in zone shop.test.`,
      })),
    );
    for (const name of bad) expect(restore.reason).toContain(undotted(name));
    expect(others(world, bad)).toEqual(before.filter(({ Name }) => !bad.includes(Name)));
    expect(bad.map((name) => held(world, name))).toEqual(untouched);
    expect([phase(world), await status(world)]).toEqual(['restoring', 'owed']);
  });

  it('shuts the migration out, though not one name could be restored', async () => {
    const { world } = await obstructed(1, 0);
    await restoreLegacy(asked(world), world);
    await expect(
      shiftWeight({ run: world.run('run-1'), step: 2, continues: '' }, world),
    ).rejects.toMatchObject({ name: 'FenceLost' });
  });

  it('restores the rest when the names are fixed and it is requested again', async () => {
    const { world, bad, before } = await obstructed(400, 3, 390);
    await restoreLegacy(asked(world), world);
    const versions = world.engine.history('Z1SHOP').length;
    clear(world, nameOf(3));
    expect(await rolledBack(world)).toMatchObject({
      outcome: 'owed',
      notRestored: [{ name: 'n390.shop.test' }],
    });
    clear(world, nameOf(390));
    expect(await rolledBack(world)).toMatchObject({ outcome: 'restored', notRestored: [] });
    expect(plain(world, 'Z1SHOP')).toEqual(before);
    expect([phase(world), await status(world)]).toEqual(['restored', 'restored']);
    const touched = world.engine
      .history('Z1SHOP')
      .slice(versions)
      .flatMap(({ after }) => after.map(({ Name }) => Name));
    expect(touched.filter((name) => !name.startsWith('_cutover-')).toSorted()).toEqual(bad);
  });

  it('does the same when it is requested again with nothing fixed, and touches no record', async () => {
    const { world } = await obstructed(3, 1);
    const first = await restoreLegacy(asked(world), world);
    const records = plain(world, 'Z1SHOP');
    const second = await restoreLegacy({ ...asked(world), restore: first }, world);
    expect(second.changes).toEqual(first.changes);
    expect(second).toMatchObject({ outcome: 'owed', notRestored: first.notRestored });
    expect(plain(world, 'Z1SHOP')).toEqual(records);
    expect(phase(world)).toBe('restoring');
  });

  it('takes a few calls where Route 53 names what it refuses', async () => {
    const { world } = await obstructed(400, 217);
    const counting = counted(world);
    await restoreLegacy(asked(world), counting.world);
    expect(counting.calls.swap).toBeLessThanOrEqual(8);
    expect(counting.calls.read).toBeLessThanOrEqual(6);
  });

  it.each([[[217]], [[0, 399]], [[5, 6, 7]]])(
    'finds them by halves where Route 53 names none: %p',
    async (at) => {
      const { world, bad, before } = await obstructed(400, ...at);
      const counting = counted(world, 'No.');
      const restore = await restoreLegacy(asked(world), counting.world);
      expect(restore.notRestored).toEqual(
        bad.map((name) => ({ zoneId: 'Z1SHOP', name: undotted(name), why: 'No.' })),
      );
      expect(others(world, bad)).toEqual(before.filter(({ Name }) => !bad.includes(Name)));
      expect(counting.calls.read).toBeLessThanOrEqual(MOST_LESSONS + 5);
    },
  );

  it('ends within a bounded number of calls where too many are refused to find each', async () => {
    const { world } = await obstructed(64, ...Array.from({ length: 32 }, (_, i) => 2 * i));
    const counting = counted(world, 'No.');
    const restore = await restoreLegacy(asked(world), counting.world);
    expect(restore.outcome).toBe('owed');
    expect(restore.notRestored.length).toBeGreaterThanOrEqual(32);
    expect(counting.calls.swap).toBeLessThanOrEqual(3 * MOST_LESSONS + 10);
    expect(phase(world)).toBe('restoring');
  });

  it('tries a name again that was refused only as long as another was not restored', async () => {
    const world = cnameWorld(6);
    await begin(world, world.run('run-1'), 4);
    const waiting = nameOf(0);
    const dependent = onZones(world, {
      swap: async (zone, changes, comment) => {
        const touches = changes.some(({ ResourceRecordSet: { Name } }) => Name === waiting);
        const ready = held(world, nameOf(5)).every(({ Weight }) => Weight === undefined);
        if (!touches || ready) return zone.swap(changes, comment);
        return {
          accepted: false,
          messages: [`[Tried to create resource record set [name='${waiting}', type='CNAME'] but …]`],
        };
      },
    });
    expect(await restoreLegacy(asked(world), dependent)).toMatchObject({
      outcome: 'restored',
      notRestored: [],
    });
    expect(phase(world)).toBe('restored');
  });
});

describe('A batch of a rollback that lost a race', () => {
  it.each([1, 3])('is made anew, and no name is left out, of %d', async (count) => {
    const world = cnameWorld(count);
    await begin(world, world.run('run-1'), 4);
    let races = 0;
    const racing = onZones(world, {
      swap: async (zone, changes, comment) => {
        if (races++ < 4) {
          obstruct(world, nameOf(0), `203.0.113.${races}`);
          clear(world, nameOf(0));
        }
        return zone.swap(changes, comment);
      },
    });
    expect(await restoreLegacy(asked(world), racing)).toMatchObject({
      outcome: 'restored',
      notRestored: [],
      overwritten: ['n000.shop.test: A 203.0.113.4 TTL 60'],
    });
    expect(phase(world)).toBe('restored');
  });
});

describe('A rollback in which Route 53 refuses nothing', () => {
  it('asks Route 53 once for each zone, and the journal once', async () => {
    const world = zonesWorld();
    await begin(world, world.run('run-1'), 4);
    const counting = counted(world);
    const asks: string[] = [];
    const count = (what: string) => async () => void asks.push(what);
    const watched = onJournal(counting.world, { before: { load: count('load'), endRun: count('endRun') } });
    expect(await restoreLegacy(asked(world), { ...watched, zoneOf: counting.world.zoneOf })).toMatchObject({
      outcome: 'restored',
      notRestored: [],
    });
    expect(counting.calls).toEqual({ swap: 2, read: 0 });
    expect(asks).toEqual(['load']);
  });
});

describe('What is said of names that Route 53 refuses', () => {
  it('says of a zone how many they are, and why nothing else is pending', async () => {
    const { world } = await obstructed(3, 1);
    const restore = await restoreLegacy(asked(world), world);
    expect(restore.pending).toEqual([{ zoneId: 'Z1SHOP', why: 'Route 53 refuses 1 name.' }]);
    world.pass(60);
    expect((await confirmLegacy(restore, world)).reasons).toEqual([
      'Zone Z1SHOP: the fence says restoring, execution run-1',
      expect.stringMatching(/^Zone Z1SHOP: n001.shop.test has A 203.0.113.9 TTL 60; legacy had CNAME /),
    ]);
    expect(await status(world)).toBe('owed');
  });

  it('calls the run restored when what was in the way is gone, and a round has restored it', async () => {
    const { world } = await obstructed(3, 1);
    const restore = await restoreLegacy(asked(world), world);
    world.pass(60);
    clear(world, nameOf(1));
    expect(await confirmLegacy(restore, world)).toMatchObject({ legacyServes: false });
    await rolledBack(world);
    expect(await status(world)).toBe('restored');
  });

  it('fits, however many they are', async () => {
    const { world } = await obstructed(400, ...Array.from({ length: 400 }, (_, i) => i));
    const restore = await restoreLegacy(asked(world), world);
    expect(JSON.stringify(restore).length).toBeLessThan(100_000);
    expect(restore.reason).toContain('400 names NOT restored');
    expect(restore.notRestored).toHaveLength(400);
    world.pass(60);
    const { reasons } = await confirmLegacy(restore, world);
    expect(reasons.join('; ').length).toBeLessThan(20_000);
    expect(reasons.at(-1)).toMatch(/and \d+ more names/);
  });

  it('stands beside what keeps another zone from being restored', async () => {
    const world = zonesWorld();
    await begin(world, world.run('run-1'), 4);
    const never = 'Exceeded limit MAX_RRSETS_BY_ZONE for zone: Z1SHOP';
    const refused = "[Tried to create resource record set [name='img.cdn.test.', type='CNAME'] but …]";
    const meddled = onZones(world, {
      swap: async (zone, changes, comment) => {
        const names = changes.map(({ ResourceRecordSet: { Name } }) => Name);
        if (names.includes('_cutover-shop.shop.test.')) return { accepted: false, messages: [never] };
        if (names.includes('img.cdn.test.')) return { accepted: false, messages: [refused] };
        return zone.swap(changes, comment);
      },
    });
    expect(await restoreLegacy(asked(world), meddled)).toMatchObject({
      outcome: 'owed',
      pending: [
        { zoneId: 'Z1SHOP', why: expect.stringContaining(never) },
        { zoneId: 'Z2CDN', why: 'Route 53 refuses 1 name.' },
      ],
      notRestored: expect.arrayContaining([
        { zoneId: 'Z1SHOP', name: '_cutover-shop.shop.test', why: never },
        { zoneId: 'Z2CDN', name: 'img.cdn.test', why: refused.slice(1, -1) },
      ]),
    });
  });
});
