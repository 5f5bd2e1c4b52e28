import { Pacer } from '../../../../../lambdas/shared/adapters/pacer.ts';

const SPACING_MS = 20;

describe('A pacer', () => {
  it('spaces calls out that ask at once, in their order', async () => {
    const pacer = new Pacer(SPACING_MS);
    const order: number[] = [];
    const began = performance.now();
    const moments = await Promise.all(
      [0, 1, 2, 3].map(async (call) => {
        await pacer.turn();
        order.push(call);
        return performance.now() - began;
      }),
    );
    expect(order).toEqual([0, 1, 2, 3]);
    // A timer may ring a millisecond early.
    for (const [call, moment] of moments.entries())
      expect(moment).toBeGreaterThanOrEqual(call * (SPACING_MS - 1));
  });

  it('lets the first call begin at once, whatever the spacing', async () => {
    const waited = await Promise.race([
      new Pacer(1_000_000).turn().then(() => false),
      new Promise((next) => setImmediate(() => next(true))),
    ]);
    expect(waited).toBe(false);
  });

  it('keeps no call waiting that comes when the spacing is over', async () => {
    const pacer = new Pacer(SPACING_MS);
    await pacer.turn();
    const over = performance.now() + SPACING_MS;
    while (performance.now() < over) await new Promise((next) => setImmediate(next));
    const waited = await Promise.race([
      pacer.turn().then(() => false),
      new Promise((next) => setImmediate(() => next(true))),
    ]);
    expect(waited).toBe(false);
  });
});
