/** The whole check against real servers on both sides: each fault alone, and some in pairs. */
import type { RequestListener } from 'node:http';
import { createSecureContext, getCACertificates, setDefaultCACertificates, type TlsOptions } from 'node:tls';
import type { WebLimits } from '../../../lambdas/migration/adapters/web-probe/limits.ts';
import { SocketWebProbe } from '../../../lambdas/migration/adapters/web-probe/socket-web-probe.ts';
import type { Place, WebProbe } from '../../../lambdas/migration/ports/web-probe.ts';
import { verifyIngress } from '../../../lambdas/migration/preflight/verify-ingress/verify-ingress.ts';
import { authority, type Certificate, certificateFor } from '../../support/certificates.ts';
import { someSettings } from '../../support/migration/settings.ts';
import { poolIn, TRAITS } from '../../unit/lambdas/migration/preflight/verify-ingress/ingress-to-verify.ts';
import { https, stopServers, tcp } from './servers.ts';

const HOST = 'www.shop.test';
const CLUSTER = 'k8s-ingress-9876543210.us-west-1.elb.amazonaws.com';
const ADDRESSES = { cluster: '198.51.100.20', legacy: '192.0.2.10' };
const LEGACY = 'legacy-1.us-west-1.elb.amazonaws.com';
const NOWHERE: Place = { address: '127.0.0.1', port: 1 };
const MEBIBYTE = Buffer.alloc(1_048_576, 'x');

const trusted = getCACertificates('default');
let root: Certificate;
let issuer: Certificate;
let good: TlsOptions;

beforeAll(async () => {
  root = await authority('Test root');
  issuer = await authority('R13', undefined, { organization: "Let's Encrypt", by: root });
  setDefaultCACertificates([...trusted, root.cert]);
  good = await signed(HOST);
});
afterEach(stopServers);
afterAll(() => setDefaultCACertificates(trusted));

/** A certificate with its chain. */
async function signed(host: string, validity?: { from: number; until: number }): Promise<TlsOptions> {
  const { cert, key } = await certificateFor(host, issuer, validity);
  return { cert: [cert, issuer.cert].join('\n'), key };
}

const shop: RequestListener = ({ headers }, response) => {
  if (headers.host === HOST) response.writeHead(200, { 'cache-control': 'no-store' }).end('Shop');
  else response.writeHead(404).end('404 page not found');
};

/** How long the cluster is given for what it never does. All else has its own time, however busy the machine is. */
const SHORT_MS = 300;

/**
 * `level code`, sorted, of what is not in order.
 * @param limits of the cluster alone
 */
async function problems(
  cluster: Place,
  { legacy, limits }: { legacy?: Place; limits?: Partial<WebLimits> } = {},
): Promise<readonly string[]> {
  const places = {
    [ADDRESSES.cluster]: { real: cluster, probe: new SocketWebProbe({ bodyBytes: 10_000, ...limits }) },
    [ADDRESSES.legacy]: { real: legacy ?? (await https(good, shop)), probe: new SocketWebProbe() },
  };
  const path = { scheme: 'https', path: '/', hosts: [], headers: ['cache-control'], contains: '' } as const;
  const names = [{ name: `${HOST}.`, host: HOST }];
  const settings = someSettings({ ingress: { names, ownHosts: [], paths: [path], controller: '' } });
  const alias = { HostedZoneId: 'Z368ELLRRE2KJ0', DNSName: `${LEGACY}.`, EvaluateTargetHealth: false };
  const { findings } = await verifyIngress(settings, false, {
    balancers: [
      { traitsOf: async (names) => new Map(names.map((name) => [name, { known: true, value: TRAITS }])) },
    ],
    hostPools: [{ behind: async () => [poolIn('us-west-1a', 'us-west-1c')] }],
    peaks: { highest: async () => 2 },
    reservations: { reservedFor: async () => ({ requested: 0, provisioned: 0, least: 100 }) },
    clock: { now: () => Date.now() },
    zoneOf: (id) => ({
      readAll: async () => (id === 'Z1SHOP' ? [{ Name: `${HOST}.`, Type: 'A', AliasTarget: alias }] : []),
    }),
    resolver: {
      addressesOf: async (name) => ({ ipv4: [ADDRESSES[name === CLUSTER ? 'cluster' : 'legacy']], ipv6: [] }),
      caaOf: async () => [],
    },
    probe: leadingTo(places),
  });
  return findings
    .filter(({ level }) => level !== 'pass')
    .map(({ level, subject, code }) => `${level} ${code}${/\((TLS|no).*\)/.exec(subject)?.[0] ?? ''}`)
    .toSorted();
}

/** The load balancers' addresses lead to this machine. */
function leadingTo(places: Readonly<Record<string, { real: Place; probe: WebProbe }>>): WebProbe {
  const at = ({ address }: Place) => places[address] ?? { real: NOWHERE, probe: new SocketWebProbe() };
  return {
    connect: (place) => at(place).probe.connect(at(place).real),
    handshake: (place, ...asked) => at(place).probe.handshake(at(place).real, ...asked),
    get: (place, request) => at(place).probe.get(at(place).real, request),
  };
}

it('A cluster that serves as legacy does is in order', async () => {
  expect(await problems(await https(good, shop))).toEqual([]);
});

describe('A certificate', () => {
  it.each<[string, () => Promise<TlsOptions>, readonly string[]]>([
    ['for another host', () => signed('api.shop.test'), ['fail ingress-certificate-name']],
    ['that is self-signed', () => certificateFor(HOST, undefined), ['fail ingress-certificate-self-signed']],
    ['without its issuer’s', () => certificateFor(HOST, issuer), ['fail ingress-chain-incomplete']],
    ['that has expired', () => signed(HOST, { from: -90, until: -1 }), ['fail ingress-certificate-expired']],
    ['of tomorrow', () => signed(HOST, { from: 1, until: 90 }), ['fail ingress-certificate-not-yet-valid']],
    [
      'that ends before the drain',
      () => signed(HOST, { from: -1, until: 1 }),
      ['fail ingress-certificate-ends-early'],
    ],
    [
      'that is late to be renewed',
      () => signed(HOST, { from: -80, until: 20 }),
      ['warn ingress-renewal-late'],
    ],
    [
      'for another host that is self-signed',
      () => certificateFor('api.shop.test', undefined),
      ['fail ingress-certificate-name', 'fail ingress-certificate-self-signed'],
    ],
    [
      'for another host that has expired',
      () => signed('api.shop.test', { from: -90, until: -1 }),
      ['fail ingress-certificate-expired', 'fail ingress-certificate-name'],
    ],
  ])('%s is told', async (_what, options, expected) => {
    expect(await problems(await https(await options(), shop))).toEqual(expected);
  });

  it('of an authority that nobody trusts is told', async () => {
    const other = await authority('Staging');
    const { cert, key } = await certificateFor(HOST, other);
    const place = await https({ cert: [cert, other.cert].join('\n'), key }, shop);
    expect(await problems(place)).toEqual(['fail ingress-certificate-authority']);
  });
});

describe('TLS', () => {
  const lost = (words: string) => `fail ingress-clients-lost(${words})`;

  it.each([
    ['1.3 only', { minVersion: 'TLSv1.3' }, [lost('TLS 1.2 with CBC'), lost('TLS 1.2 with GCM')]],
    ['1.2 only', { maxVersion: 'TLSv1.2' }, [lost('TLS 1.3 only')]],
    ['without CBC', { ciphers: 'TLS_AES_128_GCM_SHA256:ECDHE+AESGCM' }, [lost('TLS 1.2 with CBC')]],
  ] as const)('%s loses the clients of legacy that speak otherwise', async (_what, options, expected) => {
    expect(await problems(await https({ ...good, ...options }, shop))).toEqual(expected);
  });

  it('1.0 and 1.1 on legacy only are lost', async () => {
    const legacy = await https({ ...good, minVersion: 'TLSv1', ciphers: 'DEFAULT:@SECLEVEL=0' }, shop);
    const found = await problems(await https(good, shop), { legacy });
    expect(found).toEqual(expect.arrayContaining([lost('TLS 1.0'), lost('TLS 1.1')]));
  });

  it('with a certificate for other names where no name is asked for loses clients without SNI', async () => {
    const other = await signed('other.test');
    const own = createSecureContext(good);
    const place = await https({ ...other, SNICallback: (_name, done) => done(null, own) }, shop);
    expect(await problems(place)).toEqual([lost('no server name (SNI)')]);
  });
});

describe('A server that', () => {
  it.each<[string, Parameters<typeof tcp>[0], readonly string[]]>([
    [
      'closes in the middle of the handshake',
      (socket) => socket.once('data', () => socket.destroy()),
      ['fail ingress-closed'],
    ],
    [
      'speaks no TLS',
      (socket) => socket.once('data', () => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')),
      ['fail ingress-no-tls'],
    ],
  ])('%s is told', async (_what, manners, expected) => {
    expect(await problems(await tcp(manners))).toEqual(expected);
  });

  it('isn’t there is told', async () => {
    expect(await problems(NOWHERE)).toEqual(['fail ingress-not-asked', 'fail ingress-refused']);
  });

  it.each<[string, RequestListener, readonly string[]]>([
    [
      'answers with an error',
      (_, response) => response.writeHead(502).end(),
      ['fail ingress-default-backend'],
    ],
    [
      'answers with an error for this name',
      ({ headers }, response) => response.writeHead(headers.host === HOST ? 502 : 404).end(),
      ['fail ingress-answer-differs'],
    ],
    ['answers without a header', (_, response) => response.end('Shop'), ['fail ingress-answer-differs']],
    [
      'knows no such name',
      (_, response) => response.writeHead(404).end('404'),
      ['fail ingress-default-backend'],
    ],
    [
      'redirects to itself for ever',
      (_, response) => response.writeHead(308, { location: `https://${HOST}/` }).end(),
      ['fail ingress-redirects-without-end'],
    ],
    [
      'redirects further and further',
      ({ url }, response) => response.writeHead(302, { location: `${url}x` }).end(),
      ['fail ingress-redirects-without-end'],
    ],
    ['sends a body without an end', endless, ['warn ingress-answer-cut']],
    ['hangs up', ({ socket }) => socket.destroy(), ['fail ingress-closed']],
  ])('%s is told', async (_what, manners, expected) => {
    expect(await problems(await https(good, manners))).toEqual(expected);
  });

  it.each<[string, () => Promise<Place>, Partial<WebLimits>, string]>([
    ['says nothing', () => tcp(() => undefined), { handshakeMs: SHORT_MS }, 'ingress-handshake-late'],
    ['never answers', () => https(good, () => undefined), { headerMs: SHORT_MS }, 'ingress-answer-late'],
    ['sends a byte at a time', () => https(good, trickling), { bodyMs: SHORT_MS }, 'ingress-answer-slow'],
  ])('%s is told', async (_what, place, limits, expected) => {
    expect(await problems(await place(), { limits })).toEqual([`fail ${expected}`]);
  });
});

function endless(...[, response]: Parameters<RequestListener>): void {
  response.writeHead(200, { 'cache-control': 'no-store' });
  const send = () => {
    while (response.write(MEBIBYTE));
  };
  response.on('drain', send);
  send();
}

function trickling(...[, response]: Parameters<RequestListener>): void {
  response.writeHead(200, { 'cache-control': 'no-store' });
  const timer = setInterval(() => response.write('x'), 100);
  response.on('close', () => clearInterval(timer));
}
