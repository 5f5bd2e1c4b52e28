import type { LoginOutcome } from '../../../../../../lambdas/migration/contract/database-logins.ts';
import type { DatabaseEndpoint } from '../../../../../../lambdas/migration/contract/payloads.ts';
import type { LoginSettings } from '../../../../../../lambdas/migration/contract/settings.ts';
import { logInToDatabases } from '../../../../../../lambdas/migration/preflight/log-in-to-databases/log-in-to-databases.ts';
import { parseLogInToDatabasesPayload } from '../../../../../../lambdas/migration/preflight/log-in-to-databases/payload.ts';
import { databaseEndpoint } from '../../../../../support/migration/database-endpoint.ts';

const SECRET: LoginSettings = { by: { secretArn: 'arn:secret', keyArn: 'arn:key' }, database: 'shop' };
const IAM: LoginSettings = { by: { iamUser: 'app' }, database: '', connections: 20 };
const endpoint = (subject: string, login?: LoginSettings): DatabaseEndpoint => ({
  ...databaseEndpoint(subject),
  ...(login && { login }),
});
const REFUSED: LoginOutcome = { in: false, failure: 'refused', message: 'PostgreSQL says 28P01' };

describe('LogInToDatabases', () => {
  it('tries the databases that have a login, one after the other', async () => {
    const tried: string[] = [];
    let underWay = 0;
    const databases = {
      tryOne: async ({ subject }: DatabaseEndpoint, login: LoginSettings) => {
        expect(++underWay).toBe(1);
        await Promise.resolve();
        underWay -= 1;
        tried.push(`${subject} ${JSON.stringify(login.by)}`);
        return REFUSED;
      },
    };
    const endpoints = [endpoint('a', SECRET), endpoint('b'), endpoint('c', IAM)];
    const host = (subject: string) => `${subject}.abc.us-west-1.rds.amazonaws.com`;
    expect(await logInToDatabases(endpoints, databases)).toEqual({
      logins: [
        { subject: 'a', host: host('a'), outcome: REFUSED },
        { subject: 'c', host: host('c'), outcome: REFUSED },
      ],
    });
    expect(tried).toEqual([`a ${JSON.stringify(SECRET.by)}`, 'c {"iamUser":"app"}']);
  });

  it('takes endpoints, and nothing else', () => {
    const run = { name: 'run-1', arn: 'arn', startedAt: '2027-03-01T00:00:00Z' };
    const payload = {
      run,
      continues: '',
      dryRun: false,
      endpoints: [endpoint('a', SECRET), endpoint('b'), endpoint('c', IAM)],
    };
    expect(parseLogInToDatabasesPayload(payload)).toEqual(payload);
    const bad = { ...payload, endpoints: [{ ...endpoint('a'), login: { by: { password: 'x' } } }] };
    expect(() => parseLogInToDatabasesPayload(bad)).toThrow(/endpoints\.0\.login/);
  });
});
