import { runChecks } from '../../../../../rehearsal/checks/check.ts';
import {
  alwaysAnswered,
  familiesTogether,
  followersAlike,
  neverAllZero,
  noRequestLost,
} from '../../../../../rehearsal/checks/migration/always.ts';
import type { MigrationCheck } from '../../../../../rehearsal/checks/migration/evidence.ts';
import {
  clusterRecordsThere,
  fenceSays,
  handsOff,
  heldAt,
  legacyRecordsBack,
  neighboursUntouched,
  nothingWritten,
  reached,
  restoredOnce,
} from '../../../../../rehearsal/checks/migration/zones.ts';
import { CDN_ZONE, SHOP_ZONE } from '../../../../support/shop.ts';
import { CLUSTER_DNS_NAME, fence, onCluster, recordOf, type SomeShop, someShop } from './some-evidence.ts';

let shop: SomeShop;
beforeEach(async () => {
  shop = await someShop();
});
afterEach(() => shop.close());

const CREATE = 'CREATE';
const DELETE = 'DELETE';
const remove = (name: string, type: string) => ({
  Action: DELETE,
  ResourceRecordSet: recordOf(shop, name, type),
});
const create = (ResourceRecordSet: object) => ({ Action: CREATE, ResourceRecordSet });

/** Every check's contradictions after a change, so that one that always passes is seen. */
const contradictionsOf = async (check: MigrationCheck) =>
  (await runChecks([check], shop.evidence()))[0]?.contradictions ?? [];

describe('a shop that nobody touched', () => {
  it.each([
    neighboursUntouched,
    legacyRecordsBack,
    nothingWritten,
    fenceSays('none'),
    alwaysAnswered,
    familiesTogether,
    followersAlike,
    neverAllZero,
    noRequestLost,
  ])('$claim', async (check) => {
    shop.wait(3_600_000);
    expect(await contradictionsOf(check)).toEqual([]);
  });

  it.each([clusterRecordsThere, fenceSays('restored'), restoredOnce, reached(25)])(
    'not: $claim',
    async (check) => {
      expect(await contradictionsOf(check)).not.toEqual([]);
    },
  );
});

describe('what contradicts', () => {
  it('a neighbour of which one value is gone is missing, and the changed one should not be there', async () => {
    const mx = recordOf(shop, 'shop.test.', 'MX');
    shop.change(remove('shop.test.', 'MX'), create({ ...mx, ResourceRecords: mx.ResourceRecords?.slice(1) }));
    expect(await contradictionsOf(neighboursUntouched)).toEqual([
      `${SHOP_ZONE}: is missing: shop.test. MX 3600 s 10 mx1.mail.test 20 mx2.mail.test`,
      `${SHOP_ZONE}: should not be there: shop.test. MX 3600 s 20 mx2.mail.test`,
    ]);
    expect(await contradictionsOf(nothingWritten)).not.toEqual([]);
  });

  it('a neighbour whose values changed places is not the same, byte for byte', async () => {
    const mx = recordOf(shop, 'shop.test.', 'MX');
    shop.change(
      remove('shop.test.', 'MX'),
      create({ ...mx, ResourceRecords: mx.ResourceRecords?.toReversed() }),
    );
    expect(await contradictionsOf(neighboursUntouched)).not.toEqual([]);
  });

  it('a moved name that stayed on the cluster', async () => {
    const www = recordOf(shop, 'www.shop.test.', 'AAAA');
    shop.change(remove('www.shop.test.', 'AAAA'), create(onCluster(www)));
    expect(await contradictionsOf(legacyRecordsBack)).toHaveLength(2);
    // Not a neighbour: that check is about the others.
    expect(await contradictionsOf(neighboursUntouched)).toEqual([]);
  });

  it('a name that had no answer, though it has one again', async () => {
    const www = recordOf(shop, 'www.shop.test.', 'A');
    shop.change(remove('www.shop.test.', 'A'));
    shop.change(create(www));
    expect(await contradictionsOf(alwaysAnswered)).toEqual([
      expect.stringContaining(`www.shop.test. A in ${SHOP_ZONE} had no answer (NOERROR)`),
    ]);
    expect(await contradictionsOf(legacyRecordsBack)).toEqual([]);
  });

  it('A moved and AAAA not, though both are back', async () => {
    const www = recordOf(shop, 'www.shop.test.', 'A');
    shop.change(remove('www.shop.test.', 'A'), create(onCluster(www)));
    shop.change({ Action: DELETE, ResourceRecordSet: onCluster(www) }, create(www));
    expect(await contradictionsOf(familiesTogether)).toHaveLength(2);
    expect(await contradictionsOf(legacyRecordsBack)).toEqual([]);
  });

  it('a name that leads to another one, and gets more of the cluster than that', async () => {
    const www = (['A', 'AAAA'] as const).map((type) => recordOf(shop, 'www.shop.test.', type));
    const weighted = (record: object, SetIdentifier: string, Weight: number) =>
      create({ ...record, SetIdentifier, Weight });
    shop.change(
      ...www.map(({ Name, Type }) => remove(Name, Type)),
      ...www.flatMap((record) => [
        weighted(record, 'legacy', 75),
        weighted(onCluster(record), 'cluster', 25),
      ]),
    );
    expect(await contradictionsOf(followersAlike)).toEqual([]);
    const blog = recordOf(shop, 'blog.shop.test.', 'CNAME');
    const led = { ...blog, TTL: 60 };
    const own = { ...led, ResourceRecords: [{ Value: CLUSTER_DNS_NAME }] };
    shop.change(remove(blog.Name, 'CNAME'), weighted(led, 'legacy', 75), weighted(own, 'cluster', 25));
    expect(await contradictionsOf(followersAlike)).toEqual(
      ['A', 'AAAA'].map((type) =>
        expect.stringContaining(
          `${type}: blog.shop.test. sent 0.4375 to the cluster, but www.shop.test. sent 0.25`,
        ),
      ),
    );
  });

  it('all weights zero', async () => {
    const www = recordOf(shop, 'www.shop.test.', 'A');
    const weighted = { ...www, SetIdentifier: 'legacy', Weight: 0 };
    shop.change(remove('www.shop.test.', 'A'), create(weighted));
    expect(await contradictionsOf(neverAllZero)).toEqual([expect.stringContaining('www.shop.test. A')]);
  });

  it('clients without an answer', async () => {
    for (const type of ['A', 'AAAA']) shop.change(remove('www.shop.test.', type));
    shop.wait(600_000);
    expect(await contradictionsOf(noRequestLost)).toEqual([
      expect.stringMatching(/\d+ requests in \d+ minutes had no answer/),
    ]);
  });

  it('clients sent to a place that is none of the shop', async () => {
    for (const Type of ['A', 'AAAA']) {
      const Value = Type === 'A' ? '203.0.113.9' : '2001:db8::9';
      shop.change(
        remove('www.shop.test.', Type),
        create({ Name: 'www.shop.test.', Type, TTL: 60, ResourceRecords: [{ Value }] }),
      );
    }
    shop.wait(600_000);
    expect(await contradictionsOf(noRequestLost)).toEqual([
      expect.stringMatching(/went to nobody who serves the names/),
    ]);
  });

  it('a fence that says something else, or is missing in a zone', async () => {
    shop.change(create(fence('phase=shift,weight=25')));
    const contradictions = await contradictionsOf(fenceSays('restored'));
    expect(contradictions).toEqual([
      expect.stringContaining(`${SHOP_ZONE}: its fence is "heritage`),
      expect.stringContaining(`${CDN_ZONE}: has 0 fences`),
    ]);
    expect(await contradictionsOf(fenceSays('none'))).toHaveLength(1);
    expect(await contradictionsOf(reached(25))).toEqual([`${CDN_ZONE}: never`]);
  });

  it('a batch of the migration that came upon what a person wrote', async () => {
    const www = recordOf(shop, 'www.shop.test.', 'A');
    expect(await contradictionsOf(handsOff(SHOP_ZONE))).toEqual([
      `${SHOP_ZONE}: nobody wrote by hand, so this check proves nothing`,
    ]);
    shop.change(remove('www.shop.test.', 'A'), create({ ...onCluster(www) }));
    expect(await contradictionsOf(handsOff(SHOP_ZONE))).toEqual([]);
    shop.scene.engine.changeResourceRecordSets(SHOP_ZONE, {
      Comment: 'kops-cutover shop: shift 25 %',
      Changes: [create(fence('phase=shift,weight=25'))],
    });
    expect(await contradictionsOf(handsOff(SHOP_ZONE))).toEqual([
      `${SHOP_ZONE}: batch 2 followed it: kops-cutover shop: shift 25 %`,
    ]);
  });

  it('a check that cannot be made', async () => {
    const broken = {
      claim: 'all is well',
      contradictions: () => {
        throw new Error('no answer from port 53');
      },
    };
    expect(await contradictionsOf(broken)).toEqual([
      expect.stringContaining('the check itself failed: Error: no answer'),
    ]);
  });
});

it('a share was held for as long as no other change came', async () => {
  const [half, more] = [50, 75].map((weight) => fence(`phase=shift,weight=${weight}`));
  shop.change(create({ ...half }));
  shop.wait(59 * 60_000);
  shop.change({ Action: DELETE, ResourceRecordSet: half }, create({ ...more }));
  const ofShop = async (hours: number) =>
    (await contradictionsOf(heldAt(50, hours * 3_600_000))).filter((text) => text.startsWith(SHOP_ZONE));
  expect(await ofShop(1)).toEqual([]);
  expect(await ofShop(1.01)).toEqual([`${SHOP_ZONE}: for 1 h 0 min`]);
});
