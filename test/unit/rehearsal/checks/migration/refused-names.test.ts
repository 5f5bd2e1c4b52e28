import { runChecks } from '../../../../../rehearsal/checks/check.ts';
import type { MigrationCheck } from '../../../../../rehearsal/checks/migration/evidence.ts';
import {
  backWithAnotherCheck,
  othersBackWhenNotified,
} from '../../../../../rehearsal/checks/migration/refused-names.ts';
import { SHOP_ZONE, shopPatch } from '../../../../support/shop.ts';
import { onCluster, recordOf, type SomeShop, someShop } from './some-evidence.ts';

const API = 'api.shop.test.';
const WWW = 'www.shop.test.';
const MAIL = { subject: 'shop: ROLLBACK INCOMPLETE, act now', body: 'api.shop.test: ask Ann' };

let shop: SomeShop;
beforeEach(async () => {
  shop = await someShop({ planted: [shopPatch('health-check-of-api')] });
});
afterEach(() => shop.close());

/** Somebody changes both families of a name. */
function replace(name: string, by: (record: ReturnType<typeof recordOf>) => object): void {
  const records = ['A', 'AAAA'].map((type) => recordOf(shop, name, type));
  shop.change(
    ...records.map((ResourceRecordSet) => ({ Action: 'DELETE', ResourceRecordSet })),
    ...records.map((record) => ({ Action: 'CREATE', ResourceRecordSet: by(record) })),
  );
}

const contradictionsOf = async (check: MigrationCheck, mails = [MAIL]) =>
  (await runChecks([check], shop.evidence({ mails })))[0]?.contradictions ?? [];

describe('others are back when people are notified', () => {
  const check = othersBackWhenNotified(/INCOMPLETE/, { zoneId: SHOP_ZONE, name: API, words: 'ask Ann' });

  it('where all but the refused name are what they were', async () => {
    replace(API, onCluster);
    expect(await contradictionsOf(check)).toEqual([]);
  });

  it('not where another name is away too', async () => {
    replace(WWW, onCluster);
    expect((await contradictionsOf(check)).join()).toContain(WWW);
  });

  it('not if nobody is notified, or not of the name, or not of the reason', async () => {
    expect(await contradictionsOf(check, [])).toHaveLength(1);
    expect((await contradictionsOf(check, [{ ...MAIL, body: 'ask Ann' }])).join()).toContain('api.shop.test');
    expect((await contradictionsOf(check, [{ ...MAIL, body: 'api.shop.test' }])).join()).toContain('ask Ann');
  });
});

describe('a name is back with another health check', () => {
  const check = backWithAnotherCheck(SHOP_ZONE, API);

  it('where that is there', async () => {
    shop.scene.engine.healthChecks.add('other');
    replace(API, (record) => ({ ...record, HealthCheckId: 'other' }));
    expect(await contradictionsOf(check)).toEqual([]);
  });

  it('not where it is gone', async () => {
    shop.scene.engine.healthChecks.delete('api-on-legacy');
    expect((await contradictionsOf(check)).join()).toContain('api-on-legacy');
  });

  it('not where anything else differs', async () => {
    replace(WWW, onCluster);
    expect((await contradictionsOf(check)).join()).toContain(WWW);
  });
});
