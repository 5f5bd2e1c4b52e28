import fc from 'fast-check';
import type { FaultMatch } from '../../../../rehearsal/gateway/faults/fault-plan.ts';
import { FaultPlan } from '../../../../rehearsal/gateway/index.ts';

function call(operation: string, by = 'ShiftWeight', at = 0) {
  const caller = {
    accessKeyId: 'K',
    principal: 'p',
    function: `shop-${by}`,
    appId: `kops-cutover-${by}`,
    name: by,
  };
  return { service: 'route53', operation, caller, at };
}

function kinds(plan: FaultPlan, operation: string, by?: string): readonly string[] {
  return plan.next(call(operation, by)).map(({ effect }) => effect.kind);
}

describe('a plan of faults', () => {
  it('hits the nth call that matches, and no other', () => {
    const plan = new FaultPlan();
    plan
      .on({ service: 'route53', action: 'ChangeResourceRecordSets', by: 'ShiftWeight', nth: 2 })
      .loseResponse();
    expect(kinds(plan, 'ChangeResourceRecordSets')).toEqual([]);
    expect(kinds(plan, 'GetChange')).toEqual([]);
    expect(kinds(plan, 'ChangeResourceRecordSets', 'RestoreLegacy')).toEqual([]);
    expect(kinds(plan, 'ChangeResourceRecordSets')).toEqual(['loseResponse']);
    expect(kinds(plan, 'ChangeResourceRecordSets')).toEqual([]);
  });

  it('hits the first so many', () => {
    const plan = new FaultPlan();
    plan.on({ action: 'GetChange', first: 2 }).throttle();
    expect([1, 2, 3].map(() => kinds(plan, 'GetChange').length)).toEqual([1, 1, 0]);
  });

  it('hits what arrives within its window, the first moment included and the last one not, and counts nothing else', () => {
    const plan = new FaultPlan();
    const from = Date.parse('2027-01-04T10:00:00Z');
    const until = Date.parse('2027-01-04T13:00:00Z');
    plan.on({ service: 'route53', from, until }).fail(503);
    plan.on({ from, first: 1 }).throttle();
    const hit = (at: number) =>
      plan.next(call('GetChange', 'ShiftWeight', at)).map(({ effect }) => effect.kind);
    expect([from - 1, from, until - 1, until].map(hit)).toEqual([[], ['fail', 'throttle'], ['fail'], []]);
    expect(plan.report()).toEqual([
      {
        rule: 'fail every call of route53 any action by anybody from 2027-01-04T10:00:00.000Z until 2027-01-04T13:00:00.000Z',
        matched: 2,
        fired: 2,
      },
      {
        rule: 'throttle first 1 calls of any service any action by anybody from 2027-01-04T10:00:00.000Z',
        matched: 3,
        fired: 1,
      },
    ]);
  });

  it.each<[string, FaultMatch, boolean]>([
    ['anybody', {}, true],
    ['its state', { by: 'Watch' }, true],
    ['its function', { by: 'shop-Watch' }, true],
    ['its app id', { by: 'kops-cutover-Watch' }, true],
    ['another state', { by: 'ShiftWeight' }, false],
    ['a window that begins at the end', { from: 200 }, true],
    ['a window after it', { from: 201 }, false],
    ['a window that ends at the begin', { until: 100 }, false],
    ['a window that ends within it', { until: 101 }, true],
    ['a call that is still to come', { nth: 3 }, true],
    ['a call that has been', { nth: 2 }, false],
    ['the first three', { first: 3 }, true],
    ['the first two, which have been', { first: 2 }, false],
    ['each with a probability', { probability: 0.1 }, true],
  ])('knows whether Watch may still be hit: %s, after two calls', (_what, match, hits) => {
    const plan = new FaultPlan();
    plan.on(match).throttle();
    for (const at of [100, 101]) plan.next(call('GetChange', 'Watch', at));
    expect(plan.mayHit('Watch', 100, 200)).toBe(hits);
  });

  it('puts several rules on one call, in their order, each with its words', () => {
    const plan = new FaultPlan();
    plan.on({ by: 'shop-ShiftWeight' }).delay(5);
    plan.on({ nth: 1 }).fail(503);
    expect(plan.next(call('GetChange'))).toEqual([
      {
        effect: { kind: 'delay', milliseconds: 5 },
        rule: 'delay every call of any service any action by shop-ShiftWeight',
      },
      { effect: { kind: 'fail', status: 503 }, rule: 'fail call 1 of any service any action by anybody' },
    ]);
  });

  it('draws from its seed: the same seed gives the same faults, another one others', () => {
    const drawn = (seed: number) => {
      const plan = new FaultPlan(seed);
      plan.on({ probability: 0.5 }).reset();
      return Array.from({ length: 64 }, () => kinds(plan, 'GetChange').length).join('');
    };
    expect(drawn(7)).toBe(drawn(7));
    expect(drawn(7)).not.toBe(drawn(8));
  });

  it('hits as often as the probability says', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 2 ** 31 }),
        fc.constantFrom(0.1, 0.5, 0.9),
        (seed, probability) => {
          const plan = new FaultPlan(seed);
          plan.on({ probability }).throttle();
          let hits = 0;
          for (let n = 0; n < 1000; n++) hits += kinds(plan, 'GetChange').length;
          // Five standard deviations around the mean.
          expect(Math.abs(hits - 1000 * probability)).toBeLessThan(
            5 * Math.sqrt(1000 * probability * (1 - probability)),
          );
        },
      ),
      { numRuns: 50 },
    );
  });

  it('does not move the faults of a rule when another one is added after it', () => {
    const drawn = (more: boolean) => {
      const plan = new FaultPlan(3);
      plan.on({ probability: 0.5 }).reset();
      if (more) plan.on({ probability: 0.5 }).throttle();
      return Array.from({ length: 32 }, () => kinds(plan, 'GetChange').includes('reset'));
    };
    expect(drawn(true)).toEqual(drawn(false));
  });

  it('reports which rules fired', () => {
    const plan = new FaultPlan();
    plan.on({ action: 'GetChange', nth: 2 }).throttle();
    plan.on({ action: 'GetHostedZone' }).throttle();
    plan.next(call('GetChange'));
    plan.next(call('GetChange'));
    expect(plan.report()).toEqual([
      { rule: 'throttle call 2 of any service GetChange by anybody', matched: 2, fired: 1 },
      { rule: 'throttle every call of any service GetHostedZone by anybody', matched: 0, fired: 0 },
    ]);
    expect(plan.unfired()).toEqual(['throttle every call of any service GetHostedZone by anybody']);
  });

  it.each([
    [() => new FaultPlan().on({ nth: 0 }), 'nth is 0'],
    [() => new FaultPlan().on({ first: 1.5 }), 'first is 1.5'],
    [() => new FaultPlan().on({ from: 2, until: 2 }), 'the window ends before it begins'],
    [() => new FaultPlan().on({ probability: 0 }), 'probability is 0'],
    [() => new FaultPlan().on({ probability: 1.1 }), 'probability is 1.1'],
    [() => new FaultPlan().on({}).delay(-1), 'a delay of -1 ms'],
    [() => new FaultPlan().on({}).delay(600_000), 'park the call instead'],
    [() => new FaultPlan().on({}).fail(404), 'a failure with status 404'],
  ])('refuses nonsense: %s', (make, message) => {
    expect(make).toThrow(message);
  });
});
