import { type AddressInfo, createServer as createTcpServer, type Server, type Socket } from 'node:net';
import { createServer, type TLSSocket } from 'node:tls';
import { HttpsApiServers } from '../../../lambdas/shared/adapters/api-servers.ts';
import type { ReadyzAnswer } from '../../../lambdas/shared/ports/masters/api-servers.ts';
import { authority, type Certificate, certificateFor } from '../../support/certificates.ts';

const NAME = 'api.internal.k8s.shop.test';
const ADDRESS = '127.0.0.1';
const HEALTHY = '[+]ping ok\n[+]etcd ok\nreadyz check passed\n';
const LIMIT = 64 * 1024;

let ca: Certificate;
let good: Certificate;
beforeAll(async () => {
  ca = await authority('kubernetes-ca');
  good = await certificateFor(NAME, ca);
});

const tell = (status: string, body: string, headers = '') =>
  `HTTP/1.1 ${status}\r\ncontent-length: ${Buffer.byteLength(body)}\r\n${headers}\r\n${body}`;

/** Where an API server should be. */
describe('A server', () => {
  let server: Server;
  let connections: number;
  let received: string;

  /** Awaited by each test: whoever asks leaves no connection behind. */
  afterEach(() => new Promise((closed) => server.close(closed)));

  async function listening(made: Server): Promise<void> {
    [server, connections, received] = [made, 0, ''];
    server.on('connection', (socket: Socket) => {
      connections++;
      socket.on('error', () => undefined);
    });
    await new Promise<void>((done) => server.listen(0, ADDRESS, done));
  }

  /** One that speaks TLS and, once it was asked, does what `behave` says. */
  async function served(behave: (socket: TLSSocket) => void, certificate = good): Promise<void> {
    await listening(
      createServer({ key: certificate.key, cert: certificate.cert }, (socket) => {
        let begun = false;
        socket
          .on('error', () => undefined)
          .on('data', (chunk: Buffer) => {
            received += chunk.toString();
            if (begun || !received.includes('\r\n\r\n')) return;
            begun = true;
            behave(socket);
          });
      }),
    );
  }

  function asking({ token = async () => 'the.token', timeoutMs = 5000, trusted = ca.cert } = {}) {
    const { port } = server.address() as AddressInfo;
    const api = { certificateAuthority: trusted, serverName: NAME };
    return new HttpsApiServers(api, token, { port, timeoutMs }).readyz(ADDRESS);
  }

  const noAnswer = (reason: string | RegExp): ReadyzAnswer => ({
    kind: 'no-answer',
    reason: expect.stringMatching(reason),
  });

  describe('that answers', () => {
    it('is asked for its health by name, with the token, once', async () => {
      await served((socket) => socket.end(tell('200 OK', HEALTHY)));
      expect(await asking()).toEqual({ kind: 'answer', status: 200, body: HEALTHY });
      const [line, ...headers] = received.trimEnd().split('\r\n');
      expect(line).toBe('GET /readyz?verbose HTTP/1.1');
      expect(headers).toEqual(
        expect.arrayContaining([`host: ${NAME}`, 'authorization: Bearer the.token', 'Connection: close']),
      );
      expect(connections).toBe(1);
    });

    it.each([
      ['500 Internal Server Error', '[-]etcd failed: reason withheld\n'],
      ['401 Unauthorized', '{"kind":"Status","reason":"Unauthorized"}'],
      ['403 Forbidden', ''],
      ['200 OK', '<!doctype html><title>Sign in</title>'],
    ])('is taken at its word: %s %s', async (status, body) => {
      await served((socket) => socket.write(tell(status, body)));
      expect(await asking()).toEqual({ kind: 'answer', status: Number(status.slice(0, 3)), body });
    });

    it('elsewhere is not asked there', async () => {
      await served((socket) => {
        const { port } = server.address() as AddressInfo;
        socket.end(tell('302 Found', '', `location: https://${NAME}:${port}/readyz\r\n`));
      });
      expect(await asking()).toEqual({ kind: 'answer', status: 302, body: '' });
      expect(connections).toBe(1);
    });

    it('in pieces is put together', async () => {
      await served((socket) => {
        socket.write('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n');
        for (const piece of ['[+]etcd', ' ok\n'])
          socket.write(`${piece.length.toString(16)}\r\n${piece}\r\n`);
        socket.write('0\r\n\r\n');
      });
      expect(await asking()).toMatchObject({ kind: 'answer', body: '[+]etcd ok\n' });
    });

    it('at the largest size is heard out, and not beyond it', async () => {
      await served((socket) => socket.end(tell('200 OK', 'x'.repeat(LIMIT))));
      const answer = await asking();
      expect(answer.kind === 'answer' && answer.body.length).toBe(LIMIT);
      await new Promise((closed) => server.close(closed));
      await served((socket) => socket.end(tell('200 OK', 'x'.repeat(LIMIT + 1))));
      expect(await asking()).toEqual(noAnswer('longer than 65536 bytes'));
    });
  });

  describe('with a wrong certificate', () => {
    const cases: readonly (readonly [what: string, code: string, make: () => Promise<Certificate>])[] = [
      [
        'of another authority',
        'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
        async () => certificateFor(NAME, await authority('someone-else')),
      ],
      [
        'of another authority of the same name',
        'CERT_SIGNATURE_FAILURE|UNABLE_TO_VERIFY_LEAF_SIGNATURE',
        async () => certificateFor(NAME, await authority('kubernetes-ca')),
      ],
      ['of its own', 'INVALID_PURPOSE|DEPTH_ZERO_SELF_SIGNED_CERT', () => authority(NAME)],
      ['for another name', 'ERR_TLS_CERT_ALTNAME_INVALID', () => certificateFor('api.k8s.other.test', ca)],
      ['that has expired', 'CERT_HAS_EXPIRED', () => certificateFor(NAME, ca, { from: -9, until: -1 })],
      [
        'of the day after tomorrow',
        'CERT_NOT_YET_VALID',
        () => certificateFor(NAME, ca, { from: 2, until: 9 }),
      ],
    ];

    it.each(cases)('%s is told apart, and is sent nothing', async (_what, code, make) => {
      await served((socket) => socket.end(tell('200 OK', HEALTHY)), await make());
      expect(await asking()).toEqual({
        kind: 'wrong-certificate',
        reason: expect.stringMatching(
          new RegExp(`^127\\.0\\.0\\.1 port \\d+: (${code}): asked for ${NAME}; the certificate is CN=`),
        ),
      });
      expect(connections).toBe(1);
      expect(received).toBe('');
    });

    it('is quoted at a bearable length', async () => {
      await served(() => undefined, await certificateFor(`${'long.'.repeat(2000)}test`, ca));
      const answer = await asking();
      expect(answer.kind).toBe('wrong-certificate');
      expect(JSON.stringify(answer).length).toBeLessThan(600);
    });

    it('is wrong though the rest of the world trusts it: only the one authority counts', async () => {
      await served((socket) => socket.end(tell('200 OK', HEALTHY)));
      const other = await authority('another-cluster');
      expect(await asking({ trusted: other.cert })).toMatchObject({ kind: 'wrong-certificate' });
      expect(await asking({ trusted: `${other.cert}\n${ca.cert}` })).toMatchObject({ kind: 'answer' });
    });
  });

  describe('that does not answer', () => {
    const answering = (text: string) => (socket: TLSSocket) => void socket.write(text);

    it.each<[string, (socket: TLSSocket) => void, string]>([
      ['goes away', (socket) => socket.end(), 'socket hang up'],
      ['resets the connection', (socket) => socket.destroy(), 'hang up|ECONNRESET'],
      ['speaks something else', (socket) => socket.end('SSH-2.0-OpenSSH_9.6\r\n'), 'Parse Error'],
      ['speaks no language at all', (socket) => socket.end(Buffer.alloc(4096, 0xfe)), 'Parse Error'],
      [
        'goes away in the middle of its answer',
        (socket) => socket.end(tell('200 OK', HEALTHY).slice(0, -9)),
        'aborted',
      ],
      [
        'wants to speak something else',
        answering('HTTP/1.1 101 Switching\r\nconnection: upgrade\r\nupgrade: h2c\r\n\r\n'),
        'closed before an answer|hang up',
      ],
      [
        'never ends its headers',
        answering(`HTTP/1.1 200 OK\r\nx-long: ${'x'.repeat(1_000_000)}\r\n`),
        'Header overflow|HPE_HEADER_OVERFLOW',
      ],
      [
        'gives lengths that are none',
        answering('HTTP/1.1 200 OK\r\ncontent-length: many\r\n\r\n'),
        'Parse Error',
      ],
    ])('as it %s is told of', async (_what, behave, reason) => {
      await served(behave);
      expect(await asking()).toEqual(noAnswer(`^127\\.0\\.0\\.1 port \\d+: .*(${reason})`));
    });

    it.each([
      ['never stops', (socket: TLSSocket) => flood(socket, 'HTTP/1.1 200 OK\r\n\r\n')],
      [
        'announces 100 MiB',
        (socket: TLSSocket) => flood(socket, `HTTP/1.1 200 OK\r\ncontent-length: ${100 << 20}\r\n\r\n`),
      ],
    ])('within bounds, as it %s, is cut off', async (_what, behave) => {
      const sent = Promise.withResolvers<number>();
      await served((socket) => sent.resolve(behave(socket)));
      expect(await asking()).toEqual(noAnswer('longer than 65536 bytes'));
      expect(await sent.promise).toBeLessThan(20 << 20);
    });

    /** Sends until nobody takes it any more, and at most 100 MiB; resolves to how many bytes went out. */
    async function flood(socket: TLSSocket, head: string): Promise<number> {
      socket.write(head);
      const piece = Buffer.alloc(1 << 20, 'x');
      for (let i = 0; i < 100 && !socket.destroyed; i++) {
        if (socket.write(piece)) continue;
        await new Promise<void>((next) => socket.once('drain', next).once('close', next));
      }
      const { bytesWritten } = socket;
      socket.destroy();
      return bytesWritten;
    }

    describe('in time', () => {
      const SHORT = { timeoutMs: 150 };
      const LATE = 'no whole answer within 0\\.15 s';
      const trickle = (text: string) => (socket: TLSSocket) => {
        const bytes = text[Symbol.iterator]();
        const next = setInterval(() => socket.write(bytes.next().value ?? 'x'), 5);
        socket.once('close', () => clearInterval(next));
      };

      it.each<[string, (socket: TLSSocket) => void]>([
        ['says nothing', () => undefined],
        ['gives its headers byte by byte', trickle(`HTTP/1.1 200 OK\r\nx-slow: ${'x'.repeat(9999)}\r\n`)],
        ['gives its answer byte by byte', trickle(tell('200 OK', 'x'.repeat(9999)))],
        ['says to wait, for ever', trickle('HTTP/1.1 100 Continue\r\n\r\n'.repeat(999))],
        ['leaves its answer open', answering('HTTP/1.1 200 OK\r\n\r\n[+]etcd ok\n')],
      ])('as it %s is told of', async (_what, behave) => {
        await served(behave);
        expect(await asking(SHORT)).toEqual(noAnswer(LATE));
      });

      it('as it never begins with TLS is told of', async () => {
        const silent = createTcpServer((socket) => socket.resume());
        await listening(silent);
        expect(await asking(SHORT)).toEqual(noAnswer(LATE));
      });

      it('as it stops in the middle of the handshake is told of', async () => {
        // The head of a TLS record of 512 bytes, and nothing of it.
        await listening(
          createTcpServer((socket) => void socket.resume().write(Buffer.from('1603030200', 'hex'))),
        );
        expect(await asking(SHORT)).toEqual(noAnswer(LATE));
      });
    });

    it('by TLS is told of', async () => {
      await listening(
        createTcpServer((socket) => void socket.resume().end('HTTP/1.1 400 Bad Request\r\n\r\n')),
      );
      expect(await asking()).toEqual(noAnswer('ERR_SSL_|ECONNRESET'));
    });

    it('but closes at once is told of', async () => {
      await listening(createTcpServer((socket) => void socket.resetAndDestroy()));
      expect(await asking()).toEqual(noAnswer('ECONNRESET'));
    });

    it('as nobody is there is told of', async () => {
      await listening(createTcpServer());
      const asked = new HttpsApiServers(
        { certificateAuthority: ca.cert, serverName: NAME },
        async () => 'token',
        {
          port: (server.address() as AddressInfo).port,
        },
      );
      await new Promise((closed) => server.close(closed));
      expect(await asked.readyz(ADDRESS)).toEqual(noAnswer('ECONNREFUSED'));
    });
  });

  it('is not asked without a token', async () => {
    await served((socket) => socket.end(tell('200 OK', HEALTHY)));
    const unreadable = Object.assign(new Error('no'), { name: 'CredentialsUnreadable' });
    await expect(asking({ token: () => Promise.reject(unreadable) })).rejects.toBe(unreadable);
    expect(connections).toBe(0);
  });
});

describe('An authority', () => {
  it.each(['', 'no certificate', '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n'])(
    'that is none is refused before anybody is asked: %j',
    (certificateAuthority) => {
      expect(
        () => new HttpsApiServers({ certificateAuthority, serverName: NAME }, async () => 'token'),
      ).toThrow(expect.objectContaining({ name: 'InvalidSettings' }));
    },
  );
});
