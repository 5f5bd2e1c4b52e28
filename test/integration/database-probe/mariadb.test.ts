import { once } from 'node:events';
import { connect } from 'node:net';
import { createSecureContext } from 'node:tls';
import { type Connection, createConnection } from 'mysql2/promise';
import { SocketDatabaseProbe } from '../../../lambdas/migration/adapters/database-probe/socket-database-probe.ts';
import type { DatabaseEndpoint } from '../../../lambdas/migration/contract/payloads.ts';
import {
  describeWithMariaDb,
  type RealMariaDb,
  startRealMariaDb,
} from '../../support/migration/real-mariadb.ts';

const WITHIN_MS = 60_000;

describeWithMariaDb('A real MariaDB with TLS', () => {
  let database: RealMariaDb;
  let endpoint: DatabaseEndpoint;
  let trusting: SocketDatabaseProbe;
  const open: Connection[] = [];
  beforeAll(async () => {
    database = await startRealMariaDb();
    const { host, port, ca } = database;
    const asked = { kind: 'instance', engine: 'mariadb', roundTrips: 150, p99BudgetMs: 1000 } as const;
    endpoint = { subject: 'shop-db', ...asked, host, port };
    trusting = new SocketDatabaseProbe({ trusted: () => createSecureContext({ ca }) });
  });
  afterEach(async () => {
    for (const connection of open.splice(0)) await connection.end();
  });
  afterAll(() => database?.stop());

  it('says that nobody may come from here, as long as no user may', async () => {
    await database.execute("DROP USER IF EXISTS root@'127.0.0.1', root@'::1'");
    expect(await trusting.reach(endpoint)).toMatchObject({
      reached: false,
      failure: 'host-refused',
      message: expect.stringContaining('1130'),
    });
    await database.execute("CREATE USER app@'%' IDENTIFIED BY 'of the app'");
  });

  it('is reached up to where it knows no such user, and called by its name', async () => {
    expect(await trusting.reach(endpoint)).toMatchObject({
      reached: true,
      server: expect.stringMatching(/^MariaDB \d+\.\d+\.\d+; MySQL has no user kops_cutover_probe \(1045\)$/),
      tls: 'TLSv1.3',
    });
  });

  it('loses nothing of 150 round trips', async () => {
    const { times, lost } = await trusting.roundTrips(endpoint, WITHIN_MS);
    expect({ measured: times.length, lost }).toEqual({ measured: 150, lost: 0 });
  });

  it('is not trusted without its authority, and not under another name', async () => {
    expect(await new SocketDatabaseProbe().reach(endpoint)).toMatchObject({
      failure: 'certificate-unknown-authority',
    });
    expect(await trusting.reach({ ...endpoint, host: '127.0.0.1' })).toMatchObject({
      failure: 'certificate-name',
    });
  });

  it('is not a PostgreSQL', async () => {
    expect(await trusting.reach({ ...endpoint, engine: 'postgres' })).toMatchObject({
      failure: 'other-protocol',
    });
  });

  it('says that it is full', async () => {
    await database.execute('SET GLOBAL max_connections = 10');
    const { host, port, ca } = database;
    const app = { host, port, user: 'app', password: 'of the app', ssl: { ca } };
    while (open.length < 10) open.push(await createConnection(app));
    // One more is kept for a superuser: the probe would get it, and see nothing.
    const eleventh = connect({ host: '127.0.0.1', port });
    await once(eleventh, 'data');
    const seen = await trusting.reach(endpoint);
    eleventh.destroy();
    expect(seen).toMatchObject({
      failure: 'no-connections',
      message: expect.stringContaining('1040'),
    });
  });

  it('has its temporary files for itself: whoever starts beside it deletes those of others', async () => {
    const elsewhere = "@@tmpdir NOT LIKE '%/mariadb-test-%/mariadb'";
    const said = "SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'its temporary files are elsewhere'";
    await database.execute(`BEGIN NOT ATOMIC IF ${elsewhere} THEN ${said}; END IF; END`);
  });

  it('is told goodbye, if it lets the probe in', async () => {
    await database.execute("CREATE USER kops_cutover_probe@'%'");
    const before = database.log.length;
    expect(await trusting.reach(endpoint)).toMatchObject({
      server: expect.stringContaining('accepts the user kops_cutover_probe'),
    });
    await trusting.roundTrips({ ...endpoint, roundTrips: 20 }, WITHIN_MS);
    expect(database.log.slice(before).filter((line) => /Aborted/.test(line))).toEqual([]);
  });
});
