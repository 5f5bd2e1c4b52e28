import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { type Connection, createConnection } from 'mysql2/promise';
import { DriverLogins } from '../../../lambdas/migration/adapters/database-login/driver-logins.ts';
import type { LoginOutcome } from '../../../lambdas/migration/contract/database-logins.ts';
import type { DatabaseEndpoint } from '../../../lambdas/migration/contract/payloads.ts';
import { JsonServer } from '../../support/json-server.ts';
import {
  describeWithMariaDb,
  type RealMariaDb,
  startRealMariaDb,
} from '../../support/migration/real-mariadb.ts';
import { TcpProxy } from '../../support/migration/tcp-proxy.ts';

const ARN = 'arn:aws:secretsmanager:us-west-1:111122223333:secret:shop/db-AbCdEf';

describeWithMariaDb('A login to a real MariaDB', () => {
  let database: RealMariaDb;
  let secrets: JsonServer;
  let secret: object;
  const outcomes: LoginOutcome[] = [];

  beforeAll(async () => {
    database = await startRealMariaDb();
    secrets = await JsonServer.start({ GetSecretValue: () => ({ SecretString: JSON.stringify(secret) }) });
    await database.execute(
      'CREATE DATABASE shop',
      'CREATE DATABASE closed',
      "CREATE USER app@'%' IDENTIFIED BY 'of the app'",
      'GRANT SELECT ON shop.* TO app',
      "CREATE USER full@'%' IDENTIFIED BY 'of the app' WITH MAX_USER_CONNECTIONS 1",
      'SET GLOBAL max_connections = 20',
    );
  });
  afterAll(async () => {
    await Promise.all([database?.stop(), secrets?.stop()]);
  });
  beforeEach(() => {
    secret = { username: 'app', password: 'of the app' };
  });

  async function tryOne(
    name = '',
    at: Partial<DatabaseEndpoint> = {},
    { authorities = [database.ca], timeoutMs = 2000 } = {},
  ) {
    const { host, port } = database;
    const asked = { kind: 'instance', engine: 'mariadb', roundTrips: 20, p99BudgetMs: 1000 } as const;
    const client = new SecretsManagerClient({ ...secrets.client, maxAttempts: 1 });
    const options = { authorities: () => authorities, secrets: client, timeoutMs };
    const login = { by: { secretArn: ARN }, database: name };
    const endpoint = { subject: 'shop-db', ...asked, host, port, ...at };
    const outcome = await new DriverLogins(options).tryOne(endpoint, login);
    outcomes.push(outcome);
    return outcome;
  }

  it.each(['', 'shop'])('leads to answers, and to how many connections there are (%j)', async (name) => {
    expect(await tryOne(name)).toEqual({
      in: true,
      query: expect.objectContaining({ p50: expect.any(Number), max: expect.any(Number) }),
      connections: { most: 20, open: 0 },
    });
  });

  it.each([
    ['a wrong password', { username: 'app', password: 'wrong' }, '', 'refused', '1045'],
    ['a database that is closed to the user', undefined, 'closed', 'refused', '1044'],
    ['a database that is not there', undefined, 'nowhere', 'refused', '1044'],
    ['one that is not there, to a superuser', 'admin', 'nowhere', 'no-such-database', '1049'],
  ])('is refused for %s', async (_what, as, name, failure, code) => {
    if (as === 'admin') await database.execute("GRANT ALL ON *.* TO admin@'%' IDENTIFIED BY 'of the app'");
    secret = typeof as === 'object' ? as : { username: as ?? 'app', password: 'of the app' };
    expect(await tryOne(name)).toEqual({ in: false, failure, message: `MySQL says ${code}` });
  });

  it('is refused to a user who has no connection left', async () => {
    secret = { username: 'full', password: 'of the app' };
    const { host, port, ca } = database;
    const only = await createConnection({ host, port, user: 'full', password: 'of the app', ssl: { ca } });
    const outcome = await tryOne();
    await only.end();
    expect(outcome).toEqual({ in: false, failure: 'no-connections', message: 'MySQL says 1226' });
  });

  it('sees that the database is full, also where one connection is kept for a superuser', async () => {
    const { host, port, ca } = database;
    const app = { host, port, user: 'app', password: 'of the app', ssl: { ca } };
    const open: Connection[] = [];
    while (open.length < 20) open.push(await createConnection(app));
    const outcome = await tryOne();
    for (const connection of open) await connection.end();
    expect(outcome).toEqual({ in: false, failure: 'no-connections', message: 'MySQL says 1040' });
  });

  it('is not tried at a server that is not trusted', async () => {
    expect(await tryOne('', {}, { authorities: [] })).toMatchObject({ in: false, failure: 'not-reached' });
    expect(await tryOne('', { host: '127.0.0.1' })).toMatchObject({ in: false, failure: 'not-reached' });
  });

  it('ends where nobody listens, and where nobody answers', async () => {
    const proxy = await TcpProxy.start(database.port, { silentAfter: 0 });
    const silent = await tryOne('', { port: proxy.port }, { timeoutMs: 300 });
    await proxy.stop();
    expect(silent).toMatchObject({ in: false, failure: 'no-answer' });
    expect(await tryOne('', { port: proxy.port })).toMatchObject({ in: false, failure: 'not-reached' });
  });

  it('gives nothing of a secret away, whatever became of it', () => {
    expect(outcomes.length).toBeGreaterThan(8);
    for (const value of ['of the app', 'wrong', 'app', 'admin'])
      expect(JSON.stringify(outcomes)).not.toContain(value);
  });

  it('ends in order where it was let in', () => {
    expect(
      database.log.filter((line) => /Aborted connection .* user: '(app|admin|full)'/.test(line)),
    ).toEqual([]);
  });
});
