import fc from 'fast-check';
import {
  Pacer,
  type Timing,
  TooManyChanges,
  TurnTooLate,
} from '../../../../../lambdas/migration/adapters/pacer.ts';
import { VirtualTime } from '../../../../support/migration/virtual-time.ts';

/** Eight requests at once and four a second; forty changes at once and four a second. */
const LIMITS = {
  requests: { burst: 10, perSecond: 5 },
  changes: { burst: 50, perSecond: 5 },
  leftForOthers: 0.2,
};
/** More refusals than anybody waits for; without an end a pacer that does would never end the test. */
const ALWAYS = 1000;
const FOR_EVER = () => Number.POSITIVE_INFINITY;

const throttling = () => Object.assign(new Error('Rate exceeded'), { name: 'Throttling' });

/** Route 53, throttling the first calls; and the moments at which it was asked. */
function route53(time: Timing, refusals = 0) {
  const askedAt: number[] = [];
  const call = async () => {
    askedAt.push(time.now());
    if (askedAt.length <= refusals) throw throttling();
    return 'answer';
  };
  return { askedAt, call };
}

describe('A pacer', () => {
  const time = () => new VirtualTime(1000);

  it('lets a burst through, and then what its share of the limit refills', async () => {
    const clock = time();
    const { askedAt, call } = route53(clock);
    const turns = new Pacer(LIMITS, clock).turns(FOR_EVER);
    await Promise.all(Array.from({ length: 10 }, () => turns.take(call)));
    expect(askedAt).toEqual([...Array(8).fill(1000), 1250, 1500]);
  });

  it('counts the changes of a batch beside the request', async () => {
    const clock = time();
    const { askedAt, call } = route53(clock);
    const turns = new Pacer(LIMITS, clock).turns(FOR_EVER);
    for (const changes of [25, 15, 4, 0]) await turns.take(call, changes);
    expect(askedAt).toEqual([1000, 1000, 2000, 2000]);
  });

  it('is one for all who take turns, in the order in which they ask', async () => {
    const clock = time();
    const pacer = new Pacer(LIMITS, clock);
    const order: string[] = [];
    const take = (who: string, changes: number) =>
      pacer.turns(FOR_EVER).take(async () => order.push(`${who} ${clock.now()}`), changes);
    await Promise.all([take('a', 40), take('b', 8), take('c', 0)]);
    expect(order).toEqual(['a 1000', 'b 3000', 'c 3000']);
  });

  it('makes a throttled call again, and says nothing of it', async () => {
    const clock = time();
    const { askedAt, call } = route53(clock, 3);
    const pacer = new Pacer(LIMITS, clock);
    await expect(pacer.turns(FOR_EVER).take(call)).resolves.toBe('answer');
    expect(askedAt).toEqual([1000, 1250, 1500, 1750]);
    expect(pacer.limits).toBe(LIMITS);
  });

  it('slows down after that: the next calls come later', async () => {
    const clock = time();
    const pacer = new Pacer(LIMITS, clock);
    await pacer.turns(FOR_EVER).take(route53(clock, 1).call, 40);
    const { askedAt, call } = route53(clock);
    const began = clock.now();
    await pacer.turns(FOR_EVER).take(call, 9);
    // Not 9 / 4 s: the rate is 4 × (0.9 + 0.02).
    expect((askedAt[0] ?? 0) - began).toBeCloseTo(9000 / 3.68, -1);
  });

  it('hands on any other failure, once', async () => {
    const clock = time();
    const call = jest.fn().mockRejectedValue(new Error('no such zone'));
    await expect(new Pacer(LIMITS, clock).turns(FOR_EVER).take(call, 5)).rejects.toThrow('no such zone');
    expect(call).toHaveBeenCalledTimes(1);
  });

  it('says at once that a turn comes too late, and sends nothing', async () => {
    const clock = time();
    const pacer = new Pacer(LIMITS, clock);
    const { askedAt, call } = route53(clock);
    await pacer.turns(() => 0).take(call, 40);
    const late = pacer.turns(() => 1999).take(call, 8);
    await expect(late).rejects.toBeInstanceOf(TurnTooLate);
    await expect(late).rejects.toThrow('the next call in 2 s');
    expect(clock.now()).toBe(1000);
    await pacer.turns(() => 2000).take(call, 8);
    expect(askedAt).toEqual([1000, 3000]);
  });

  it('says so, too, when the time is over while Route 53 throttles', async () => {
    const clock = time();
    const { askedAt, call } = route53(clock, ALWAYS);
    const turns = new Pacer(LIMITS, clock).turns(() => 3000 - clock.now());
    await expect(turns.take(call)).rejects.toBeInstanceOf(TurnTooLate);
    expect(askedAt.at(-1)).toBeLessThanOrEqual(3000);
    expect(askedAt.length).toBe(9);
  });

  it('keeps no call from its turn because the one before came too late', async () => {
    const clock = time();
    const pacer = new Pacer(LIMITS, clock);
    const { call } = route53(clock);
    await pacer.turns(FOR_EVER).take(call, 40);
    const [late, read] = await Promise.allSettled([
      pacer.turns(() => 0).take(call, 8),
      pacer.turns(() => 0).take(call),
    ]);
    expect([late.status, read.status]).toEqual(['rejected', 'fulfilled']);
  });

  it('uses the clock and the timers of its process', async () => {
    const fast = { ...LIMITS, requests: { burst: 1, perSecond: 1000 }, leftForOthers: 0 };
    const turns = new Pacer(fast).turns(FOR_EVER);
    const began = performance.now();
    for (let call = 0; call < 5; call += 1) await turns.take(async () => {});
    expect(performance.now() - began).toBeGreaterThan(4 - 0.001);
  });
});

describe('A pacer of a batch for which others never leave enough', () => {
  const stuck = async (changes: number) => {
    const clock = new VirtualTime();
    const pacer = new Pacer(LIMITS, clock);
    const { askedAt, call } = route53(clock, ALWAYS);
    const patience = () => 60_000 - clock.now();
    const failure: unknown = await pacer
      .turns(patience)
      .take(call, changes)
      .catch((error) => error);
    return { failure, askedAt, pacer, clock };
  };

  it('gives it up after twice its refill, and has the next ones made half as large', async () => {
    const { failure, askedAt, pacer, clock } = await stuck(24);
    expect(failure).toBeInstanceOf(TooManyChanges);
    expect(failure).toMatchObject({ message: 'Rate exceeded; a batch of 24 changes' });
    expect(pacer.limits.changes).toEqual({ burst: 24, perSecond: 5 });
    expect(askedAt).toHaveLength(32);
    expect(clock.now()).toBeGreaterThan((2 * 24_000) / 4);
    // The smaller one waits just as patiently.
    const { askedAt: again, call } = route53(clock, 31);
    await pacer.turns(FOR_EVER).take(call, 22);
    expect(again).toHaveLength(32);
  });

  it('waits on for one that could not be much smaller', async () => {
    const { failure, pacer, clock } = await stuck(19);
    expect(failure).toBeInstanceOf(TurnTooLate);
    expect(pacer.limits).toBe(LIMITS);
    expect(clock.now()).toBeGreaterThan(30_000);
  });
});

/** Timers that ring beside their moments: -1 to 0 ms as Node's do, more on a busy machine. */
class RoughTime extends VirtualTime {
  #timers = 0;
  readonly #offBy: readonly number[];

  constructor(began: number, offBy: readonly number[]) {
    super(began);
    this.#offBy = offBy;
  }

  override sleep = (ms: number) => {
    // Every third timer is exact: with none that gets anywhere, time would stand still for ever.
    const index = this.#timers++;
    const off = index % 3 === 2 ? 0 : (this.#offBy[index % this.#offBy.length] ?? 0);
    return this.pass(Math.max(0, Math.max(1, Math.trunc(ms)) + off));
  };
}

it('A pacer keeps within its share and in order, whatever the timers do', async () => {
  const offBy = fc.oneof(fc.double({ min: -1, max: 0, noNaN: true }), fc.constant(-1), fc.nat(1000));
  const calls = fc.array(fc.nat(40), { minLength: 1, maxLength: 20 });
  await fc.assert(
    fc.asyncProperty(
      fc.double({ min: 0, max: 1e6, noNaN: true }),
      fc.array(offBy, { minLength: 1, maxLength: 12 }),
      calls,
      async (began, off, costs) => {
        const clock = new RoughTime(began, off);
        const turns = new Pacer(LIMITS, clock).turns(FOR_EVER);
        const seen: { call: number; at: number }[] = [];
        await Promise.all(
          costs.map((changes, call) =>
            turns.take(async () => void seen.push({ call, at: clock.now() }), changes),
          ),
        );
        expect(seen.map(({ call }) => call)).toEqual(costs.map((_, i) => i));
        let changes = 0;
        for (const [i, { at }] of seen.entries()) {
          changes += costs[i] ?? 0;
          // Sums of fractions are exact to far less than a microsecond.
          const seconds = (at - began) / 1000 + 1e-6;
          expect(i + 1).toBeLessThanOrEqual(8 + 4 * seconds);
          expect(changes).toBeLessThanOrEqual(40 + 4 * seconds);
        }
      },
    ),
  );
});
