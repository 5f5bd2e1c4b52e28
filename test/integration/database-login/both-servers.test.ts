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

const ARN = 'arn:aws:secretsmanager:us-west-1:111122223333:secret:shop/db-AbCdEf';
const LOGIN = { by: { secretArn: ARN }, database: 'shop`s "own"' };
const COMMON = { kind: 'instance', roundTrips: 20, p99BudgetMs: 1000 } as const;
const ENGINES = ['postgres', 'mariadb', 'mysql'] as const;
const CONFIGURED: readonly DatabaseSettings[] = ENGINES.map((engine) => ({
  ...COMMON,
  identifier: `shop-${engine}`,
  engine,
  login: LOGIN,
}));

describeWithMariaDb('What stands for configured databases', () => {
  let servers: RealDatabase;
  let secrets: JsonServer;
  let ca: string;
  beforeAll(async () => {
    servers = await startRealDatabase(CONFIGURED);
    ca = readFileSync(servers.authorityFile, 'utf8');
    secrets = await JsonServer.start({
      GetSecretValue: () => ({ SecretString: JSON.stringify(DATABASE_LOGIN) }),
    });
  });
  afterAll(async () => {
    await Promise.all([servers?.stop(), secrets?.stop()]);
  });

  const endpointOf = (engine: DatabaseSettings['engine']) => ({
    subject: `shop-${engine}`,
    ...COMMON,
    engine,
    host: servers.host,
    port: (engine === 'postgres' ? servers.port : servers.mariaDbPort) ?? 0,
  });

  it.each([
    ['postgres', /PostgreSQL/],
    ['mariadb', /^MariaDB .*MySQL has no user/],
    ['mysql', /^MariaDB .*MySQL has no user/],
  ] as const)('is reached by the same authority for %s', async (engine, server) => {
    const probe = new SocketDatabaseProbe({ trusted: () => createSecureContext({ ca }) });
    expect(await probe.reach(endpointOf(engine))).toMatchObject({
      reached: true,
      server: expect.stringMatching(server),
    });
  });

  it.each(ENGINES)('lets the user of the secrets into the named database of %s', async (engine) => {
    const client = new SecretsManagerClient({ ...secrets.client, maxAttempts: 1 });
    const logins = new DriverLogins({ authorities: () => [ca], secrets: client, timeoutMs: 5000 });
    expect(await logins.tryOne(endpointOf(engine), LOGIN)).toMatchObject({ in: true });
  });
});

describe('A PostgreSQL whose user comes by a token of IAM', () => {
  it.each([
    ['that user', 'the "app"'],
    ['a user who is called as that of the secrets', DATABASE_LOGIN.username],
  ])('lets in %s with any token, and nobody else', async (_who, iamUser) => {
    const login = { by: { iamUser }, database: '' };
    const servers = await startRealDatabase([
      { ...COMMON, identifier: 'shop-db', engine: 'postgres', login },
    ]);
    const ca = readFileSync(servers.authorityFile, 'utf8');
    const secrets = new SecretsManagerClient({
      region: 'us-west-1',
      credentials: { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'secret' },
    });
    const logins = new DriverLogins({ authorities: () => [ca], secrets, timeoutMs: 5000 });
    const { host, port } = servers;
    const endpoint = { subject: 'shop-db', ...COMMON, engine: 'postgres', host, port } as const;
    const outcome = await logins.tryOne(endpoint, login);
    const other = await logins.tryOne(endpoint, { ...login, by: { iamUser: 'other' } });
    await servers.stop();
    expect(outcome).toMatchObject({ in: true });
    expect(other).toMatchObject({ in: false, failure: 'refused' });
  });
});

describe('Where no configured database needs it', () => {
  it('no MariaDB is started', async () => {
    const servers = await startRealDatabase(CONFIGURED.filter(({ engine }) => engine === 'postgres'));
    await servers.stop();
    expect(servers.mariaDbPort).toBeUndefined();
  });
});
