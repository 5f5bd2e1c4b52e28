import { chunksOf, joinChunks } from '../../../../../lambdas/migration/adapters/before-image-chunks.ts';
import { ERRORS } from '../../../../../lambdas/migration/contract/errors.ts';
import type { BeforeImage, CopiedRun } from '../../../../../lambdas/migration/domain/journal-state.ts';
import { lowerTtl } from '../../../../../lambdas/migration/migrate/lower-ttl/lower-ttl.ts';
import type { Journal } from '../../../../../lambdas/migration/ports/journal.ts';
import { shiftWeight } from '../../../../../lambdas/migration/swap/move-records.ts';
import { begin, fence, plain, rolledBack } from '../../../../support/migration/acting.ts';
import { makeTableAnew } from '../../../../support/migration/losing.ts';
import { onJournal, withMethods } from '../../../../support/migration/meddling.ts';
import { type ZonesWorld, zonesWorld } from '../../../../support/migration/zones-world.ts';

describe('The before-image', () => {
  it('stays the first one when the same state runs twice at once, the second one late', async () => {
    const world = zonesWorld();
    const held = JSON.stringify(plain(world, 'Z1SHOP'));
    const run = world.run('run-1');
    // The second one has seen that there is no before-image yet, and reads the zone once the first has lowered the TTLs.
    const late = onJournal(world, { after: { load: () => lowerTtl(run, world) } });
    // It waits as long as the first one has to: the TTLs that it read itself are the lowered ones.
    expect(await lowerTtl(run, late)).toMatchObject({ ttlInForceSeconds: 300 });
    await rolledBack(world);
    expect(JSON.stringify(plain(world, 'Z1SHOP'))).toBe(held);
  });

  it('is not kept of a name that somebody has routed since it was verified', async () => {
    const world = zonesWorld();
    const www = world.engine.records('Z1SHOP').find(({ Name }) => Name === 'www.shop.test.');
    if (!www) throw new Error('There is no www.');
    world.engine.changeResourceRecordSets('Z1SHOP', {
      Changes: [
        { Action: 'DELETE', ResourceRecordSet: www },
        { Action: 'CREATE', ResourceRecordSet: { ...www, SetIdentifier: 'blue', Weight: 1 } },
      ],
    });
    await expect(lowerTtl(world.run('run-1'), world)).rejects.toMatchObject({
      name: 'NotReady',
      message:
        'www.shop.test: Its A is weighted (1 record set). Replace its A by one simple record set, or take the name out of the migration.',
    });
    expect(await world.journal.load()).toBeUndefined();
    expect(fence(world, 'Z1SHOP')).toBeUndefined();
  });
});

describe('The copy of the before-image', () => {
  const copiedAtEachChange = (world: ZonesWorld): (CopiedRun | undefined)[] => {
    const seen: (CopiedRun | undefined)[] = [];
    world.engine.onChange(() => seen.push(world.copy.kept));
    return seen;
  };

  it('is kept before anything is changed', async () => {
    const world = zonesWorld();
    const seen = copiedAtEachChange(world);
    await lowerTtl(world.run('run-1'), world);
    const state = await world.journal.load();
    expect(seen).toHaveLength(2);
    for (const copied of seen)
      expect(copied).toMatchObject({ run: state?.run, beforeImage: state?.beforeImage });
  });

  it('is kept by a second try, where the first was killed before it had', async () => {
    const world = zonesWorld();
    const run = world.run('run-1');
    const save = () => Promise.reject(new Error('away'));
    const away = { ...world, copy: withMethods(world.copy, { save }) };
    await expect(lowerTtl(run, away)).rejects.toThrow('away');
    expect(fence(world, 'Z1SHOP')).toBeUndefined();
    const seen = copiedAtEachChange(world);
    await lowerTtl(run, world);
    expect(seen[0]?.run.execution).toBe('run-1');
  });

  it('stands for what the journal has lost: a late second try keeps no other one', async () => {
    const world = zonesWorld();
    const run = world.run('run-1');
    await lowerTtl(run, world);
    const { kept } = world.copy;
    world.journal.lose('run', 'before-image', 'zones');
    await expect(lowerTtl(run, world)).rejects.toMatchObject({ name: 'BeforeImageUnreadable' });
    expect(world.copy.kept).toEqual(kept);
    const restored = plain(zonesWorld(), 'Z1SHOP');
    await rolledBack(world);
    expect(plain(world, 'Z1SHOP')).toEqual(restored);
  });

  it('gives way to no run that begins while the journal loses another one', async () => {
    const world = zonesWorld();
    const before = plain(world, 'Z1SHOP');
    // run-2 looks before run-1 has changed anything, and claims a journal that knows no run-1.
    const claim: Journal['claim'] = async (...claimed) => {
      await lowerTtl(world.run('run-1'), world);
      makeTableAnew(world);
      return world.journal.claim(...claimed);
    };
    const late = { ...world, journal: withMethods(world.journal, { claim }) };
    await expect(lowerTtl(world.run('run-2'), late)).rejects.toMatchObject({
      name: ERRORS.fenceLost,
      message: 'Zone Z1SHOP: Its fence says prepare at 0 %, execution run-1, epoch 1.',
    });
    expect(world.copy.kept?.run.execution).toBe('run-1');
    await rolledBack(world);
    expect(plain(world, 'Z1SHOP')).toEqual(before);
  });

  it('names the run that takes another over before that changes anything', async () => {
    const world = zonesWorld();
    await begin(world, world.run('run-1'), 3);
    const seen = copiedAtEachChange(world);
    await shiftWeight({ run: world.run('run-2'), step: 0, continues: 'run-1' }, world);
    expect(seen[0]).toMatchObject({
      run: { execution: 'run-2', tookOver: 'run-1' },
      beforeImage: (await world.journal.load())?.beforeImage,
    });
  });
});

const address = (name: string, values: number): BeforeImage['records'][number] => ({
  Name: `${name}.shop.test.`,
  Type: 'AAAA',
  TTL: 300,
  ResourceRecords: Array.from({ length: values }, (_, i) => ({
    Value: `2001:db8:1111:2222:3333:4444:5555:${i.toString(16)}`,
  })),
});
const imageOf = (records: BeforeImage['records']): ReadonlyMap<string, BeforeImage> =>
  new Map([
    ['Z1', { fenceName: '_cutover-shop.shop.test.', records, follows: [] }],
    ['Z2', { fenceName: '_cutover-shop.cdn.test.', records: [], follows: [] }],
  ]);

describe('Its pieces', () => {
  it('fit an item of DynamoDB (400 KB), however many values the record sets have', () => {
    const image = imageOf(Array.from({ length: 200 }, (_, i) => address(`n${i}`, 400)));
    const chunks = chunksOf(image);
    for (const chunk of chunks) expect(JSON.stringify(chunk).length).toBeLessThan(390_000);
    expect(joinChunks(chunks, true)).toEqual(image);
  });

  it('fit with the rest of a large zone, too', () => {
    const records = Array.from({ length: 200 }, (_, i) => address(`n${i}`, 25));
    const others = Object.fromEntries(
      Array.from({ length: 3000 }, (_, i) => [`${'\\\\052'.repeat(60)}${i}.shop.test. A`, '0123abcd']),
    );
    const image = new Map([['Z1', { fenceName: '_cutover-shop.shop.test.', records, follows: [], others }]]);
    const chunks = chunksOf(image);
    for (const chunk of chunks) expect(JSON.stringify(chunk).length).toBeLessThan(390_000);
    expect(joinChunks(chunks, true)).toEqual(image);
  });

  it('of two that differ are never joined', () => {
    const many = Array.from({ length: 250 }, (_, i) => address(`n${i}`, 1));
    const one = chunksOf(imageOf(many));
    const other = chunksOf(imageOf([...many.slice(1), address('new', 1)]));
    const mixed = one.map((chunk, i) => (i === 0 ? chunk : (other[i] ?? chunk)));
    expect(joinChunks(mixed, false).size).toBe(0);
    expect(() => joinChunks(mixed, true)).toThrow('is incomplete');
  });

  it.each([
    ['the first piece of a zone', 0],
    ['the last piece of a zone', 1],
    ['the only piece of a zone', 2],
  ])('make no whole without %s', (_what, missing) => {
    const chunks = chunksOf(imageOf(Array.from({ length: 250 }, (_, i) => address(`n${i}`, 1))));
    expect(chunks.map(({ zoneId }) => zoneId)).toEqual(['Z1', 'Z1', 'Z2']);
    const left = chunks.filter((_, i) => i !== missing);
    expect(joinChunks(left, false).size).toBe(0);
    expect(() => joinChunks(left, true)).toThrow('is incomplete');
  });
});
