import type { Journal } from '../../lambdas/migration/ports/journal.ts';

/** What every store of notices does: who began a notification sends it, again if necessary, and nobody once it was sent. */
export async function expectToldOnce(
  store: Pick<Journal, 'beginNotice' | 'endNotice'>,
  [about, another]: readonly [string, string],
  [key, otherKey]: readonly [string, string],
): Promise<void> {
  expect(await store.beginNotice(about, key, 'a')).toBe(true);
  expect(await store.beginNotice(about, key, 'b')).toBe(false);
  expect(await store.beginNotice(about, key, 'a')).toBe(true);
  await store.endNotice(about, key, 'b');
  expect(await store.beginNotice(about, key, 'a')).toBe(true);
  await store.endNotice(about, key, 'a');
  expect(await store.beginNotice(about, key, 'a')).toBe(false);
  expect(await store.beginNotice(about, key, 'b')).toBe(false);
  expect(await store.beginNotice(about, otherKey, 'b')).toBe(true);
  expect(await store.beginNotice(another, key, 'b')).toBe(true);
}
