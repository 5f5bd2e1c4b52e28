import { drillOnly, nothingLeft, throwawayMoved } from '../../../../../rehearsal/checks/migration/drills.ts';
import type { MigrationCheck } from '../../../../../rehearsal/checks/migration/evidence.ts';
import type { RecordSet } from '../../../../../rehearsal/route53/index.ts';
import { SHOP_ZONE } from '../../../../support/shop.ts';
import { recordOf, type SomeShop, someShop } from './some-evidence.ts';

const answering = (Value: string, more: object = {}): RecordSet => ({
  Name: '_drilled-shop.shop.test.',
  Type: 'A',
  TTL: 60,
  ResourceRecords: [{ Value }],
  ...more,
});
const LEGACY = answering('192.0.2.1');
const member = (SetIdentifier: string, Value: string, Weight: number) =>
  answering(Value, { SetIdentifier, Weight });
const MOVED = [member('legacy', '192.0.2.1', 95), member('cluster', '192.0.2.9', 5)];

let shop: SomeShop;
beforeEach(async () => {
  shop = await someShop();
});
afterEach(() => shop.close());

function becomes(before: readonly RecordSet[], after: readonly RecordSet[]): void {
  shop.change(
    ...before.map((record) => ({ Action: 'DELETE' as const, ResourceRecordSet: record })),
    ...after.map((record) => ({ Action: 'CREATE' as const, ResourceRecordSet: record })),
  );
}

/** Of the one zone that is changed here. */
async function contradictions(check: MigrationCheck): Promise<readonly string[]> {
  const found = await check.contradictions(shop.evidence());
  return found.filter((text) => text.startsWith(`${SHOP_ZONE}: `));
}

const later = () => Number.POSITIVE_INFINITY;

it('finds nothing if a throwaway name was moved, rolled back and removed', async () => {
  becomes([], [LEGACY]);
  becomes([LEGACY], MOVED);
  becomes(MOVED, [LEGACY]);
  becomes([LEGACY], []);
  for (const check of [throwawayMoved(5), drillOnly(later), nothingLeft(later)])
    expect(await contradictions(check)).toEqual([]);
});

it('finds that nothing was moved', async () => {
  becomes([], [LEGACY]);
  becomes([LEGACY], []);
  expect(await contradictions(throwawayMoved(5))).toEqual([`${SHOP_ZONE}: it never had that share`]);
});

it('finds another share', async () => {
  becomes([], [LEGACY]);
  becomes([LEGACY], MOVED);
  becomes(MOVED, [LEGACY]);
  expect(await contradictions(throwawayMoved(50))).toHaveLength(1);
});

it('finds that the name was not given back what it had', async () => {
  becomes([], [LEGACY]);
  becomes([LEGACY], MOVED);
  becomes(MOVED, [answering('192.0.2.2')]);
  expect(await contradictions(throwawayMoved(5))).toEqual([expect.stringContaining('192.0.2.2')]);
});

it('finds what a drill has left, until then', async () => {
  shop.wait(60_000);
  const { now } = shop.evidence().situation;
  becomes([], [LEGACY]);
  expect(await contradictions(nothingLeft(later))).toEqual([expect.stringContaining('_drilled-shop')]);
  expect(await contradictions(nothingLeft(() => now - 1))).toEqual([]);
});

it('finds a change of any other name, until then, and proves nothing if there was none', async () => {
  const www = recordOf(shop, 'www.shop.test.', 'A');
  expect(await contradictions(drillOnly(later))).toEqual([expect.stringContaining('proves nothing')]);
  becomes([], [LEGACY]);
  const { now } = shop.evidence().situation;
  becomes([www], []);
  expect(await contradictions(drillOnly(later))).toEqual([expect.stringContaining('www.shop.test.')]);
  expect(await contradictions(drillOnly(() => now - 1))).toEqual([]);
});
