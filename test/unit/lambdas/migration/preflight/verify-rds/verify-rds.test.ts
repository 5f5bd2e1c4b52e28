import type { ProbeFailure } from '../../../../../../lambdas/migration/contract/database-probes.ts';
import type { Finding } from '../../../../../../lambdas/migration/contract/findings.ts';
import type { VerifyRdsPayload } from '../../../../../../lambdas/migration/contract/payloads.ts';
import { parseVerifyRdsPayload } from '../../../../../../lambdas/migration/preflight/verify-rds/payload.ts';
import { verifyRds } from '../../../../../../lambdas/migration/preflight/verify-rds/verify-rds.ts';
import { answeredIn, brief, broke, ENDPOINT, notReached, REACHED, seen, verify } from './views-of-places.ts';

const REACHED_AND_FAST = ['pass database-reached', 'pass database-fast-enough'];

describe('VerifyRds', () => {
  it('passes a database that is reached and fast enough, and says how', () => {
    const findings = verify({ cluster: [seen()] });
    expect(brief(findings)).toEqual(REACHED_AND_FAST);
    expect(findings[0]?.seen).toBe(
      'From us-west-1a shop-db.abc.us-west-1.rds.amazonaws.com is 10.0.3.7; PostgreSQL asks for SASL (SCRAM) authentication, over TLSv1.3; certificate CN=shop-db, issued by Amazon RDS us-west-1, good until Jan 1 2030.',
    );
    expect(findings[1]?.seen).toBe(
      'From us-west-1a, 4 connections: answer p50 1 ms, p95 3 ms, p99 3 ms, max 3 ms; connect p50 1 ms, p95 1 ms, p99 1 ms, max 1 ms; TLS p50 2 ms, p95 2 ms, p99 2 ms, max 2 ms. The budget is 5 ms (p99 of the answer).',
    );
  });

  it.each<[ProbeFailure, string]>([
    ['not-resolved', 'database-not-resolved'],
    ['refused', 'database-refused'],
    ['no-answer', 'database-no-answer'],
    ['unreachable', 'database-unreachable'],
    ['closed', 'database-closed'],
    ['other-protocol', 'database-other-protocol'],
    ['no-tls', 'database-no-tls'],
    ['tls-failed', 'database-tls-failed'],
    ['certificate-name', 'database-certificate-name'],
    ['certificate-unknown-authority', 'database-certificate-authority'],
    ['certificate-expired', 'database-certificate-expired'],
    ['certificate-not-yet-valid', 'database-certificate-not-yet-valid'],
    ['no-connections', 'database-no-connections'],
    ['host-refused', 'database-host-refused'],
    ['refused-by-database', 'database-refuses-clients'],
    ['other', 'database-not-reached'],
  ])('tells apart where the way ended: %s', (failure, code) => {
    const findings = verify({ cluster: [seen(notReached(failure))] });
    expect(brief(findings)).toEqual([`fail ${code}`]);
    expect(findings[0]).toMatchObject({ subject: 'shop-db', toDo: expect.stringMatching(/./) });
    expect(findings[0]?.seen).toContain(`(10.0.3.7) port 5432: ${failure}!`);
  });

  it('fails a database that is too slow: by its slowest, not by its middle', () => {
    const slow = verify({ cluster: [seen(REACHED, answeredIn(1, 1, 1, 5.1))] });
    expect(brief(slow)).toEqual(['pass database-reached', 'fail database-too-slow']);
    const justInTime = verify({ cluster: [seen(REACHED, answeredIn(1, 1, 1, 5))] });
    expect(brief(justInTime)).toEqual(REACHED_AND_FAST);
  });

  it('fails when a round trip got no answer, however fast the others were', () => {
    const findings = verify({ cluster: [seen(REACHED, { ...answeredIn(1, 1, 1), tried: 4, lost: 1 })] });
    expect(brief(findings)).toEqual(['pass database-reached', 'fail database-round-trips-lost']);
    expect(findings[1]?.seen).toBe('No answer to 1 of 4 connections from us-west-1a.');
    expect(brief(verify({ cluster: [seen(REACHED, answeredIn())] }))).toContain(
      'fail database-round-trips-lost',
    );
  });

  it('says that the time was not enough for all', () => {
    const findings = verify({ cluster: [seen(REACHED, answeredIn(1, 1, 1))] });
    expect(brief(findings)).toEqual(REACHED_AND_FAST);
    expect(findings[1]?.seen).toContain('From us-west-1a, 3 of 4 connections, for lack of time: ');
  });

  it.each([
    ['10.1.2.3', true],
    ['172.31.0.1', true],
    ['192.168.0.1', true],
    ['100.64.0.1', true],
    ['fd00::1', true],
    ['127.0.0.1', true],
    ['172.32.0.1', false],
    ['52.8.1.2', false],
    ['2600:1f1c::1', false],
  ])('warns of a public address: %s is private: %s', (address, isPrivate) => {
    const findings = verify({ cluster: [seen({ ...REACHED, addresses: [address] })] });
    expect(brief(findings).includes('warn database-public-address')).toBe(!isPrivate);
  });

  it('returns what RDS gave cause to say with its own', () => {
    const said: Finding = {
      check: 'DescribeDatabases',
      subject: 'gone',
      level: 'fail',
      code: 'database-not-found',
      seen: 's',
      why: 'w',
      toDo: 't',
    };
    const described = { endpoints: [], zones: [], findings: [said] };
    expect(verifyRds([], { described, seen: [] }).findings).toEqual([said]);
  });

  it('takes from the functions before it what those give, and nothing else', () => {
    const run = { name: 'run-1', arn: 'arn', startedAt: '2027-03-01T00:00:00Z' };
    const described = { endpoints: [ENDPOINT], zones: ['us-west-1a'], findings: [] };
    const saw: VerifyRdsPayload['seen'] = [
      seen(),
      seen(notReached('refused')),
      seen(REACHED, answeredIn()),
      broke,
    ];
    const payload = { run, continues: '', dryRun: false, described, seen: saw };
    expect(parseVerifyRdsPayload(payload)).toEqual(payload);
    const bad = {
      ...payload,
      described: { ...described, endpoints: [{ ...ENDPOINT, port: 0 }], findings: [{}] },
    };
    expect(() => parseVerifyRdsPayload(bad)).toThrow(/endpoints\.0\.port.*findings\.0/s);
    const nameless = { databases: [{ ...seen().databases[0], reach: { reached: true } }] };
    expect(() => parseVerifyRdsPayload({ ...payload, seen: [nameless] })).toThrow(/seen\.0/);
  });
});
