import { runChecks } from '../../../../../rehearsal/checks/check.ts';
import { bystanderAnswered, unmovedAnswered } from '../../../../../rehearsal/checks/migration/unmoved.ts';
import { CDN_ZONE, SHOP_ZONE, shopPatch } from '../../../../support/shop.ts';
import { fence, onCluster, recordOf, type SomeShop, someShop } from './some-evidence.ts';

const BY_MIGRATION = 'kops-cutover shop: prepare 0 %';

let shop: SomeShop;
beforeEach(async () => {
  shop = await someShop({ planted: [shopPatch('wildcard-for-all')] });
  await shop.scene.bystander.begin(shop.scene.engine, shop.scene.zoneIds);
});
afterEach(() => shop.close());

/** What both checks say, the wire asked once for everything. */
async function contradictions(): Promise<string[]> {
  await shop.scene.bystander.askAgain(10_000);
  const outcomes = await runChecks([unmovedAnswered, bystanderAnswered], shop.evidence());
  return outcomes.flatMap((outcome) => outcome.contradictions);
}

/** A batch of the migration's. */
function migrates(zoneId: string, ...Changes: { Action: string; ResourceRecordSet: object }[]): void {
  shop.scene.engine.changeResourceRecordSets(zoneId, { Comment: BY_MIGRATION, Changes });
  shop.wait(60_000);
}

const create = (ResourceRecordSet: object) => ({ Action: 'CREATE', ResourceRecordSet });
const remove = (name: string, type: string) => ({
  Action: 'DELETE',
  ResourceRecordSet: recordOf(shop, name, type),
});

describe('names that are not moved', () => {
  it('are answered as before in a zone that nobody touched', async () => {
    expect(await contradictions()).toEqual([]);
  });

  it('are, too, beside a fence of one label', async () => {
    migrates(SHOP_ZONE, create(fence('phase=prepare,weight=0')));
    expect(await contradictions()).toEqual([]);
  });

  it('are not where a fence of two labels takes a name from the wildcard, or all below it', async () => {
    migrates(SHOP_ZONE, create({ ...fence('phase=prepare,weight=0'), Name: '_cutover.shop.shop.test.' }));
    const found = await contradictions();
    expect(found).toContainEqual(
      expect.stringMatching(
        /batch 1 on.*: shop\.shop\.test\. A was answered with NOERROR, before with \\052\.shop\.test\. A/,
      ),
    );
    expect(found).toContainEqual(
      expect.stringMatching(
        /: shop\.shop\.test\. A was answered over the wire with NOERROR, before with NOERROR, shop\.shop\.test 300 A/,
      ),
    );
  });

  it('are not where a wildcard, or a record beside a moved one, is another', async () => {
    const mx = recordOf(shop, 'shop.test.', 'MX');
    migrates(SHOP_ZONE, remove('shop.test.', 'MX'), create({ ...mx, TTL: 60 }));
    expect(await contradictions()).toEqual([
      expect.stringMatching(/shop\.test\. MX was answered with shop\.test\. MX 60 s/),
      expect.stringMatching(/shop\.test\. MX was answered over the wire/),
    ]);
  });

  it('are not where a value that the engine does not read is another', async () => {
    const caa = recordOf(shop, 'shop.test.', 'CAA');
    const other = { ...caa, ResourceRecords: [{ Value: '0 issue "ca.test"' }] };
    migrates(SHOP_ZONE, remove('shop.test.', 'CAA'), create(other));
    expect(await contradictions()).toEqual([
      expect.stringMatching(/shop\.test\. CAA was answered with shop\.test\. CAA 86400 s 0 issue "ca\.test"/),
    ]);
  });

  it('are, as far as their own part of the answer goes, where they lead to a moved one', async () => {
    const img = shop.scene.engine.records(CDN_ZONE).find(({ Name }) => Name === 'img.shop-cdn.test.');
    migrates(
      CDN_ZONE,
      { Action: 'DELETE', ResourceRecordSet: img as object },
      create({ ...img, TTL: 60, ResourceRecords: [{ Value: 'elsewhere.test' }] }),
    );
    expect(await contradictions()).toEqual([]);
    const old = shop.scene.engine.records(CDN_ZONE).find(({ Name }) => Name === 'old-img.shop-cdn.test.');
    migrates(CDN_ZONE, { Action: 'DELETE', ResourceRecordSet: old as object }, create({ ...old, TTL: 60 }));
    expect(await contradictions()).toContainEqual(
      expect.stringMatching(
        /old-img\.shop-cdn\.test\. A was answered with old-img\.shop-cdn\.test\. CNAME 60 s.*a moved name, before/,
      ),
    );
  });

  it('may be given another answer by a person', async () => {
    shop.change(
      remove('mail.shop.test.', 'A'),
      create({ ...onCluster(recordOf(shop, 'mail.shop.test.', 'A')) }),
    );
    expect(await contradictions()).toEqual([]);
  });

  it('may be led to another one by a person, who writes the moved name that they lead to', async () => {
    const img = shop.scene.engine.records(CDN_ZONE).find(({ Name }) => Name === 'img.shop-cdn.test.');
    const text = { ...img, Type: 'TXT', ResourceRecords: [{ Value: '"not a CNAME any more"' }] };
    shop.scene.engine.changeResourceRecordSets(CDN_ZONE, {
      Changes: [{ Action: 'DELETE', ResourceRecordSet: img as object }, create(text)],
    });
    shop.wait(60_000);
    expect(await contradictions()).toEqual([]);
  });

  it('are not said to be answered where nobody asked', async () => {
    expect(await bystanderAnswered.contradictions(shop.evidence())).toEqual([
      'no client asked, so this check proves nothing',
    ]);
  });

  it('are not where the name server says nothing any more', async () => {
    const nobody = await someShop();
    await nobody.scene.bystander.begin(nobody.scene.engine, nobody.scene.zoneIds);
    await nobody.close();
    await nobody.scene.bystander.askAgain(1);
    expect(await bystanderAnswered.contradictions(nobody.evidence())).toEqual([
      expect.stringMatching(/answered over the wire with nothing: Error: connect ECONNREFUSED/),
    ]);
  });
});
