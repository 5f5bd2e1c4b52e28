import type { Journal } from '../../lambdas/migration/ports/journal.ts';

/** What every store of tellings does: who began to tell a thing tells it, again if need be, and nobody once it is out. */
export async function expectToldOnce(
  store: Pick<Journal, 'beginTelling' | 'endTelling'>,
  [about, another]: readonly [string, string],
  [key, otherKey]: readonly [string, string],
): Promise<void> {
  expect(await store.beginTelling(about, key, 'a')).toBe(true);
  expect(await store.beginTelling(about, key, 'b')).toBe(false);
  expect(await store.beginTelling(about, key, 'a')).toBe(true);
  await store.endTelling(about, key, 'b');
  expect(await store.beginTelling(about, key, 'a')).toBe(true);
  await store.endTelling(about, key, 'a');
  expect(await store.beginTelling(about, key, 'a')).toBe(false);
  expect(await store.beginTelling(about, key, 'b')).toBe(false);
  expect(await store.beginTelling(about, otherKey, 'b')).toBe(true);
  expect(await store.beginTelling(another, key, 'b')).toBe(true);
}
