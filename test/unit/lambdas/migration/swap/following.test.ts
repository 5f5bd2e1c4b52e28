import type { ZoneSettings } from '../../../../../lambdas/migration/contract/settings.ts';
import { lowerTtl } from '../../../../../lambdas/migration/migrate/lower-ttl/lower-ttl.ts';
import { confirmLegacy } from '../../../../../lambdas/migration/roll-back/confirm-legacy/confirm-legacy.ts';
import { restoreLegacy } from '../../../../../lambdas/migration/roll-back/restore-legacy/restore-legacy.ts';
import { adoptRecords, shiftWeight } from '../../../../../lambdas/migration/swap/move-records.ts';
import { shareOf } from '../../../../../rehearsal/checks/migration/shares.ts';
import type { RecordSetInput } from '../../../../../rehearsal/route53/index.ts';
import { asked, begin, plain, rolledBack } from '../../../../support/migration/acting.ts';
import { onZones } from '../../../../support/migration/meddling.ts';
import { someSettings } from '../../../../support/migration/settings.ts';
import { CLUSTER_ELB, LEGACY_ELB } from '../../../../support/migration/shop.ts';
import { type ZonesWorld, zonesWorld } from '../../../../support/migration/zones-world.ts';

const ELB_ZONE = 'Z368ELLRRE2KJ0';
const cname = (Name: string, to: string, TTL = 300): RecordSetInput => ({
  Name,
  Type: 'CNAME',
  TTL,
  ResourceRecords: [{ Value: to }],
});
const aliases = (Name: string, HostedZoneId: string, DNSName: string): RecordSetInput[] =>
  ['A', 'AAAA'].map((Type) => ({
    Name,
    Type,
    AliasTarget: { HostedZoneId, DNSName, EvaluateTargetHealth: false },
  }));

/** By the name that they lead to, www in the end: in all the ways that there are. */
const FOLLOWERS = ['blog', 'm', 'm2', 'third', 'hop', 'any']
  .map((name) => `${name}.shop.test.`)
  .concat('img.cdn.test.');
const RECORDS = [
  ...aliases('www.shop.test.', ELB_ZONE, `${LEGACY_ELB}.`),
  cname('blog.shop.test.', 'www.shop.test'),
  ...aliases('m.shop.test.', 'Z1SHOP', 'www.shop.test.'),
  ...aliases('m2.shop.test.', 'Z1SHOP', 'm.shop.test.'),
  cname('third.shop.test.', 'blog.shop.test'),
  cname('hop.shop.test.', 'old.shop.test'),
  cname('old.shop.test.', 'www.shop.test', 900),
  cname('\\052.apps.shop.test.', 'www.shop.test'),
  cname('any.shop.test.', 'foo.apps.shop.test'),
  cname('alone.shop.test.', LEGACY_ELB),
];
const MOVED = ['www', 'blog', 'm2', 'm', 'third', 'hop', '\\052.apps', 'any', 'alone'].map(
  (name) => `${name}.shop.test.`,
);
const ZONES: readonly ZoneSettings[] = [
  // The follower's zone first: it is written before the one that it leads to.
  { id: 'Z2CDN', name: 'cdn.test.', records: ['img.cdn.test.'], fenceName: '_cutover-shop.cdn.test.' },
  { id: 'Z1SHOP', name: 'shop.test.', records: MOVED, fenceName: '_cutover-shop.shop.test.' },
];

function world(records: readonly RecordSetInput[] = RECORDS): ZonesWorld {
  return zonesWorld(someSettings({ zones: ZONES }), [
    { id: 'Z1SHOP', name: 'shop.test', records },
    { id: 'Z2CDN', name: 'cdn.test', records: [cname('img.cdn.test.', 'www.shop.test')] },
  ]);
}

/** The cluster's share now, percent. */
function percentOf({ engine }: ZonesWorld, name: string): number {
  const views = ['Z1SHOP', 'Z2CDN'].map((zoneId) => engine.served(zoneId));
  return (
    Math.round(
      shareOf({ dnsName: `${CLUSTER_ELB}.`, ipv4: [], ipv6: [] }, { name, type: 'A' }, views, engine) *
        10_000,
    ) / 100
  );
}

const states = (shop: ZonesWorld) => ({ run: shop.run('run-1'), all: shop.settings.steps.length + 3 });

describe('Names that follow another one', () => {
  it('get its share at every step, and follow it to the end', async () => {
    const seen: number[] = [];
    for (let count = 3; count <= states(world()).all; count++) {
      const shop = world();
      await begin(shop, shop.run('run-1'), count);
      const www = percentOf(shop, 'www.shop.test.');
      expect(FOLLOWERS.map((name) => percentOf(shop, name))).toEqual(FOLLOWERS.map(() => www));
      expect(percentOf(shop, 'alone.shop.test.')).toBe(www);
      seen.push(www);
    }
    expect(seen).toEqual([5, 50, 100, 100]);
  });

  it('keep their record sets, but for a lower TTL', async () => {
    const shop = world();
    await begin(shop, shop.run('run-1'), states(shop).all);
    const held = plain(shop, 'Z1SHOP').filter(({ Name }) => FOLLOWERS.includes(Name));
    const before = RECORDS.filter(({ Name = '' }) => FOLLOWERS.includes(Name));
    const lowered = before.map((record) => (record.TTL === undefined ? record : { ...record, TTL: 60 }));
    expect(held.toSorted(byNameAndType)).toEqual(lowered.toSorted(byNameAndType));
  });

  it('are waited for with all that they lead to', async () => {
    const shop = world();
    const run = shop.run('run-1');
    // hop, what is between, and www, an alias to a load balancer.
    expect((await lowerTtl(run, shop)).ttlInForceSeconds).toBe(300 + 900 + 60);
    shop.pass(2000);
    await adoptRecords(run, shop);
    shop.pass(60);
    expect((await shiftWeight({ run, step: 0, continues: '' }, shop)).ttlInForceSeconds).toBe(60 + 900 + 60);
    shop.pass(60);
    expect((await restoreLegacy(asked(shop), shop)).ttlInForceSeconds).toBe(60 + 900 + 60);
  });

  it.each([1, 2, 3, 5, 6])(
    'come back exactly, without a look at the zone, after %s states',
    async (count) => {
      const shop = world();
      const before = ['Z1SHOP', 'Z2CDN'].map((zoneId) => plain(shop, zoneId));
      await begin(shop, shop.run('run-1'), count);
      const unread = onZones(shop, {
        read: async () => {
          throw new Error('The zone was read.');
        },
      });
      await expect(restoreLegacy(asked(shop), unread)).resolves.toMatchObject({ outcome: 'restored' });
      expect(['Z1SHOP', 'Z2CDN'].map((zoneId) => plain(shop, zoneId))).toEqual(before);
    },
  );

  it('lead to a hold if somebody else wrote them, and are brought back all the same', async () => {
    const shop = world();
    const run = shop.run('run-1');
    const before = plain(shop, 'Z1SHOP');
    await begin(shop, run, 3);
    for (const record of aliases('m.shop.test.', 'Z1SHOP', 'www.shop.test.'))
      shop.engine.changeResourceRecordSets('Z1SHOP', {
        Changes: [
          { Action: 'DELETE', ResourceRecordSet: record },
          {
            Action: 'CREATE',
            ResourceRecordSet: {
              ...record,
              AliasTarget: { ...record.AliasTarget, HostedZoneId: ELB_ZONE, DNSName: `${CLUSTER_ELB}.` },
            },
          },
        ],
      });
    await expect(shiftWeight({ run, step: 1, continues: '' }, shop)).rejects.toMatchObject({
      name: 'ForeignWrite',
      message: expect.stringContaining('m.shop.test has'),
    });
    // An alias is the same at every stage, so no batch has to name it; reading the zone back finds what is there.
    const first = await restoreLegacy(asked(shop), shop);
    shop.pass(60);
    expect(await confirmLegacy(first, shop)).toMatchObject({ legacyServes: false });
    const second = await rolledBack(shop);
    expect(second.overwritten.join()).toContain(`m.shop.test: A ${CLUSTER_ELB}`);
    expect(plain(shop, 'Z1SHOP')).toEqual(before);
  });

  it('are made after what they lead to, where both must be made anew', async () => {
    const shop = world();
    const before = plain(shop, 'Z1SHOP');
    await begin(shop, shop.run('run-1'), 3);
    for (const name of ['m', 'm2', 'www']) remove(shop, `${name}.shop.test.`);
    const restore = await restoreLegacy(asked(shop), shop);
    expect(restore).toMatchObject({ outcome: 'restored', notRestored: [] });
    expect(plain(shop, 'Z1SHOP')).toEqual(before);
    // One for each of LowerTtl, AdoptRecords and ShiftWeight, three of somebody else, and one of the rollback.
    expect(shop.engine.history('Z1SHOP').slice(1)).toHaveLength(7);
  });

  it('still follow when another run continues with the share of a stopped one', async () => {
    const shop = world();
    await begin(shop, shop.run('run-1'), 3);
    const second = shop.run('run-2');
    await shiftWeight({ run: second, step: 1, continues: 'run-1' }, shop);
    shop.pass(60);
    expect(FOLLOWERS.map((name) => percentOf(shop, name))).toEqual(FOLLOWERS.map(() => 50));
  });

  it.each<[string, readonly RecordSetInput[], string]>([
    [
      'in part',
      [
        ...aliases('third.shop.test.', ELB_ZONE, `${LEGACY_ELB}.`).slice(1),
        ...aliases('third.shop.test.', 'Z1SHOP', 'www.shop.test.').slice(0, 1),
      ],
      'third.shop.test: Only some of its answers lead to www.shop.test',
    ],
    [
      'back to itself',
      [cname('third.shop.test.', 'any.apps.shop.test'), cname('\\052.apps.shop.test.', 'third.shop.test')],
      'third.shop.test: It leads back to itself through *.apps.shop.test.',
    ],
  ])('nothing is begun where one leads %s by now', async (_what, instead, problem) => {
    const names = new Set(instead.map(({ Name }) => Name));
    const shop = world([...RECORDS.filter(({ Name }) => !names.has(Name)), ...instead]);
    await expect(lowerTtl(shop.run('run-1'), shop)).rejects.toMatchObject({
      name: 'NotReady',
      message: expect.stringContaining(problem),
    });
    expect(shop.engine.history('Z1SHOP')).toHaveLength(1);
  });
});

/** Somebody else does. */
function remove({ engine }: ZonesWorld, name: string): void {
  const held = engine.records('Z1SHOP').filter(({ Name }) => Name === name);
  const Changes = held.map((ResourceRecordSet) => ({ Action: 'DELETE', ResourceRecordSet }));
  engine.changeResourceRecordSets('Z1SHOP', { Changes });
}

function byNameAndType(a: RecordSetInput, b: RecordSetInput): number {
  return `${a.Name} ${a.Type}` < `${b.Name} ${b.Type}` ? -1 : 1;
}
