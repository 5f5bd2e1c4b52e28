import {
  LOGIN_FAILURES,
  type LoggedIn,
  type LoginFailure,
  type LoginOutcome,
} from '../../../../../../lambdas/migration/contract/database-logins.ts';
import type { DatabaseEndpoint } from '../../../../../../lambdas/migration/contract/payloads.ts';
import type { LoginSettings } from '../../../../../../lambdas/migration/contract/settings.ts';
import { parseVerifyRdsPayload } from '../../../../../../lambdas/migration/preflight/verify-rds/payload.ts';
import { verifyRds } from '../../../../../../lambdas/migration/preflight/verify-rds/verify-rds.ts';
import { brief, ENDPOINT } from './views-of-places.ts';

const LOGIN: LoginSettings = { by: { secretArn: 'arn:secret' }, database: '' };
const open = (number: number): LoginOutcome => ({
  in: true,
  query: { p50: 1, p95: 2, p99: 3, max: 4 },
  connections: { most: 100, open: number },
});
const failed = (failure: LoginFailure): LoginOutcome => ({ in: false, failure, message: `${failure}!` });

function verify(seen: LoggedIn, login: LoginSettings = LOGIN) {
  const endpoint: DatabaseEndpoint = { ...ENDPOINT, login };
  const { findings } = verifyRds([], {
    described: { endpoints: [endpoint], zones: [], findings: [] },
    seen: [seen],
  });
  return findings;
}
const saw = (outcome: LoginOutcome): LoggedIn => ({
  logins: [{ subject: ENDPOINT.subject, host: ENDPOINT.host, outcome }],
});

describe('A database with a login', () => {
  it('passes when it lets in, and says how fast it answers and how full it is', () => {
    const [finding, ...others] = verify(saw(open(40)));
    expect(others).toEqual([]);
    expect(finding).toMatchObject({
      subject: 'shop-db',
      level: 'pass',
      code: 'database-logged-in',
      seen: 'Logged in; SELECT 1 in a read-only transaction: p50 1 ms, p95 2 ms, p99 3 ms, max 4 ms. 40 connections of at most 100 are open.',
    });
  });

  it.each<[LoginFailure, string]>([
    ['secret-unreadable', 'database-secret-unreadable'],
    ['not-reached', 'database-login-not-reached'],
    ['no-answer', 'database-login-no-answer'],
    ['refused', 'database-login-refused'],
    ['no-such-database', 'database-no-such-database'],
    ['no-connections', 'database-no-connections'],
    ['query-failed', 'database-query-failed'],
  ])('tells apart where the login ended: %s', (failure, code) => {
    const findings = verify(saw(failed(failure)));
    expect(brief(findings)).toEqual([`fail ${code}`]);
    expect(findings[0]).toMatchObject({
      seen: `The login ended: ${failure}!`,
      toDo: expect.stringMatching(/./),
    });
  });

  it('says first what to do about its secret', () => {
    const message = 'InvalidRequestException: it was marked for deletion.';
    const [finding] = verify(saw({ in: false, failure: 'secret-unreadable', message }));
    expect(finding?.toDo).toContain('aws secretsmanager restore-secret --secret-id arn:');
  });

  it.each([
    // Nobody says how many are needed: as many as are open.
    [50, undefined, []],
    [51, undefined, ['warn database-connections-few']],
    [51, 49, []],
    [51, 50, ['fail database-connections-too-few']],
    // More than the limit, where superusers have come, too.
    [101, 1, ['fail database-connections-too-few']],
  ])('has %s of 100 connections open, and the cluster needs %s', (number, connections, expected) => {
    const findings = verify(saw(open(number)), { ...LOGIN, ...(connections && { connections }) });
    expect(brief(findings)).toEqual(['pass database-logged-in', ...expected]);
  });

  it('fails when the login was not tried, for whatever reason', () => {
    expect(verify({ logins: [] })[0]).toMatchObject({
      level: 'fail',
      code: 'database-login-not-tried',
      seen: expect.stringContaining('used up the time'),
    });
    const broken = { error: 'Lambda.EniLimit: no address', logGroup: '/aws/lambda/shop-LogInToDatabases' };
    expect(verify({ logins: [], broken })[0]).toMatchObject({
      level: 'fail',
      code: 'database-login-not-tried',
      seen: expect.stringContaining('Lambda.EniLimit'),
      toDo: expect.stringContaining('/aws/lambda/shop-LogInToDatabases'),
    });
  });

  it('is handed over whatever became of the login', () => {
    const run = { name: 'run-1', arn: 'arn', startedAt: '2027-03-01T00:00:00Z' };
    const described = { endpoints: [{ ...ENDPOINT, login: LOGIN }], zones: [], findings: [] };
    const seen = [open(1), ...LOGIN_FAILURES.map(failed)].map(saw);
    const payload = { run, continues: '', dryRun: false, described, seen };
    expect(parseVerifyRdsPayload(payload)).toEqual(payload);
  });
});
