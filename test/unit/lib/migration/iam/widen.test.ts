import * as fc from 'fast-check';
import { isMatch, sizeOf, type WidenedZone, widen } from '../../../../../lib/migration/iam/widen.ts';

const numbered = (prefix: string, count: number, zone: string): string[] =>
  Array.from({ length: count }, (_, index) => `${prefix}${String(index).padStart(3, '0')}.${zone}`);
const total = (zones: readonly WidenedZone[]): number => zones.reduce((sum, zone) => sum + sizeOf(zone), 0);
const patterns = (zones: readonly WidenedZone[]): string[] =>
  zones.flatMap(({ pattern }) => (pattern ? [pattern.pattern] : []));

describe('names that fit', () => {
  it('stay as they are, to the last character', () => {
    const names = ['api.shop.test', 'www.shop.test'];
    const budget = JSON.stringify(names).length - 1;
    expect(widen([names], budget)).toEqual([{ names }]);
    expect(patterns(widen([names], budget - 1))).toHaveLength(1);
  });
});

describe('names that do not fit', () => {
  it('become the longest pattern that suffices, which lets the fewest others through', () => {
    const names = ['shop.test', ...numbered('tenant-', 400, 'shop.test'), ...numbered('api', 5, 'shop.test')];
    expect(widen([names], 2000)).toEqual([
      {
        names: ['shop.test', ...numbered('api', 5, 'shop.test')],
        pattern: { pattern: 'tenant-*.shop.test', replaces: 400 },
      },
    ]);
  });

  it('are widened no further than necessary', () => {
    const names = numbered('tenant-', 400, 'shop.test');
    const [zone] = widen([names], total([{ names }]) - 1);
    // One character too many: the narrowest pattern that saves it.
    expect(zone?.pattern?.pattern).toBe('tenant-00*.shop.test');
    expect(zone?.pattern?.replaces).toBe(10);
  });

  it('leave the apex exact, which no pattern of its zone stands for', () => {
    const names = ['shop.test', ...numbered('', 400, 'shop.test')];
    expect(widen([names], 50)[0]).toEqual({
      names: ['shop.test'],
      pattern: { pattern: '*.shop.test', replaces: 400 },
    });
  });

  it('widen the largest zone first, and the others only if they must', () => {
    const large = numbered('a-', 300, 'large.test');
    const small = numbered('b-', 100, 'small.test');
    const [first, second] = widen([small, large], 3000);
    expect(first).toEqual({ names: small });
    expect(second?.pattern).toMatchObject({ pattern: 'a-*.large.test', replaces: 300 });
    expect(patterns(widen([small, large], 1000))).toEqual(['b-0*.small.test', 'a-*.large.test']);
  });

  it('never become a pattern of a whole top-level domain', () => {
    const names = Array.from({ length: 200 }, (_, index) => `shop${index}.test`);
    expect(patterns(widen([names], 10))).toEqual([]);
  });

  it('are the best that can be done where nothing suffices', () => {
    const names = [...numbered('a.', 100, 'shop.test'), ...numbered('b.', 100, 'shop.test')];
    expect(patterns(widen([names], 0))).toEqual(['*.shop.test']);
  });

  it('keep an escape sequence whole', () => {
    const names = ['\\052.a.shop.test', '\\052.b.shop.test', '\\052.c.shop.test'];
    for (const pattern of patterns(widen([names], 30))) expect(pattern).not.toMatch(/\\\d{0,2}\*/);
  });
});

describe('for any names', () => {
  const label = fc.stringMatching(/^[a-z][a-z0-9-]{0,8}$/);
  const zone = fc
    .array(label, { minLength: 1, maxLength: 60 })
    .map((labels) => [...new Set(labels.map((one) => `${one}.shop.test`))]);

  it('every name is still let through', () => {
    fc.assert(
      fc.property(fc.array(zone, { minLength: 1, maxLength: 4 }), fc.nat(4000), (zones, budget) => {
        const widened = widen(zones, budget);
        zones.forEach((names, index) => {
          const { names: exact = [], pattern } = widened[index] ?? {};
          for (const name of names)
            expect(exact.includes(name) || (pattern && isMatch(pattern, name))).toBe(true);
        });
      }),
    );
  });

  it('it fits whenever one pattern for each zone can make it fit', () => {
    fc.assert(
      fc.property(fc.array(zone, { minLength: 1, maxLength: 4 }), fc.nat(4000), (zones, budget) => {
        const longestPattern = JSON.stringify('abcdefghi*.shop.test').length + 1;
        const widened = widen(zones, budget);
        if (budget >= zones.length * longestPattern) expect(total(widened)).toBeLessThanOrEqual(budget);
        expect(patterns(widened).length).toBeLessThanOrEqual(zones.length);
      }),
    );
  });

  it('no pattern is there when none is needed', () => {
    fc.assert(
      fc.property(zone, (names) => {
        expect(widen([names], total([{ names }]))).toEqual([{ names }]);
      }),
    );
  });
});
