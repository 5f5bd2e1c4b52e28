import type { Finding } from '../../../../../../lambdas/migration/contract/findings.ts';
import type { DatabaseEndpoint } from '../../../../../../lambdas/migration/contract/payloads.ts';
import type {
  ProbeFailure,
  Reach,
  RoundTrips,
} from '../../../../../../lambdas/migration/ports/database-probe.ts';
import { parseVerifyRdsPayload } from '../../../../../../lambdas/migration/preflight/verify-rds/payload.ts';
import { verifyRds } from '../../../../../../lambdas/migration/preflight/verify-rds/verify-rds.ts';

const ENDPOINT: DatabaseEndpoint = {
  subject: 'shop-db',
  kind: 'instance',
  engine: 'postgres',
  roundTrips: 4,
  p99BudgetMs: 5,
  host: 'shop-db.abc.us-west-1.rds.amazonaws.com',
  port: 5432,
};
const REACHED: Reach = {
  reached: true,
  addresses: ['10.0.3.7'],
  server: 'PostgreSQL asks for SASL (SCRAM) authentication',
  tls: 'TLSv1.3',
  certificate: 'CN=shop-db, issued by Amazon RDS us-west-1, good until Jan 1 2030',
};
const notReached = (failure: ProbeFailure): Reach => ({
  reached: false,
  addresses: ['10.0.3.7'],
  failure,
  message: `${failure}!`,
});

/** So many connections as there are answers, all alike but for how long the answer took. */
const answeredIn = (...milliseconds: number[]): RoundTrips => ({
  times: milliseconds.map((answer) => ({ connect: 1, tls: 2, answer })),
  lost: 0,
});

async function verify(reach: Reach, trips: RoundTrips = answeredIn(1, 1, 2, 3)) {
  const probe = { reach: async () => reach, roundTrips: async () => trips };
  const { check, findings } = await verifyRds({ endpoints: [ENDPOINT], findings: [] }, probe);
  expect(check).toBe('VerifyRds');
  return findings;
}
const brief = (findings: readonly Finding[]) => findings.map(({ level, code }) => `${level} ${code}`);

describe('VerifyRds', () => {
  it('passes a database that is reached and fast enough, and says how', async () => {
    const findings = await verify(REACHED);
    expect(brief(findings)).toEqual(['pass database-reached', 'pass database-fast-enough']);
    expect(findings[0]?.seen).toContain('is 10.0.3.7; PostgreSQL asks for SASL');
    expect(findings[1]?.seen).toBe(
      'Of 4 connections: answer p50 1 ms, p95 3 ms, p99 3 ms, max 3 ms; connect p50 1 ms, p95 1 ms, p99 1 ms, max 1 ms; TLS p50 2 ms, p95 2 ms, p99 2 ms, max 2 ms. The budget is 5 ms (p99 of the answer).',
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
  ])('tells apart where the way ended: %s', async (failure, code) => {
    const findings = await verify(notReached(failure));
    expect(brief(findings)).toEqual([`fail ${code}`]);
    expect(findings[0]).toMatchObject({ subject: 'shop-db', toDo: expect.stringMatching(/./) });
    expect(findings[0]?.seen).toContain(`(10.0.3.7) port 5432: ${failure}!`);
  });

  it('fails a database that is too slow: by its slowest, not by its middle', async () => {
    const findings = await verify(REACHED, answeredIn(1, 1, 1, 5.1));
    expect(brief(findings)).toEqual(['pass database-reached', 'fail database-too-slow']);
    expect(brief(await verify(REACHED, answeredIn(1, 1, 1, 5)))).toContain('pass database-fast-enough');
  });

  it('fails when a round trip got no answer, however fast the others were', async () => {
    const findings = await verify(REACHED, { ...answeredIn(1, 1, 1), lost: 1 });
    expect(brief(findings)).toEqual(['pass database-reached', 'fail database-round-trips-lost']);
    expect(findings[1]?.seen).toBe('1 of 4 connections got no answer.');
    expect(brief(await verify(REACHED, answeredIn()))).toContain('fail database-round-trips-lost');
  });

  it('says that the time was not enough for all', async () => {
    const findings = await verify(REACHED, answeredIn(1, 1, 1));
    expect(brief(findings)).toContain('pass database-fast-enough');
    expect(findings[1]?.seen).toContain('Of 3 of 4 connections, for lack of time: ');
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
  ])('warns of a public address: %s is private: %s', async (address, isPrivate) => {
    const findings = await verify({ ...REACHED, addresses: [address] });
    expect(brief(findings).includes('warn database-public-address')).toBe(!isPrivate);
  });

  it('returns what RDS gave cause to say with its own', async () => {
    const said: Finding = {
      check: 'DescribeDatabases',
      subject: 'gone',
      level: 'fail',
      code: 'database-not-found',
      seen: 's',
      why: 'w',
      toDo: 't',
    };
    const probe = {
      reach: async () => REACHED,
      roundTrips: async () => answeredIn(1),
    };
    const { findings } = await verifyRds({ endpoints: [ENDPOINT], findings: [said] }, probe);
    expect(findings[0]).toBe(said);
    expect(findings).toHaveLength(3);
  });

  it('takes from DescribeDatabases what that gives, and nothing else', () => {
    const run = { name: 'run-1', arn: 'arn', startedAt: '2027-03-01T00:00:00Z' };
    const payload = { run, continues: '', dryRun: false, described: { endpoints: [ENDPOINT], findings: [] } };
    expect(parseVerifyRdsPayload(payload)).toEqual(payload);
    const bad = { ...payload, described: { endpoints: [{ ...ENDPOINT, port: 0 }], findings: [{}] } };
    expect(() => parseVerifyRdsPayload(bad)).toThrow(/endpoints\.0\.port.*findings\.0/s);
  });
});
