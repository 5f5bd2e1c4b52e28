import { once } from 'node:events';
import { connect } from 'node:net';
import { SocketDatabaseProbe } from '../../../lambdas/migration/adapters/database-probe/socket-database-probe.ts';
import { trustedAuthorities } from '../../../lambdas/migration/adapters/database-probe/tls-upgrade.ts';
import type { DatabaseEndpoint } from '../../../lambdas/migration/contract/payloads.ts';
import { authority, type Certificate, certificateFor } from '../../support/certificates.ts';
import { type MySqlManners, MySqlServer } from '../../support/migration/mysql-server.ts';

const WITHIN_MS = 60_000;
const HOST = 'shop-db.abc.us-west-1.rds.amazonaws.com';

describe('MySQL', () => {
  let ca: Certificate;
  let certificate: Certificate;
  let server: MySqlServer | undefined;
  beforeAll(async () => {
    ca = await authority('Test authority');
    certificate = await certificateFor(HOST, ca);
  });
  afterEach(async () => {
    await server?.stop();
    server = undefined;
  });

  async function start(manners: MySqlManners) {
    server = await MySqlServer.start(manners);
    const asked = { kind: 'instance', engine: 'mysql', roundTrips: 5, p99BudgetMs: 1000 } as const;
    const endpoint: DatabaseEndpoint = { subject: 'shop-db', ...asked, host: HOST, port: server.port };
    const probe = new SocketDatabaseProbe({
      lookup: async () => ['127.0.0.1'],
      trusted: () => trustedAuthorities('instance', [ca.cert]),
    });
    return { server, endpoint, probe };
  }

  it.each<[string, MySqlManners]>([
    ['knows no such user', {}],
    ['asks for another plugin first', { switchesPlugin: true }],
  ])('that %s is reached, and has nothing to complain of', async (_what, manners) => {
    const { server, endpoint, probe } = await start({ certificate, ...manners });
    expect(await probe.reach(endpoint)).toEqual({
      reached: true,
      addresses: ['127.0.0.1'],
      server: 'MySQL 8.0.36; MySQL has no user kops_cutover_probe (1045)',
      tls: 'TLSv1.3',
      certificate: expect.stringContaining(`CN=${HOST}, issued by Test authority`),
    });
    expect(server.logins).toEqual([{ user: 'kops_cutover_probe', tls: true }]);
    expect(server.violations).toEqual([]);
  });

  it('that lets anybody in is reached, and told that the client goes', async () => {
    const { server, endpoint, probe } = await start({ certificate, verdict: 'ok' });
    expect(await probe.reach(endpoint)).toMatchObject({ reached: true });
    expect(server.violations).toEqual([]);
    expect(server.goodbyes).toBe(1);
  });

  it.each([
    ['5.5.5-10.11.19-MariaDB-0+deb12u1', 'MariaDB 10.11.19'],
    ['11.8.3-MariaDB', 'MariaDB 11.8.3'],
    ['8.0.36', 'MySQL 8.0.36'],
  ])('that says %s is %s', async (version, server) => {
    const { endpoint, probe } = await start({ certificate, version });
    expect(await probe.reach(endpoint)).toMatchObject({
      server: `${server}; MySQL has no user kops_cutover_probe (1045)`,
    });
  });

  it.each<[string, MySqlManners, object]>([
    ['offers no TLS', {}, { failure: 'no-tls', message: expect.stringContaining('8.0.36') }],
    [
      'is full',
      { refusal: { code: 1040, message: 'Too many connections' } },
      {
        failure: 'no-connections',
        message: 'MySQL says 1040 instead of a greeting: Too many connections',
      },
    ],
    [
      'blocks this host',
      { refusal: { code: 1129, message: 'Host is blocked' } },
      { failure: 'host-refused', message: expect.stringContaining('1129') },
    ],
  ])('that %s is told apart', async (_what, manners, expected) => {
    const { endpoint, probe } = await start(manners);
    expect(await probe.reach(endpoint)).toMatchObject({ reached: false, ...expected });
  });

  it('that answers the log-in with another error than "access denied" refuses clients', async () => {
    const verdict = { code: 1226, message: 'has exceeded the max_user_connections resource' };
    const { endpoint, probe } = await start({ certificate, verdict });
    expect(await probe.reach(endpoint)).toMatchObject({
      failure: 'no-connections',
      message: 'MySQL says 1226: has exceeded the max_user_connections resource',
    });
  });

  it('answers round trips, each brought to its end so that none counts as a broken connection', async () => {
    const { server, endpoint, probe } = await start({ certificate });
    const { times, lost } = await probe.roundTrips(endpoint, WITHIN_MS);
    expect({ measured: times.length, lost }).toEqual({ measured: 5, lost: 0 });
    expect(server.logins).toHaveLength(5);
    expect(server.violations).toEqual([]);
  });

  describe('as the tests have it', () => {
    it.each<[string, Buffer, RegExp]>([
      ['goes away at once', Buffer.alloc(0), /went away/],
      ['answers out of order', Buffer.from([32, 0, 0, 7]), /packet 7 in place of 1/],
      ['answers nothing', Buffer.from([0, 0, 0, 1]), /an empty packet/],
      ['says too little', Buffer.from([4, 0, 0, 1, 0, 2, 0, 0]), /4 bytes are no answer/],
      [
        'speaks an old protocol',
        Buffer.concat([Buffer.from([32, 0, 0, 1]), Buffer.alloc(32)]),
        /does not speak 4.1/,
      ],
    ])('sees a client that %s', async (_what, bytes, violation) => {
      const { server } = await start({ certificate });
      const socket = connect(server.port, '127.0.0.1');
      socket.on('error', () => undefined);
      await once(socket, 'readable');
      socket.end(bytes);
      socket.resume();
      await once(socket, 'close');
      expect(server.violations).toEqual([expect.stringMatching(violation)]);
    });
  });
});
