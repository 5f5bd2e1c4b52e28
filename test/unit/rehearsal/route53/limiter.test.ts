import { Route53Engine } from '../../../../rehearsal/route53/index.ts';
import { RequestLimiter } from '../../../../rehearsal/route53/limiter.ts';

describe('R38 the request budget', () => {
  let time = 0;
  const limiter = () => {
    time = 0;
    return new RequestLimiter(() => time, true);
  };
  const taken = (from: RequestLimiter, attempts: number) =>
    Array.from({ length: attempts }, () => from.take()).filter(Boolean).length;

  it('gives five at once, then one every 200 ms', () => {
    const budget = limiter();
    expect(taken(budget, 8)).toBe(5);
    time += 199;
    expect(taken(budget, 1)).toBe(0);
    time += 1;
    expect(taken(budget, 2)).toBe(1);
  });

  it('keeps at most five, however long nobody asks', () => {
    const budget = limiter();
    time += 3_600_000;
    expect(taken(budget, 100)).toBe(5);
  });

  it('gives five a second over a minute of constant asking', () => {
    const budget = limiter();
    let count = 0;
    for (; time < 60_000; time += 10) count += taken(budget, 1);
    expect(count).toBe(5 + 60 * 5 - 1);
  });

  it('leaves what somebody else does not use', () => {
    const budget = limiter();
    budget.foreignRate = 2.5;
    let count = taken(budget, 5);
    for (; time < 60_000; time += 10) count += taken(budget, 1);
    expect(count).toBeGreaterThanOrEqual(5 + 149);
    expect(count).toBeLessThanOrEqual(5 + 150);
  });

  it('leaves nothing when somebody else uses all of it and more', () => {
    const budget = limiter();
    budget.foreignRate = 10;
    time += 1000;
    expect(taken(budget, 5)).toBe(0);
    expect(() => {
      budget.foreignRate = -1;
    }).toThrow(RangeError);
  });

  it('counts every call of every zone together, and refuses before anything else', () => {
    const engine = new Route53Engine({ now: () => 0 });
    engine.addZone({ id: 'Z1', name: 'example.com' });
    engine.addZone({ id: 'Z2', name: 'example.net' });
    engine.listResourceRecordSets('Z1');
    engine.listResourceRecordSets('Z2');
    engine.getHostedZone('Z1');
    engine.listHostedZones();
    engine.listHostedZonesByName();
    expect(() => engine.getChange('C1')).toThrow(
      expect.objectContaining({ code: 'Throttling', status: 400, message: 'Rate exceeded' }),
    );
    expect(() => engine.changeResourceRecordSets('ZNOTHERE', {})).toThrow('Rate exceeded');
    // Looking from outside costs nothing.
    expect(engine.records('Z1')).toHaveLength(2);
    engine.limiter.enabled = false;
    expect(engine.getHostedZone('Z1').name).toBe('example.com.');
  });
});
