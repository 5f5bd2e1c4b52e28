import fc from 'fast-check';
import { fittingNames, notRestoredSummary } from '../../../../../lambdas/migration/domain/not-restored.ts';

const refusal = fc.record({
  zoneId: fc.constant('Z1SHOP'),
  name: fc.domain(),
  why: fc.string({ maxLength: 300 }),
});

describe('The names that a rollback hands on as not restored', () => {
  it('are all of them, in their order, with Route 53’s words, as long as those fit', () => {
    fc.assert(
      fc.property(fc.array(refusal, { maxLength: 20 }), (names) => {
        expect(fittingNames(names, 60_000)).toEqual(names);
      }),
    );
  });

  it('never take more room than there is, and lose words before they lose names', () => {
    fc.assert(
      fc.property(
        fc.array(refusal, { maxLength: 100 }),
        fc.integer({ min: 500, max: 20_000 }),
        (names, most) => {
          const kept = fittingNames(names, most);
          expect(JSON.stringify(kept).length).toBeLessThanOrEqual(most + 1);
          if (kept.length < names.length)
            expect(kept.some(({ why }) => why.startsWith('(not kept'))).toBe(true);
        },
      ),
    );
  });

  it('are summed up in words, and not at all when there are none', () => {
    const names = ['a.shop.test', 'b.shop.test'].map((name) => ({ zoneId: 'Z1SHOP', name, why: 'No.' }));
    expect(notRestoredSummary(names, 100)).toBe(
      '2 names NOT restored, refused by Route 53: a.shop.test, b.shop.test',
    );
    expect(notRestoredSummary(names, 5)).toMatch(/^2 names NOT restored.* and 1 more name,/);
    expect(notRestoredSummary([], 100)).toBeUndefined();
  });
});
