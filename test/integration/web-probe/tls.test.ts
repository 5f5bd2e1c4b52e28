import { SocketWebProbe } from '../../../lambdas/migration/adapters/web-probe/socket-web-probe.ts';
import type { Attempt, Handshake } from '../../../lambdas/migration/ports/web-probe.ts';
import { authority, type Certificate, certificateFor } from '../../support/certificates.ts';
import { https, stopServers, tcp } from './servers.ts';

const HOST = 'www.shop.test';
const probe = new SocketWebProbe({ connectMs: 1000, handshakeMs: 500 });

afterEach(stopServers);

function certificateIn(attempt: Attempt<Handshake>) {
  if (!attempt.answered) throw new Error(`${attempt.failure}: ${attempt.message}`);
  return attempt.value.certificate;
}

describe('The certificate of a real TLS server', () => {
  let root: Certificate;
  let intermediate: Certificate;
  beforeAll(async () => {
    root = await authority('Test root');
    intermediate = await authority('Test issuer', undefined, { organization: 'Test Trust', by: root });
  });

  it('is described: for whom, by whom, from when until when', async () => {
    const { cert, key } = await certificateFor([HOST, '*.apps.shop.test'], intermediate);
    const attempt = await probe.handshake(await https({ cert, key }), HOST);
    expect(attempt).toMatchObject({ answered: true, value: { version: 'TLSv1.3' } });
    expect(certificateIn(attempt)).toMatchObject({
      subject: HOST,
      issuer: 'Test Trust, Test issuer',
      names: [HOST, '*.apps.shop.test'],
      coversName: true,
      validFrom: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
    });
  });

  it.each([
    ['a sibling', 'api.shop.test', false],
    ['a name below the wildcard', 'basket.apps.shop.test', true],
    ['two labels below it', 'a.basket.apps.shop.test', false],
  ])('covers %s or not, by the rules for wildcards', async (_what, host, expected) => {
    const { cert, key } = await certificateFor([HOST, '*.apps.shop.test'], intermediate);
    const attempt = await probe.handshake(await https({ cert, key }), host);
    expect(certificateIn(attempt).coversName).toBe(expected);
  });

  it('is self-signed', async () => {
    const attempt = await probe.handshake(await https(await certificateFor(HOST, undefined)), HOST);
    expect(certificateIn(attempt)).toMatchObject({ chain: 'self-signed', coversName: true });
  });

  it('comes without its issuer’s: the chain is incomplete', async () => {
    const attempt = await probe.handshake(await https(await certificateFor(HOST, intermediate)), HOST);
    expect(certificateIn(attempt).chain).toBe('incomplete');
  });

  it('leads to an authority that nobody trusts', async () => {
    const { cert, key } = await certificateFor(HOST, intermediate);
    const chain = [cert, intermediate.cert, root.cert].join('\n');
    const attempt = await probe.handshake(await https({ cert: chain, key }), HOST);
    expect(certificateIn(attempt).chain).toBe('unknown-authority');
  });

  it('has expired, and is for another name: the one hides not the other', async () => {
    const { cert, key } = await certificateFor('api.shop.test', root, { from: -9, until: -1 });
    const chain = [cert, root.cert].join('\n');
    const { coversName, validUntil } = certificateIn(
      await probe.handshake(await https({ cert: chain, key }), HOST),
    );
    expect(coversName).toBe(false);
    expect(Date.parse(validUntil)).toBeLessThan(Date.now());
  });
});

describe('A handshake', () => {
  let good: Certificate;
  beforeAll(async () => {
    good = await certificateFor(HOST, undefined);
  });

  it.each([
    ['TLSv1.2', 'TLSv1.2'],
    ['TLSv1.3', 'TLSv1.3'],
  ] as const)('with a server of %s only is of that version', async (only, version) => {
    const place = await https({ ...good, minVersion: only, maxVersion: only });
    expect(await probe.handshake(place, HOST)).toMatchObject({ answered: true, value: { version } });
  });

  it('of an old client succeeds where the server takes it', async () => {
    const place = await https({ ...good, minVersion: 'TLSv1', ciphers: 'DEFAULT:@SECLEVEL=0' });
    const old = { serverName: HOST, version: 'TLSv1' } as const;
    expect(await probe.handshake(place, HOST, old)).toMatchObject({
      answered: true,
      value: { version: 'TLSv1' },
    });
  });

  it.each([
    ['TLS 1.3 only', { minVersion: 'TLSv1.3' }, 'TLSv1.2'],
    ['TLS 1.2 only', { maxVersion: 'TLSv1.2' }, 'TLSv1.3'],
    ['TLS 1.2 and 1.3', {}, 'TLSv1.1'],
  ] as const)('is refused by a server of %s', async (_what, options, version) => {
    const place = await https({ ...good, ...options });
    expect(await probe.handshake(place, HOST, { serverName: HOST, version })).toMatchObject({
      answered: false,
      failure: 'tls-refused',
      message: expect.stringMatching(/^the TLS handshake, [\d.]+ s: [a-z0-9 /]+$/),
    });
  });

  it('is refused for a name that the server doesn’t know', async () => {
    const place = await https({ ...good, SNICallback: (_name, done) => done(new Error('unknown')) });
    expect((await probe.handshake(place, HOST)).answered).toBe(false);
    expect((await probe.handshake(place, HOST, { serverName: '' })).answered).toBe(true);
  });

  it.each([
    ['nobody listens', undefined, 'refused'],
    ['the server says nothing', () => undefined, 'handshake-late'],
    ['the server closes at once', (socket) => socket.end(), 'closed'],
    ['the server closes in the middle', (socket) => socket.once('data', () => socket.destroy()), 'closed'],
    [
      'the server resets it in the middle',
      (socket) => socket.once('data', () => socket.resetAndDestroy()),
      'closed',
    ],
    [
      'the server speaks HTTP without TLS',
      (socket) => socket.once('data', () => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')),
      'no-tls',
    ],
    ['the server greets as SSH does', (socket) => socket.write('SSH-2.0-OpenSSH_9.6\r\n'), 'no-tls'],
  ] as const satisfies readonly (readonly [string, Parameters<typeof tcp>[0] | undefined, string])[])(
    'ends where %s',
    async (_what, manners, failure) => {
      const place = manners ? await tcp(manners) : { address: '127.0.0.1', port: 1 };
      expect(await probe.handshake(place, HOST)).toMatchObject({ answered: false, failure });
    },
  );
});
