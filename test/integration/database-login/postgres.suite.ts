import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { Client } from 'pg';
import { DriverLogins } from '../../../lambdas/migration/adapters/database-login/driver-logins.ts';
import type { LoginOutcome } from '../../../lambdas/migration/contract/database-logins.ts';
import type { DatabaseEndpoint } from '../../../lambdas/migration/contract/payloads.ts';
import type { LoginSettings } from '../../../lambdas/migration/contract/settings.ts';
import { DATABASE_LOGIN } from '../../../rehearsal/scenes/migration/made-up-values.ts';
import { JsonServer, Refusal } from '../../support/json-server.ts';
import { TcpProxy } from '../../support/migration/tcp-proxy.ts';
import { ARN, asSuperuser, COMMON, database } from '../database-servers/shared-servers.ts';

const { username, password } = DATABASE_LOGIN;

describe('A login to a real PostgreSQL', () => {
  let endpoint: DatabaseEndpoint;
  let secrets: JsonServer;
  /** What is in the secret, or the error in its place. */
  let secret: string | Refusal;
  const outcomes: LoginOutcome[] = [];

  beforeAll(async () => {
    const { host, port } = database;
    endpoint = { subject: 'shop-db', ...COMMON, engine: 'postgres', host, port };
    secrets = await JsonServer.start({
      GetSecretValue: () => {
        if (secret instanceof Refusal) throw secret;
        return { SecretString: secret };
      },
    });
    await asSuperuser(
      'CREATE DATABASE closed',
      'REVOKE CONNECT ON DATABASE closed FROM PUBLIC',
      "CREATE ROLE app LOGIN PASSWORD 'of the app'",
      "CREATE ROLE full LOGIN PASSWORD 'of the app' CONNECTION LIMIT 0",
    );
  });
  afterAll(() => secrets?.stop());
  beforeEach(() => {
    secret = JSON.stringify({ username, password, engine: 'postgres' });
  });

  async function tryOne(
    login: Partial<LoginSettings> = {},
    at: Partial<DatabaseEndpoint> = {},
    { authorities = [database.ca], timeoutMs = 2000 } = {},
  ): Promise<LoginOutcome> {
    const client = new SecretsManagerClient({ ...secrets.client, maxAttempts: 1 });
    const options = { authorities: () => authorities, secrets: client, timeoutMs };
    const settings = { by: { secretArn: ARN }, database: '', ...login };
    const outcome = await new DriverLogins(options).tryOne({ ...endpoint, ...at }, settings);
    outcomes.push(outcome);
    return outcome;
  }
  const as = (user: string, text = 'of the app') => JSON.stringify({ username: user, password: text });

  it('leads to answers, and to how many connections there are', async () => {
    expect(await tryOne()).toEqual({
      in: true,
      query: expect.objectContaining({ p50: expect.any(Number), max: expect.any(Number) }),
      // PostgreSQL's default is 100, of which 3 are for superusers.
      connections: { most: 97, open: 0 },
    });
    expect(secrets.calls.at(-1)?.input).toEqual({ SecretId: ARN });
  });

  it('sees the connections of others, whoever asks', async () => {
    secret = as('app');
    const { host, port, ca } = database;
    const other = new Client({ host, port, user: username, password, database: 'postgres', ssl: { ca } });
    await other.connect();
    expect(await tryOne()).toMatchObject({ connections: { open: 1 } });
    await other.end();
  });

  it('may name the database, in the configuration or in the secret', async () => {
    secret = JSON.stringify({ username, password, dbname: 'closed' });
    expect(await tryOne()).toMatchObject({ in: true });
    secret = JSON.stringify({ username, password, dbname: 'nowhere' });
    expect(await tryOne({ database: 'closed' })).toMatchObject({ in: true });
    expect(await tryOne()).toEqual({
      in: false,
      failure: 'no-such-database',
      message: 'PostgreSQL says 3D000',
    });
  });

  it.each([
    ['a wrong password', as('app', 'wrong'), '', 'refused', '28P01'],
    ['an unknown user', as('nobody'), '', 'refused', '28P01'],
    ['a database that is closed to the user', as('app'), 'closed', 'refused', '42501'],
    ['a user who has no connection left', as('full'), '', 'no-connections', '53300'],
  ])('is refused for %s', async (_what, text, name, failure, code) => {
    secret = text;
    expect(await tryOne({ database: name })).toEqual({
      in: false,
      failure,
      message: `PostgreSQL says ${code}`,
    });
  });

  it.each([
    ['is denied', new Refusal('AccessDeniedException', 'no'), 'AccessDeniedException: no'],
    ['is no JSON', `not JSON, but ${password}`, 'not JSON with'],
    ['has no password', JSON.stringify({ username, password: '' }), 'not JSON with'],
  ])('is not tried when the secret %s', async (_what, text, message) => {
    secret = text;
    const outcome = await tryOne();
    expect(outcome).toMatchObject({ in: false, failure: 'secret-unreadable' });
    expect(JSON.stringify(outcome)).toContain(`${ARN}: `);
    expect(JSON.stringify(outcome)).toContain(message);
  });

  it('is not tried at a server that is not trusted', async () => {
    expect(await tryOne({}, {}, { authorities: [] })).toMatchObject({ in: false, failure: 'not-reached' });
    expect(await tryOne({}, { host: '127.0.0.1' })).toMatchObject({
      failure: 'not-reached',
      message: expect.stringContaining('ERR_TLS_CERT_ALTNAME_INVALID'),
    });
  });

  it('ends where nobody listens, and where nobody answers', async () => {
    const proxy = await TcpProxy.start(database.port, { silentAfter: 0 });
    const silent = await tryOne({}, { port: proxy.port }, { timeoutMs: 300 });
    await proxy.stop();
    expect(silent).toMatchObject({ in: false, failure: 'no-answer' });
    expect(await tryOne({}, { port: proxy.port })).toMatchObject({ in: false, failure: 'not-reached' });
  });

  it('gives nothing of a secret away, whatever became of it', () => {
    expect(outcomes.length).toBeGreaterThan(10);
    const text = JSON.stringify(outcomes);
    for (const value of [password, 'of the app', 'wrong', username, 'nobody'])
      expect(text.replaceAll(ARN, '')).not.toContain(value);
  });

  it('changes nothing, and leaves the server nothing to complain of but what was wrong', () => {
    const complaints = database.log.filter((line) =>
      /unexpected EOF|could not receive|read-only|WARNING/.test(line),
    );
    expect(complaints).toEqual([]);
  });
});
