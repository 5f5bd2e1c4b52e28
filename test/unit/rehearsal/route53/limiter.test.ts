import { type ChangeBatchInput, Route53Engine } from '../../../../rehearsal/route53/index.ts';
import { RATE_LIMITS, RateLimiter } from '../../../../rehearsal/route53/limiter.ts';

const LIST = 'ListResourceRecordSets';
const CHANGE = 'ChangeResourceRecordSets';

let time = 0;
beforeEach(() => {
  time = 0;
});

const limiter = () => new RateLimiter(() => time, true);
const taken = (from: RateLimiter, attempts: number, operation = LIST) =>
  Array.from({ length: attempts }, () => from.take(operation)).filter(Boolean).length;

describe('R38 the limit on requests', () => {
  it('gives fifty at once, then one every 100 ms', () => {
    const limits = limiter();
    expect(taken(limits, 60)).toBe(50);
    time += 99;
    expect(taken(limits, 1)).toBe(0);
    time += 1;
    expect(taken(limits, 2)).toBe(1);
  });

  it('keeps at most fifty, however long nobody asks', () => {
    const limits = limiter();
    time += 3_600_000;
    expect(taken(limits, 100)).toBe(50);
  });

  it('gives ten a second over a minute of constant asking', () => {
    const limits = limiter();
    let count = 0;
    for (; time < 60_000; time += 10) count += taken(limits, 2);
    expect(count).toBe(50 + 60 * 10 - 1);
  });

  it('is one for all operations together', () => {
    const limits = limiter();
    expect(taken(limits, 30, LIST)).toBe(30);
    expect(taken(limits, 30, 'GetChange')).toBe(20);
  });

  it('is one more for an operation with numbers of its own, which leaves the others theirs', () => {
    const limits = limiter();
    expect(taken(limits, 10, 'GetHealthCheckStatus')).toBe(4);
    expect(taken(limits, 50, LIST)).toBe(46);
    time += 1000;
    expect(taken(limits, 10, 'GetHealthCheckStatus')).toBe(1);
  });

  it('gives one operation no more than it gives all of them', () => {
    const limits = new RateLimiter(() => time, true, {
      ...RATE_LIMITS,
      requests: { capacity: 3, perSecond: 1 },
      operations: { [LIST]: { capacity: 100, perSecond: 100 } },
    });
    expect(taken(limits, 10)).toBe(3);
  });
});

describe('R38 the limit on changes', () => {
  it('gives five hundred at once, then fifty a second', () => {
    const limits = limiter();
    expect(limits.take(CHANGE, 500)).toBe(true);
    time += 9_999;
    expect(limits.take(CHANGE, 500)).toBe(false);
    time += 1;
    expect(limits.take(CHANGE, 500)).toBe(true);
  });

  it('never takes a batch with more changes than the bucket holds', () => {
    const limits = limiter();
    time += 3_600_000;
    expect(limits.take(CHANGE, 501)).toBe(false);
  });

  it('takes nothing of either limit for what is refused by one', () => {
    const limits = limiter();
    limits.take(CHANGE, 500);
    for (let i = 0; i < 100; i++) expect(limits.take(CHANGE, 1)).toBe(false);
    expect(taken(limits, 100)).toBe(49);
    time += 1000;
    expect(limits.take(CHANGE, 50)).toBe(true);
    expect(limits.refusals).toEqual({ requests: 51, changes: 100 });
  });
});

describe('R38 what somebody else in the account takes', () => {
  it('leaves of what each limit holds and refills what it does not take', () => {
    const limits = limiter();
    limits.foreign = { requests: 0.5, changes: 0.9 };
    expect(taken(limits, 50)).toBe(25);
    let count = 0;
    for (; time < 60_000; time += 10) count += taken(limits, 2);
    expect(count).toBe(299);
    expect(limits.take(CHANGE, 51)).toBe(false);
    expect(limits.take(CHANGE, 50)).toBe(true);
    time += 999;
    expect(limits.take(CHANGE, 5)).toBe(false);
    time += 1;
    expect(limits.take(CHANGE, 5)).toBe(true);
  });

  it('leaves nothing where it is all', () => {
    const limits = limiter();
    limits.foreign = { requests: 1, changes: 0 };
    time += 5000;
    expect(taken(limits, 50)).toBe(0);
    for (const changes of [-1, 1.1])
      expect(() => {
        limits.foreign = { requests: 0, changes };
      }).toThrow(`the foreign share of changes must be 0 to 1, not ${changes}`);
  });

  it('applies to operations that nobody had called before, too', () => {
    const limits = limiter();
    limits.foreign = { requests: 0.5, changes: 0 };
    expect(taken(limits, 10, 'GetHealthCheckStatus')).toBe(2);
  });

  it('leaves a request now and then of a limit of few', () => {
    const limits = limiter();
    limits.foreign = { requests: 0.9, changes: 0 };
    let count = 0;
    for (; time < 60_000; time += 100) count += taken(limits, 1, 'GetHealthCheckStatus');
    expect(count).toBe(6);
  });
});

describe('R38 the engine', () => {
  const records = (n: number, Action: string): ChangeBatchInput => ({
    Changes: Array.from({ length: n }, (_, i) => ({
      Action,
      ResourceRecordSet: {
        Name: `n${i}.example.com`,
        Type: 'A',
        TTL: 60,
        ResourceRecords: [{ Value: '192.0.2.1' }],
      },
    })),
  });
  const throttling = expect.objectContaining({ code: 'Throttling', status: 400, message: 'Rate exceeded' });
  const engineOf = (options: Partial<ConstructorParameters<typeof Route53Engine>[0]> = {}) => {
    const engine = new Route53Engine({ now: () => time, ...options });
    for (const [id, name] of [
      ['Z1', 'example.com'],
      ['Z2', 'example.net'],
    ] as const)
      engine.addZone({ id, name });
    return engine;
  };

  it('counts every call of every zone together, and refuses before anything else', () => {
    const engine = engineOf({ limits: { ...RATE_LIMITS, requests: { capacity: 5, perSecond: 1 } } });
    engine.listResourceRecordSets('Z1');
    engine.listResourceRecordSets('Z2');
    engine.getHostedZone('Z1');
    engine.getHostedZoneLimit('Z2', 'MAX_RRSETS_BY_ZONE');
    engine.listResourceRecordSetProtections('Z1');
    expect(() => engine.getChange('C1')).toThrow(throttling);
    expect(() => engine.changeResourceRecordSets('ZNOTHERE', {})).toThrow('Rate exceeded');
    // Looking from outside costs nothing.
    expect(engine.records('Z1')).toHaveLength(2);
    engine.limiter.enabled = false;
    expect(engine.getHostedZone('Z1').name).toBe('example.com.');
  });

  it('counts each DELETE and CREATE as a change, an UPSERT as two', () => {
    const engine = engineOf();
    engine.changeResourceRecordSets('Z1', records(150, 'CREATE'));
    engine.changeResourceRecordSets('Z1', records(150, 'DELETE'));
    expect(() => engine.changeResourceRecordSets('Z1', records(101, 'UPSERT'))).toThrow(throttling);
    engine.changeResourceRecordSets('Z1', records(100, 'UPSERT'));
    expect(() => engine.changeResourceRecordSets('Z2', records(1, 'CREATE'))).toThrow(throttling);
  });

  it('changes nothing where it throttles, and gives back no change for a batch that it refuses otherwise', () => {
    const engine = engineOf();
    engine.changeResourceRecordSets('Z1', records(300, 'CREATE'));
    const before = engine.records('Z1');
    expect(() => engine.changeResourceRecordSets('Z1', records(201, 'DELETE'))).toThrow(throttling);
    expect(engine.records('Z1')).toEqual(before);
    expect(() => engine.changeResourceRecordSets('Z1', records(200, 'CREATE'))).toThrow('it already exists');
    expect(() => engine.changeResourceRecordSets('Z1', records(1, 'DELETE'))).toThrow(throttling);
  });
});
