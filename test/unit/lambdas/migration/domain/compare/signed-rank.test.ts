import { rankBounds } from '../../../../../../lambdas/migration/domain/compare/signed-rank.ts';

describe('the bounds by ranks', () => {
  it('are those of the textbook', () => {
    // Hollander and Wolfe (1973), 3.1: depression before and after; R's wilcox.test has −0.46, −0.786 to −0.010.
    const differences = [0.952, -0.147, 1.022, 0.43, 0.62, 0.59, 0.49, -0.08, 0.01];
    const { likely, least, most } = rankBounds(differences, 0.025);
    expect(likely).toBeCloseTo(0.46, 10);
    expect([least, most]).toEqual([expect.closeTo(0.01, 10), expect.closeTo(0.786, 10)]);
  });

  it('are endless where so few differences can’t say', () => {
    // Five of the same sign are a chance of 1 in 32.
    expect(rankBounds([1, 2, 3, 4, 5], 0.03)).toMatchObject({ least: -Infinity, most: Infinity });
    expect(rankBounds([1, 2, 3, 4, 5], 0.04)).toMatchObject({ least: 1, most: 5 });
  });

  it('move little with one period that is slow beyond all measure', () => {
    const usual = Array.from({ length: 20 }, (_, i) => (i - 10) / 10);
    expect(rankBounds([...usual, 1e6], 0.05).likely).toBeCloseTo(rankBounds([...usual, 1], 0.05).likely, 1);
  });
});
