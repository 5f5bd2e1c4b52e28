import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { createSecureContext, TLSSocket } from 'node:tls';
import {
  type ProbeOptions,
  SocketDatabaseProbe,
} from '../../../lambdas/migration/adapters/database-probe/socket-database-probe.ts';
import type { DatabaseEndpoint } from '../../../lambdas/migration/contract/payloads.ts';
import { authority, type Certificate, certificateFor } from '../../support/certificates.ts';

const HOST = 'shop-db.abc.us-west-1.rds.amazonaws.com';
const WITHIN_MS = 60_000;
const ENGINES = ['postgres', 'mysql'] as const;

/** A server that does one thing with every connection. */
class OddServer {
  readonly port: number;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();

  static async start(serve: (socket: Socket) => void): Promise<OddServer> {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new OddServer(server, serve);
  }

  private constructor(server: Server, serve: (socket: Socket) => void) {
    this.#server = server;
    this.port = (server.address() as { port: number }).port;
    server.on('connection', (socket) => {
      this.#sockets.add(socket);
      socket.on('error', () => undefined);
      serve(socket);
    });
  }

  async stop(): Promise<void> {
    const closed = once(this.#server, 'close');
    this.#server.close();
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }
}

const endpointAt = (port: number, engine: DatabaseEndpoint['engine']): DatabaseEndpoint => ({
  subject: 'shop-db',
  kind: 'instance',
  engine,
  roundTrips: 20,
  p99BudgetMs: 1000,
  host: HOST,
  port,
});

describe('The way to a database', () => {
  let ca: Certificate;
  let server: OddServer | undefined;
  beforeAll(async () => {
    ca = await authority('Test authority');
  });
  afterEach(async () => {
    await server?.stop();
    server = undefined;
  });
  const probeWith = (options: Partial<ProbeOptions> = {}) =>
    new SocketDatabaseProbe({
      lookup: async () => ['127.0.0.1'],
      trusted: () => createSecureContext({ ca: ca.cert }),
      ...options,
    });
  async function reach(
    serve: (socket: Socket) => void,
    engine: DatabaseEndpoint['engine'] = 'postgres',
    options: Partial<ProbeOptions> = {},
  ) {
    server = await OddServer.start(serve);
    return probeWith(options).reach(endpointAt(server.port, engine));
  }

  it('ends where the name does not resolve', async () => {
    const probe = probeWith({
      lookup: () => Promise.reject(new Error(`getaddrinfo ENOTFOUND ${HOST}`)),
    });
    expect(await probe.reach(endpointAt(5432, 'postgres'))).toEqual({
      reached: false,
      addresses: [],
      failure: 'not-resolved',
      message: `getaddrinfo ENOTFOUND ${HOST}`,
    });
    expect(await probe.roundTrips(endpointAt(5432, 'postgres'), WITHIN_MS)).toEqual({ times: [], lost: 3 });
  });

  it('ends where the resolver says nothing', async () => {
    const probe = probeWith({ lookup: () => new Promise(() => undefined), timeoutMs: 300 });
    expect(await probe.reach(endpointAt(5432, 'postgres'))).toMatchObject({
      failure: 'not-resolved',
      message: expect.stringContaining('in time'),
    });
  });

  it('ends where nobody listens', async () => {
    const gone = await OddServer.start(() => undefined);
    await gone.stop();
    expect(await probeWith().reach(endpointAt(gone.port, 'postgres'))).toMatchObject({
      addresses: ['127.0.0.1'],
      failure: 'refused',
      message: expect.stringContaining('ECONNREFUSED'),
    });
  });

  it('is tried at every address, as clients do', async () => {
    server = await OddServer.start((socket) => socket.end('N'));
    const both = probeWith({ lookup: async () => ['127.0.0.2', '127.0.0.1'] });
    expect(await both.reach(endpointAt(server.port, 'postgres'))).toMatchObject({ failure: 'no-tls' });
  });

  it.each(ENGINES)('ends where nobody answers, for %s', async (engine) => {
    const outcome = await reach((socket) => socket.pause(), engine, { timeoutMs: 300 });
    expect(outcome).toMatchObject({ reached: false, failure: 'no-answer' });
  });

  it.each(ENGINES)('ends where the connection is closed, for %s', async (engine) => {
    expect(await reach((socket) => socket.end(), engine)).toMatchObject({ failure: 'closed' });
    await server?.stop();
    expect(await reach((socket) => socket.resetAndDestroy(), engine)).toMatchObject({ failure: 'closed' });
  });

  it.each<[string, (socket: Socket) => void]>([
    ['once it was asked', (socket) => socket.once('data', () => socket.end())],
    ['in the middle of an answer', (socket) => socket.end(Buffer.from([5, 0]))],
    ['a while later', (socket) => setTimeout(() => socket.end(), 50)],
  ])('ends where the connection is closed %s', async (_when, serve) => {
    const engine = _when.includes('middle') ? 'mysql' : 'postgres';
    expect(await reach(serve, engine)).toMatchObject({ failure: 'closed' });
  });

  it.each<[DatabaseEndpoint['engine'], string]>([
    ['postgres', 'SSH-2.0-OpenSSH_9.9\r\n'],
    ['postgres', 'HTTP/1.1 400 Bad Request\r\n\r\n'],
    ['mysql', 'SSH-2.0-OpenSSH_9.9\r\n'],
    ['mysql', '\x05\0\0\0\x09old\0'],
    ['mysql', '\x05\0\0\0\x0a8.0.36'],
    ['mysql', '\x03\0\0\x01\x0a8\0'],
    ['mysql', '\0\0\0\0'],
  ])('ends where something else answers %s: %j', async (engine, text) => {
    const outcome = await reach((socket) => socket.end(Buffer.from(text, 'latin1')), engine);
    expect(outcome).toMatchObject({ reached: false, failure: 'other-protocol' });
  });

  it.each([
    ['N', 'no-tls'],
    ['E', 'refused-by-database'],
  ])('ends where PostgreSQL answers SSLRequest with %s', async (answer, failure) => {
    const outcome = await reach((socket) => socket.once('data', () => socket.end(answer)));
    expect(outcome).toMatchObject({ reached: false, failure });
  });

  it('ends where somebody speaks in clear text before the handshake', async () => {
    const outcome = await reach((socket) => socket.once('data', () => socket.write('S injected')));
    expect(outcome).toMatchObject({ failure: 'other-protocol', message: expect.stringContaining('between') });
  });

  it('ends where TLS is agreed on and then fails', async () => {
    const outcome = await reach((socket) =>
      socket.once('data', () => {
        socket.write('S');
        socket.once('data', () => socket.end('this is no TLS'));
      }),
    );
    expect(outcome).toMatchObject({ failure: 'tls-failed' });
  });

  /** PostgreSQL with TLS; over it the start-up is answered with these bytes. */
  const overTls =
    (certificate: Certificate, answer: Buffer, hello?: (bytes: Buffer) => void) => (socket: Socket) => {
      socket.once('readable', () => {
        socket.read();
        socket.write('S');
        const secureContext = createSecureContext(certificate);
        const secure = new TLSSocket(socket, { isServer: true, secureContext });
        secure.on('error', () => undefined);
        secure.once('data', (bytes: Buffer) => {
          hello?.(bytes);
          secure.write(answer);
        });
      });
    };
  const message = (type: string, body: Buffer | string) => {
    const content = Buffer.from(body);
    const head = Buffer.from(`${type}____`);
    head.writeInt32BE(content.length + 4, 1);
    return Buffer.concat([head, content]);
  };
  const error = (code: string, text: string) => message('E', `SFATAL\0VFATAL\0C${code}\0M${text}\0\0`);
  const password = message('R', Buffer.from([0, 0, 0, 5, 1, 2, 3, 4]));

  it.each<[string, { from: number; until: number }, string, boolean, string]>([
    ['over', { from: -20, until: -10 }, HOST, true, 'certificate-expired'],
    ['not yet good', { from: 10, until: 20 }, HOST, true, 'certificate-not-yet-valid'],
    ['for another name', { from: -1, until: 10 }, 'other.example', true, 'certificate-name'],
    ['by another authority', { from: -1, until: 10 }, HOST, false, 'certificate-unknown-authority'],
  ])(
    'ends where the certificate is %s, before anything is said',
    async (_what, validity, host, known, failure) => {
      const by = known ? ca : await authority('Somebody');
      const certificate = await certificateFor(host, by, validity);
      const heard: Buffer[] = [];
      const outcome = await reach(overTls(certificate, password, (bytes) => heard.push(bytes)));
      expect(outcome).toMatchObject({
        reached: false,
        failure,
        message: expect.stringContaining(`CN=${host}`),
      });
      expect(heard).toEqual([]);
    },
  );

  it.each<[string, Buffer, object]>([
    [
      'that anybody may come in',
      message('R', Buffer.alloc(4)),
      { reached: true, server: 'PostgreSQL asks for no password' },
    ],
    ['for a password', password, { reached: true, server: 'PostgreSQL asks for an MD5 password' }],
    [
      'in two messages',
      Buffer.concat([message('v', Buffer.alloc(8)), message('N', 'SNOTICE\0\0'), password]),
      { reached: true },
    ],
    [
      'for something new',
      message('R', Buffer.from([0, 0, 0, 99])),
      { reached: true, server: 'PostgreSQL asks for authentication of kind 99' },
    ],
    [
      'that nobody is called so',
      error('28000', 'role "kops_cutover_probe" does not exist'),
      { reached: true, server: 'PostgreSQL has no user kops_cutover_probe (28000)' },
    ],
    [
      'that nobody may come from here',
      error('28000', 'no pg_hba.conf entry for host "10.0.0.1", user "kops_cutover_probe"'),
      { failure: 'host-refused', message: expect.stringContaining('pg_hba.conf') },
    ],
    [
      'that it is full',
      error('53300', 'sorry, too many clients already'),
      { failure: 'no-connections', message: 'PostgreSQL says 53300: sorry, too many clients already' },
    ],
    [
      'that it is starting',
      error('57P03', 'the database system is starting up'),
      { failure: 'refused-by-database' },
    ],
    [
      'that its proxy knows no such role',
      error('28000', 'This RDS proxy has no credentials for the role kops_cutover_probe.'),
      { reached: true },
    ],
    ['with something else', message('Z', 'I'), { failure: 'other-protocol' }],
    ['with too much', Buffer.from('R\x7f\xff\xff\xff', 'latin1'), { failure: 'other-protocol' }],
  ])('leads to PostgreSQL, which answers %s', async (_what, answer, expected) => {
    const certificate = await certificateFor(HOST, ca);
    expect(await reach(overTls(certificate, answer))).toMatchObject(expected);
  });

  it('introduces itself by name, with nothing secret', async () => {
    const certificate = await certificateFor(HOST, ca);
    const heard: Buffer[] = [];
    await reach(overTls(certificate, password, (bytes) => heard.push(bytes)));
    const text = Buffer.concat(heard).toString('latin1');
    expect(text.slice(8)).toBe(
      'user\0kops_cutover_probe\0database\0postgres\0application_name\0kops-cutover\0\0',
    );
    expect(heard[0]?.readInt32BE(4)).toBe(196_608);
  });

  it('loses the round trips that get no answer, and gives up after three in a row', async () => {
    const certificate = await certificateFor(HOST, ca);
    const serve = overTls(certificate, password);
    let connections = 0;
    server = await OddServer.start((socket) => {
      connections += 1;
      if (connections % 5 === 0) socket.end();
      else serve(socket);
    });
    const trips = await probeWith().roundTrips(endpointAt(server.port, 'postgres'), WITHIN_MS);
    expect({ measured: trips.times.length, lost: trips.lost }).toEqual({ measured: 16, lost: 4 });
    await server.stop();
    connections = 0;
    server = await OddServer.start((socket) => {
      connections += 1;
      socket.end();
    });
    const none = await probeWith().roundTrips(endpointAt(server.port, 'postgres'), WITHIN_MS);
    expect(none).toEqual({ times: [], lost: 3 });
    expect(connections).toBe(3);
  });
});
