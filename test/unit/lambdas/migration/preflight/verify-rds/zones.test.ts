import { answeredIn, brief, broke, notReached, REACHED, seen, verify } from './views-of-places.ts';

const fast = seen();
const slow = seen(REACHED, answeredIn(1, 1, 1, 40));
const silent = seen(notReached('no-answer'));

describe('A database that is seen from several zones', () => {
  it('passes when it is reached from each, and names them', () => {
    const findings = verify({ cluster: [fast, fast, fast] });
    expect(brief(findings)).toEqual(['pass database-reached', 'pass database-fast-enough']);
    expect(findings[0]?.seen).toMatch(/^From us-west-1a, us-west-1b and us-west-1c shop-db/);
    expect(findings[1]?.seen).toMatch(/^From us-west-1a, 4 .* From us-west-1b, 4 .* From us-west-1c, 4 /);
  });

  it('is slow in one zone only: the finding names that zone, and compares with the others', () => {
    const findings = verify({ cluster: [fast, slow, fast] });
    expect(brief(findings)).toEqual(['pass database-reached', 'fail database-slow-in-zone']);
    expect(findings[1]?.seen).toMatch(
      /^Too slow from us-west-1b only\. From us-west-1a, 4 connections: answer p50 1 ms, .* From us-west-1b, 4 connections: answer p50 1 ms, p95 40 ms/,
    );
  });

  it('is too slow where it is from every zone', () => {
    expect(brief(verify({ cluster: [slow, slow] }))).toContain('fail database-too-slow');
  });

  it('is not reached from one zone only: the finding names that zone, and from where it is reached', () => {
    const findings = verify({ cluster: [fast, fast, silent] });
    expect(brief(findings)).toEqual([
      'pass database-reached',
      'fail database-no-answer',
      'pass database-fast-enough',
    ]);
    expect(findings[1]?.seen).toBe(
      'From us-west-1c, shop-db.abc.us-west-1.rds.amazonaws.com (10.0.3.7) port 5432: no-answer! From us-west-1a and us-west-1b it is reached.',
    );
    expect(findings[1]?.toDo).toMatch(/^Compare that zone’s subnet with the others’/);
  });

  it('is one finding where all zones meet the same, and one for each kind where they don’t', () => {
    const alike = verify({ cluster: [silent, silent] });
    expect(brief(alike)).toEqual(['fail database-no-answer']);
    expect(alike[0]?.seen).toMatch(/^From us-west-1a and us-west-1b, /);
    const unlike = verify({ cluster: [silent, seen(notReached('refused'))] });
    expect(brief(unlike).toSorted()).toEqual(['fail database-no-answer', 'fail database-refused']);
  });

  it('names the zones from where connections are lost, and judges the others', () => {
    const losing = seen(REACHED, { ...answeredIn(1, 1, 1), tried: 4, lost: 1 });
    const findings = verify({ cluster: [losing, fast] });
    expect(brief(findings)).toEqual([
      'pass database-reached',
      'fail database-round-trips-lost',
      'pass database-fast-enough',
    ]);
    expect(findings[1]?.seen).toBe('No answer to 1 of 4 connections from us-west-1a.');
  });

  it('fails for a zone whose function broke, whatever the others see', () => {
    const findings = verify({ cluster: [broke, fast] });
    expect(brief(findings)).toEqual([
      'fail database-probe-broken',
      'pass database-reached',
      'pass database-fast-enough',
    ]);
    expect(findings[0]).toMatchObject({
      subject: 'us-west-1a',
      seen: 'Probing the databases from us-west-1a failed: Lambda.EniLimit: no address',
      toDo: expect.stringContaining('/aws/lambda/shop-ProbeDatabases1'),
    });
  });

  it('fails for a zone from where it was not probed', () => {
    const findings = verify({ cluster: [fast, { databases: [] }] });
    expect(brief(findings)).toContain('fail database-not-probed');
    expect(findings[0]).toMatchObject({
      subject: 'shop-db',
      seen: expect.stringContaining('from us-west-1b'),
    });
  });

  it('names the subnets where zones are shared or not known', () => {
    const from = (zones: readonly string[]) => verify({ cluster: [fast, fast], zones })[0]?.seen;
    expect(from(['us-west-1a', 'us-west-1a'])).toMatch(
      /^From us-west-1a \(subnet-c1\) and us-west-1a \(subnet-c2\) /,
    );
    expect(from(['us-west-1a', ''])).toMatch(/^From us-west-1a and subnet-c2 /);
  });
});

describe('A database that legacy reaches, too', () => {
  const of = (...milliseconds: number[]) => seen(REACHED, answeredIn(...milliseconds));

  it('is compared by the middle of the answers, from where they take longest', () => {
    const findings = verify({ cluster: [of(1, 1, 1), of(1, 2, 2)], legacy: [of(1, 1, 4), of(1, 1, 1)] });
    expect(brief(findings)).toEqual([
      'pass database-reached',
      'pass database-fast-enough',
      'pass database-as-fast-as-legacy',
    ]);
    expect(findings[2]?.seen).toBe(
      'The median of the answer is 2 ms from us-west-1b, and 1 ms from legacy in us-west-1a.',
    );
  });

  it.each([
    [3.1, 1, 'warn database-slower-than-legacy'],
    [2, 1, 'pass database-as-fast-as-legacy'],
    // More than twice as long, but less than a millisecond.
    [1, 0.2, 'pass database-as-fast-as-legacy'],
    [1, 4, 'pass database-as-fast-as-legacy'],
  ])('takes %s ms, and %s ms from legacy: %s', (cluster, legacy, expected) => {
    expect(brief(verify({ cluster: [of(cluster)], legacy: [of(legacy)] }))).toContain(expected);
  });

  it.each([
    ['is not reached from there', silent, ['warn database-not-compared']],
    ['was not probed from there', { databases: [] }, ['warn database-not-compared']],
    [
      'is probed by a function that broke',
      broke,
      ['warn database-probe-broken', 'warn database-not-compared'],
    ],
  ])('is not compared where it %s, which is a warning', (_what, legacy, expected) => {
    const findings = verify({ cluster: [fast], legacy: [legacy] });
    expect(brief(findings).filter((text) => !text.startsWith('pass'))).toEqual(expected);
  });

  it('is not compared where the cluster doesn’t reach it: that finding is enough', () => {
    expect(brief(verify({ cluster: [silent], legacy: [fast] }))).toEqual(['fail database-no-answer']);
  });
});
