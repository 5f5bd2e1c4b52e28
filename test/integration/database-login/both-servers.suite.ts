import { readFileSync } from 'node:fs';
import { createSecureContext } from 'node:tls';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { DriverLogins } from '../../../lambdas/migration/adapters/database-login/driver-logins.ts';
import { SocketDatabaseProbe } from '../../../lambdas/migration/adapters/database-probe/socket-database-probe.ts';
import type { DatabaseSettings } from '../../../lambdas/migration/contract/settings.ts';
import { DATABASE_LOGIN } from '../../../rehearsal/scenes/migration/made-up-values.ts';
import { JsonServer } from '../../support/json-server.ts';
import { type RealDatabase, startRealDatabase } from '../../support/migration/real-database.ts';
import { describeWithMariaDb } from '../../support/migration/real-mariadb.ts';
import { COMMON, database, ENGINES, LOGIN } from '../database-servers/shared-servers.ts';

describeWithMariaDb('What stands for configured databases', () => {
  let secrets: JsonServer;
  beforeAll(async () => {
    secrets = await JsonServer.start({
      GetSecretValue: () => ({ SecretString: JSON.stringify(DATABASE_LOGIN) }),
    });
  });
  afterAll(() => secrets?.stop());

  const endpointOf = (engine: DatabaseSettings['engine']) => ({
    subject: `shop-${engine}`,
    ...COMMON,
    engine,
    host: database.host,
    port: (engine === 'postgres' ? database.port : database.mariaDbPort) ?? 0,
  });

  it.each([
    ['postgres', /PostgreSQL/],
    ['mariadb', /^MariaDB .*MySQL has no user/],
    ['mysql', /^MariaDB .*MySQL has no user/],
  ] as const)('is reached by the same authority for %s', async (engine, server) => {
    const probe = new SocketDatabaseProbe({ trusted: () => createSecureContext({ ca: database.ca }) });
    expect(await probe.reach(endpointOf(engine))).toMatchObject({
      reached: true,
      server: expect.stringMatching(server),
    });
  });

  it.each(ENGINES)('lets the user of the secrets into the named database of %s', async (engine) => {
    const client = new SecretsManagerClient({ ...secrets.client, maxAttempts: 1 });
    const options = { authorities: () => [database.ca], secrets: client, timeoutMs: 5000 };
    expect(await new DriverLogins(options).tryOne(endpointOf(engine), LOGIN)).toMatchObject({ in: true });
  });
});

describe('A PostgreSQL whose users come by a token of IAM', () => {
  const USERS = ['the "app"', DATABASE_LOGIN.username];
  const login = (iamUser: string) => ({ by: { iamUser }, database: '' });
  let servers: RealDatabase;
  beforeAll(async () => {
    servers = await startRealDatabase(
      USERS.map((user, i) => ({
        ...COMMON,
        identifier: `shop-db-${i}`,
        engine: 'postgres',
        login: login(user),
      })),
    );
  });
  afterAll(() => servers?.stop());

  function tryAs(user: string) {
    const { host, port, authorityFile } = servers;
    const secrets = new SecretsManagerClient({
      region: 'us-west-1',
      credentials: { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'secret' },
    });
    const authorities = () => [readFileSync(authorityFile, 'utf8')];
    const logins = new DriverLogins({ authorities, secrets, timeoutMs: 5000 });
    const endpoint = { subject: 'shop-db', ...COMMON, engine: 'postgres', host, port } as const;
    return logins.tryOne(endpoint, login(user));
  }

  it.each([
    ['that user', USERS[0]],
    ['a user who is called as that of the secrets', USERS[1]],
  ])('lets in %s with any token', async (_who, user = '') => {
    expect(await tryAs(user)).toMatchObject({ in: true });
  });

  it('lets in nobody else', async () => {
    expect(await tryAs('other')).toMatchObject({ in: false, failure: 'refused' });
  });

  it('has no MariaDB beside it, which no configured database needs', () => {
    expect(servers.mariaDbPort).toBeUndefined();
  });
});
