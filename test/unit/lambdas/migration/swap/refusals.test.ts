import { parseFence } from '../../../../../lambdas/migration/domain/fence.ts';
import type { Change } from '../../../../../lambdas/migration/domain/record-set.ts';
import { lowerTtl } from '../../../../../lambdas/migration/migrate/lower-ttl/lower-ttl.ts';
import { restoreLegacy } from '../../../../../lambdas/migration/roll-back/restore-legacy/restore-legacy.ts';
import { asked, begin, fence } from '../../../../support/migration/acting.ts';
import { onZones, withMethods } from '../../../../support/migration/meddling.ts';
import { someSettings } from '../../../../support/migration/settings.ts';
import { type ZonesWorld, zonesWorld } from '../../../../support/migration/zones-world.ts';

/** A zone that is full, say: no batch will ever be accepted, and nobody else writes. */
const WORDS = 'Exceeded limit MAX_RRSETS_BY_ZONE for zone: Z1SHOP';
const refusing = { swap: async () => ({ accepted: false as const, messages: [WORDS] }) };

describe('A batch that Route 53 will never accept', () => {
  it('fails the state with Route 53’s own words', async () => {
    const world = zonesWorld();
    const lowering = lowerTtl(world.run('run-1'), onZones(world, refusing));
    await expect(lowering).rejects.toMatchObject({
      name: 'ChangeRefused',
      message: expect.stringContaining(WORDS),
      zone: 'Z1SHOP',
    });
  });

  it('leaves a rollback owed, with Route 53’s own words, beside a zone for which AWS was unavailable', async () => {
    const world = zonesWorld();
    await begin(world, world.run('run-1'), 3);
    const unavailable = async () => {
      throw Object.assign(new Error('Rate exceeded'), { name: 'TransientFailure' });
    };
    const zoneOf = (id: string) =>
      onZones(world, id === 'Z2CDN' ? { swap: unavailable } : refusing).zoneOf(id);
    expect(await restoreLegacy(asked(world), { ...world, zoneOf })).toMatchObject({
      outcome: 'owed',
      changes: [],
      pending: [
        { zoneId: 'Z1SHOP', why: expect.stringContaining(WORDS) },
        { zoneId: 'Z2CDN', why: 'Rate exceeded' },
      ],
    });
  });
});

describe('A batch of more changes than others leave of the account’s limit', () => {
  /** Route 53 takes 16 changes at once. What was throttled is known afterwards to be too much, as the pacer learns it. */
  function fewChanges(world: ZonesWorld): ZonesWorld {
    let { route53 } = world.settings;
    const zoneOf = (id: string) => {
      const zone = world.zoneOf(id);
      return withMethods(zone, {
        swap: async (changes: readonly Change[], comment: string) => {
          if (changes.length <= 16) return zone.swap(changes, comment);
          route53 = { ...route53, changes: { ...route53.changes, burst: changes.length } };
          return { accepted: false as const, messages: ['TooManyChanges: Rate exceeded'] };
        },
      });
    };
    const settings = {
      ...world.settings,
      get route53() {
        return route53;
      },
    };
    return { ...world, settings, zoneOf };
  }

  it('is sent in smaller ones, by a step and by a rollback', async () => {
    const world = zonesWorld();
    const few = fewChanges(world);
    await begin(few, world.run('run-1'), 4);
    expect(parseFence(fence(world, 'Z1SHOP') ?? '')).toMatchObject({ phase: 'shift', weight: 50 });
    expect(await restoreLegacy(asked(world), fewChanges(world))).toMatchObject({
      outcome: 'restored',
      notRestored: [],
    });
  });
});

describe('A name with more values than one batch can change', () => {
  it.each([
    ['as many as fit', 496, undefined],
    [
      'two more',
      498,
      'www.shop.test: During the migration: one change of it is more than Route 53 accepts at once',
    ],
  ])('%s (%d)', async (_what, values, problem) => {
    const half = (Type: string, value: (i: number) => string) => ({
      Name: 'www.shop.test.',
      Type,
      TTL: 300,
      ResourceRecords: Array.from({ length: values / 2 }, (_, i) => ({ Value: value(i) })),
    });
    const records = [half('A', (i) => `192.0.2.${i}`), half('AAAA', (i) => `2001:db8::${i}`)];
    const zones = [
      {
        id: 'Z1SHOP',
        name: 'shop.test.',
        records: ['www.shop.test.'],
        fenceName: '_cutover-shop.shop.test.',
      },
    ];
    const world = zonesWorld(someSettings({ zones, steps: someSettings().steps }), [
      { id: 'Z1SHOP', name: 'shop.test', records },
    ]);
    const moved = begin(world, world.run('run-1'), 6).then(
      () => undefined,
      (error: Error) => error.message,
    );
    if (problem === undefined) expect(await moved).toBeUndefined();
    else expect(await moved).toContain(problem);
    expect(world.engine.history('Z1SHOP')).toHaveLength(problem === undefined ? 7 : 1);
  });
});
