import { createServer } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { HttpsApiServers } from '../../../../lambdas/masters/adapters/api-servers.ts';
import {
  ADDRESS,
  asking,
  ca,
  close,
  HEALTHY,
  httpAnswer,
  listening,
  NAME,
  noAnswer,
  port,
  served,
} from './scripted-api-server.ts';

describe('A server', () => {
  describe('that does not answer', () => {
    const answering = (text: string) => (socket: TLSSocket) => void socket.write(text);

    it.each<[string, (socket: TLSSocket) => void, string]>([
      ['goes away', (socket) => socket.end(), 'socket hang up'],
      ['resets the connection', (socket) => socket.destroy(), 'hang up|ECONNRESET'],
      ['speaks something else', (socket) => socket.end('SSH-2.0-OpenSSH_9.6\r\n'), 'Parse Error'],
      ['speaks no language at all', (socket) => socket.end(Buffer.alloc(4096, 0xfe)), 'Parse Error'],
      [
        'goes away in the middle of its answer',
        (socket) => socket.end(httpAnswer('200 OK', HEALTHY).slice(0, -9)),
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
    ])('as it %s is reported', async (_what, behave, reason) => {
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
        ['gives its answer byte by byte', trickle(httpAnswer('200 OK', 'x'.repeat(9999)))],
        ['says to wait, for ever', trickle('HTTP/1.1 100 Continue\r\n\r\n'.repeat(999))],
        ['leaves its answer open', answering('HTTP/1.1 200 OK\r\n\r\n[+]etcd ok\n')],
      ])('as it %s is reported', async (_what, behave) => {
        await served(behave);
        expect(await asking(SHORT)).toEqual(noAnswer(LATE));
      });

      it('as it never begins with TLS is reported', async () => {
        const silent = createServer((socket) => socket.resume());
        await listening(silent);
        expect(await asking(SHORT)).toEqual(noAnswer(LATE));
      });

      it('as it stops in the middle of the handshake is reported', async () => {
        // The head of a TLS record of 512 bytes, and nothing of it.
        await listening(
          createServer((socket) => void socket.resume().write(Buffer.from('1603030200', 'hex'))),
        );
        expect(await asking(SHORT)).toEqual(noAnswer(LATE));
      });
    });

    it('by TLS is reported', async () => {
      await listening(createServer((socket) => void socket.resume().end('HTTP/1.1 400 Bad Request\r\n\r\n')));
      expect(await asking()).toEqual(noAnswer('ERR_SSL_|ECONNRESET'));
    });

    it('but closes at once is reported', async () => {
      await listening(createServer((socket) => void socket.resetAndDestroy()));
      expect(await asking()).toEqual(noAnswer('ECONNRESET'));
    });

    it('as nobody is there is reported', async () => {
      await listening(createServer());
      const asked = new HttpsApiServers(
        { certificateAuthority: (await ca).cert, serverName: NAME },
        async () => 'token',
        {
          port: port(),
        },
      );
      await close();
      expect(await asked.readyz(ADDRESS)).toEqual(noAnswer('ECONNREFUSED'));
    });
  });
});
