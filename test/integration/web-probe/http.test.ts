import { createServer } from 'node:http';
import { SocketWebProbe } from '../../../lambdas/migration/adapters/web-probe/socket-web-probe.ts';
import { type Certificate, certificateFor } from '../../support/certificates.ts';
import { https, placeOf, stopServers, tcp } from './servers.ts';

const HOST = 'www.shop.test';
const limits = { connectMs: 1000, handshakeMs: 1000, headerMs: 400, bodyMs: 400, bodyBytes: 1000 };
const probe = new SocketWebProbe(limits);
const request = { scheme: 'https', host: HOST, path: '/a?b=c' } as const;
const MEBIBYTE = Buffer.alloc(1_048_576, 'x');

afterEach(stopServers);

describe('A request to a real HTTPS server', () => {
  let certificate: Certificate;
  beforeAll(async () => {
    certificate = await certificateFor(HOST, undefined);
  });

  it('asks as a client does, and tells all of the answer', async () => {
    const place = await https(certificate, ({ url, headers }, response) => {
      response.writeHead(203, { 'X-One': 'a', 'Set-Cookie': ['b=1', 'c=2'] });
      response.end(`${headers.host} ${url}`);
    });
    expect(await probe.get(place, request)).toMatchObject({
      answered: true,
      value: {
        status: 203,
        headers: { 'x-one': 'a', 'set-cookie': 'b=1, c=2' },
        body: 'www.shop.test /a?b=c',
      },
    });
  });

  it('follows no redirect', async () => {
    const place = await https(certificate, (_, response) =>
      response.writeHead(301, { location: 'https://www.shop.test/a?b=c' }).end(),
    );
    expect(await probe.get(place, request)).toMatchObject({ value: { status: 301 } });
  });

  it('reads no more of a body without an end than the limit', async () => {
    let sent = 0;
    const place = await https(certificate, (_, response) => {
      const send = () => {
        while (response.write(MEBIBYTE)) sent += MEBIBYTE.length;
        sent += MEBIBYTE.length;
      };
      response.on('drain', send);
      send();
    });
    const attempt = await probe.get(place, request);
    expect(attempt).toMatchObject({ answered: true, value: { status: 200, cutAt: 1000 } });
    expect(attempt.answered && attempt.value.body.length).toBe(1000);
    expect(sent).toBeLessThan(20 * MEBIBYTE.length);
  });

  it.each([
    ['sends no header', () => undefined, 'answer-late'],
    ['sends its body a byte at a time', trickle, 'answer-slow'],
    [
      'sends a header without an end',
      (_, response) => response.writeHead(200, { 'x-long': 'x'.repeat(70_000) }).end(),
      'header-too-long',
    ],
    ['closes before the answer', ({ socket }) => socket.destroy(), 'closed'],
    [
      'closes in the middle of the answer',
      ({ socket }, response) => {
        response.writeHead(200, { 'content-length': 100 });
        response.write('half', () => socket.destroy());
      },
      'closed',
    ],
  ] as const satisfies readonly (readonly [string, Parameters<typeof https>[1], string])[])(
    'ends with a failure of its own where the server %s',
    async (_what, manners, failure) => {
      const place = await https(certificate, manners);
      expect(await probe.get(place, request)).toMatchObject({ answered: false, failure });
    },
  );
});

function trickle(...[, response]: Parameters<NonNullable<Parameters<typeof https>[1]>>): void {
  response.writeHead(200);
  const timer = setInterval(() => response.write('x'), 50);
  response.on('close', () => clearInterval(timer));
}

describe('A request without TLS', () => {
  const plain = { ...request, scheme: 'http' } as const;

  it('is made over the connection as it is', async () => {
    const place = await placeOf(createServer((_, response) => response.writeHead(404).end('nothing')));
    expect(await probe.get(place, plain)).toMatchObject({ value: { status: 404, body: 'nothing' } });
  });

  it.each([
    ['something else than HTTP', 'SSH-2.0-OpenSSH_9.6\r\n\r\n', 'not-http'],
    ['a header a byte at a time', 'H', 'answer-late'],
  ])('ends where the server sends %s', async (_what, text, failure) => {
    const place = await tcp((socket) => socket.write(text));
    expect(await probe.get(place, plain)).toMatchObject({ answered: false, failure });
  });
});
