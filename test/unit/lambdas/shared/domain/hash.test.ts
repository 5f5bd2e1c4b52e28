import { shortHash } from '../../../../../lambdas/shared/domain/hash.ts';

describe('the short hash', () => {
  // Source: RFC 9923, test vectors of the 64-bit FNV-1a.
  it.each([
    ['', 'cbf29ce484222325'],
    ['a', 'af63dc4c8601ec8c'],
    ['foobar', '85944171f73967e8'],
    // Carries out of the lower half, and bytes above 127; computed with exact integers.
    ['ü'.repeat(500), '35a22b213050de85'],
  ])('of %j is FNV-1a’s', (text, hash) => {
    expect(shortHash(text)).toBe(hash);
  });

  it('is as long with zeros at its beginning', () => {
    const texts = Array.from({ length: 500 }, (_, i) => `${i}-name`);
    expect(texts.some((text) => shortHash(text).startsWith('0'))).toBe(true);
    for (const text of texts) expect(shortHash(text)).toMatch(/^[0-9a-f]{16}$/);
  });

  it('is of the text in UTF-8', () => {
    expect(shortHash('ü')).not.toBe(shortHash('u'));
  });
});
