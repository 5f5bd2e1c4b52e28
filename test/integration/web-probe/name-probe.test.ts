import type { RequestListener } from 'node:http';
import { createServer } from 'node:net';
import { getCACertificates, setDefaultCACertificates, type TLSSocket, type TlsOptions } from 'node:tls';
import { SocketWebProbe } from '../../../lambdas/migration/adapters/web-probe/socket-web-probe.ts';
import { probeNames } from '../../../lambdas/migration/alarms/probe-names/probe-names.ts';
import type { Place } from '../../../lambdas/migration/ports/web-probe.ts';
import { authority, type Certificate, certificateFor } from '../../support/certificates.ts';
import { https, placeOf, stopServers, tcp } from './servers.ts';

const HOSTS = ['www.shop.test', 'api.shop.test'];
const WWW = ['www.shop.test'];

const trusted = getCACertificates('default');
let root: Certificate;
let good: TlsOptions;

beforeAll(async () => {
  root = await authority('Test root');
  setDefaultCACertificates([...trusted, root.cert]);
  good = await certificateFor(HOSTS, root);
});
afterEach(stopServers);
afterAll(() => setDefaultCACertificates(trusted));

/** How long a server is given for what it never does. */
const SHORT_MS = 300;

/** What ProbeNames says of a load balancer that is really there. */
async function failuresAt(
  place: Place,
  { hosts = HOSTS, late = {} }: { hosts?: readonly string[]; late?: object } = {},
): Promise<readonly string[]> {
  const sockets = new SocketWebProbe({ bodyBytes: 0, ...late });
  const published: number[] = [];
  const { failures, percent } = await probeNames({ hosts, path: '/' }, 'nlb', {
    resolver: { addressesOf: async () => ({ ipv4: ['192.0.2.1'], ipv6: [] }), caaOf: async () => [] },
    // Its address leads to this machine.
    probe: { get: (_, request) => sockets.get(place, request) },
    failingNames: { publish: async (value) => void published.push(value) },
    clock: { now: () => Date.now() },
  });
  expect(published).toEqual([percent]);
  expect(percent).toBe((100 * failures.length) / hosts.length);
  return failures.map(({ host, why }) => `${host}: ${why}`);
}

describe('ProbeNames, over real TLS', () => {
  it('comes with Host and SNI of each name, as a client', async () => {
    const seen: string[] = [];
    const place = await https(good, ({ headers, socket, method, url }, response) => {
      const { servername } = socket as TLSSocket & { readonly servername: string };
      seen.push(`${method} ${url} Host ${headers.host} SNI ${servername}`);
      response.end('hello');
    });
    expect(await failuresAt(place)).toEqual([]);
    expect(seen.toSorted()).toEqual(HOSTS.map((host) => `GET / Host ${host} SNI ${host}`).toSorted());
  });

  it.each<[string, RequestListener, readonly string[]]>([
    ['503 for one name', serving({ 'api.shop.test': 503 }), ['api.shop.test: status 503']],
    ['404 for one name, which is an answer', serving({ 'api.shop.test': 404 }), []],
    [
      '5xx for all',
      serving({ 'www.shop.test': 500, 'api.shop.test': 599 }),
      ['www.shop.test: status 500', 'api.shop.test: status 599'],
    ],
    [
      'a body without an end, of which it reads nothing',
      (_, response) => void response.writeHead(200).write('x'),
      [],
    ],
    [
      'a hang-up in place of an answer',
      ({ socket }) => socket.destroy(),
      HOSTS.map((host) => expect.stringContaining(`${host}: `)),
    ],
  ])('takes %s for what it is', async (_what, manners, failures) => {
    expect(await failuresAt(await https(good, manners))).toEqual(failures);
  });

  it.each<[string, () => Promise<TlsOptions>, RegExp]>([
    [
      'for another name',
      () => certificateFor('img.shop.test', root),
      /: its certificate is for img\.shop\.test$/,
    ],
    [
      'that has expired',
      () => certificateFor(WWW, root, { from: -9, until: -1 }),
      /: its certificate expired at 2/,
    ],
    [
      'of tomorrow',
      () => certificateFor(WWW, root, { from: 1, until: 9 }),
      /: its certificate is valid from 2/,
    ],
    ['that is self-signed', () => certificateFor(WWW, undefined), /: it is self-signed$/],
    ['without its issuer’s', lonely, /: the certificate of its issuer is not sent/],
  ])('refuses a certificate %s, as clients do', async (_what, certificate, why) => {
    expect(await failuresAt(await https(await certificate()), { hosts: WWW })).toEqual([
      expect.stringMatching(why),
    ]);
  });

  it.each<[string, () => Promise<Place>, object, RegExp]>([
    ['nobody listens', nobody, {}, /ECONNREFUSED/],
    [
      'something else than TLS answers',
      () => tcp((socket) => socket.end('220 mail\r\n')),
      {},
      /wrong version number/,
    ],
    ['the connection is reset', () => tcp((socket) => socket.resetAndDestroy()), {}, /ECONNRESET|handshake/],
    [
      'the handshake never ends',
      () => tcp(() => undefined),
      { handshakeMs: SHORT_MS },
      /timed out while waiting for the TLS handshake/,
    ],
    [
      'no answer comes',
      () => https(good, () => undefined),
      { headerMs: SHORT_MS },
      /timed out while waiting for the header/,
    ],
  ])('notices that %s', async (_what, open, late, why) => {
    expect(await failuresAt(await open(), { hosts: WWW, late })).toEqual([expect.stringMatching(why)]);
  });
});

/** @param statuses by host; 200 for others */
function serving(statuses: Readonly<Record<string, number>>): RequestListener {
  return ({ headers }, response) => response.writeHead(statuses[headers.host ?? ''] ?? 200).end('hello');
}

/** Its issuer is trusted by nobody and not shown. */
async function lonely(): Promise<TlsOptions> {
  return certificateFor(WWW, await authority('R13', undefined, { by: root }));
}

/** A place that somebody has left. */
async function nobody(): Promise<Place> {
  const place = await placeOf(createServer());
  await stopServers();
  return place;
}
