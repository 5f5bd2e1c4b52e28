import { stripVTControlCharacters } from 'node:util';
import { migrationBody } from '../../../../../rehearsal/view/migration/body.ts';
import { onCluster, recordOf, type SomeShop, someShop } from '../../checks/migration/some-evidence.ts';

let shop: SomeShop;

beforeEach(async () => {
  shop = await someShop();
});

afterEach(() => shop.close());

/** What a name's line says. */
const lineOf = (name: string) =>
  migrationBody(shop.scene, 40)
    .map(stripVTControlCharacters)
    .find((line) => line.startsWith(`${name} `))
    ?.slice(name.length)
    .trim();

function giveCluster(percent: number): void {
  const legacy = recordOf(shop, 'www.shop.test.', 'A');
  const weighted = (record: typeof legacy, SetIdentifier: string, Weight: number) => ({
    Action: 'CREATE' as const,
    ResourceRecordSet: { ...record, SetIdentifier, Weight },
  });
  shop.change(
    { Action: 'DELETE', ResourceRecordSet: legacy },
    weighted(legacy, 'legacy', 100 - percent),
    weighted(onCluster(legacy), 'cluster', percent),
  );
}

it('shows a name that leads to another one with that one’s share', () => {
  expect([lineOf('www.shop.test'), lineOf('blog.shop.test')]).toEqual(['cluster 0 %', 'cluster 0 %']);
  giveCluster(75);
  expect([lineOf('www.shop.test'), lineOf('blog.shop.test')]).toEqual(['cluster 75 %', 'cluster 75 %']);
  expect(lineOf('api.shop.test')).toBe('cluster 0 %');
});

it('says which name has no answer', () => {
  shop.change({ Action: 'DELETE', ResourceRecordSet: recordOf(shop, 'blog.shop.test.', 'CNAME') });
  expect(lineOf('blog.shop.test')).toBe('no answer');
});
