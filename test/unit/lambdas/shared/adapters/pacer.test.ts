import fc from 'fast-check';
import { Pacer, type Timing } from '../../../../../lambdas/shared/adapters/pacer.ts';

/**
 * A process's clock and timers without the process: time stands still until every timer's owner has gone on, and each
 * timer rings as much beside its moment as `offBy` says (-1 to 0 as Node's do, more on a busy machine).
 */
class Simulated implements Timing {
  #now: number;
  #offBy: () => number;
  #timers: { at: number; ring: () => void }[] = [];

  constructor(began: number, offBy: () => number) {
    this.#now = began;
    this.#offBy = offBy;
  }

  now = () => this.#now;

  sleep = (ms: number) =>
    new Promise<void>((ring) => {
      const at = this.#now + Math.max(0, Math.max(1, Math.trunc(ms)) + this.#offBy());
      this.#timers.push({ at, ring });
    });

  pass(ms: number) {
    this.#now += ms;
  }

  /** Rings every timer in the order of their moments, also those that are set meanwhile. */
  async ringAll() {
    await settled();
    for (let timer = this.#first(); timer; timer = this.#first()) {
      this.#now = Math.max(this.#now, timer.at);
      timer.ring();
      await settled();
    }
  }

  #first() {
    const [first] = this.#timers.toSorted((a, b) => a.at - b.at);
    this.#timers = this.#timers.filter((timer) => timer !== first);
    return first;
  }
}

/** Everything that waits for no timer has gone on. */
const settled = () => new Promise((next) => setImmediate(next));

const SPACING_MS = 250;

/** The moments, from 0, at which calls that ask at once may begin, in their order. */
async function moments(calls: number, began: number, offBy: () => number) {
  const timing = new Simulated(began, offBy);
  const pacer = new Pacer(SPACING_MS, timing);
  const seen: { call: number; at: number }[] = [];
  for (let call = 0; call < calls; call += 1)
    void pacer.turn().then(() => seen.push({ call, at: timing.now() - began }));
  await timing.ringAll();
  return seen;
}

describe('A pacer', () => {
  it('lets calls that ask at once begin one after the other, each a spacing later', async () => {
    expect(await moments(4, 1000, () => 0)).toEqual([
      { call: 0, at: 0 },
      { call: 1, at: 250 },
      { call: 2, at: 500 },
      { call: 3, at: 750 },
    ]);
  });

  it('spaces calls out and keeps their order, whatever the timers do', async () => {
    const offBy = fc.oneof(fc.double({ min: -1, max: 0, noNaN: true }), fc.constant(-1), fc.nat(1000));
    await fc.assert(
      fc.asyncProperty(
        fc.double({ min: 0, max: 1e6, noNaN: true }),
        fc.array(offBy, { minLength: 1, maxLength: 12 }),
        async (began, off) => {
          let timer = 0;
          // Every third timer is exact: with none that gets anywhere, time would stand still for ever.
          const seen = await moments(4, began, () =>
            timer++ % 3 === 2 ? 0 : (off[timer % off.length] ?? 0),
          );
          expect(seen.map(({ call }) => call)).toEqual([0, 1, 2, 3]);
          const gaps = seen.slice(1).map(({ at }, i) => at - (seen[i]?.at ?? Number.NaN));
          // Sums of fractions are exact to far less than a microsecond.
          for (const gap of gaps) expect(gap).toBeGreaterThan(SPACING_MS - 0.001);
        },
      ),
    );
  });

  it('keeps no call waiting that comes when the spacing is over', async () => {
    const timing = new Simulated(1000, () => 0);
    const pacer = new Pacer(SPACING_MS, timing);
    await pacer.turn();
    timing.pass(SPACING_MS);
    await expect(Promise.race([pacer.turn(), settled().then(() => 'waits')])).resolves.toBeUndefined();
  });

  it('goes by the clock and the timers of its process', async () => {
    const pacer = new Pacer(1.5);
    const began = performance.now();
    for (let call = 0; call < 5; call += 1) await pacer.turn();
    expect(performance.now() - began).toBeGreaterThan(4 * 1.5 - 0.001);
  });
});
