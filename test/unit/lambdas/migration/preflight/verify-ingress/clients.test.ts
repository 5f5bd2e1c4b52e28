import type { Hello } from '../../../../../../lambdas/migration/ports/web-probe.ts';
import { CLIENT_KINDS } from '../../../../../../lambdas/migration/preflight/verify-ingress/client-kinds.ts';
import { CLUSTER, failed, LEGACY, problems, type Shake, shaken, verified } from './ingress-to-verify.ts';

const isLegacy = (address: string) => LEGACY.ipv4.includes(address);
const lost = (words: string) => `fail ${CLUSTER.dnsName} (${words}) ingress-clients-lost`;

/** Sides that take some kinds of clients only. */
function taking(cluster: (hello: Hello) => boolean, legacy: (hello: Hello) => boolean = () => true): Shake {
  return (address, _host, hello) =>
    (isLegacy(address) ? legacy : cluster)(hello) ? shaken() : failed('tls-refused');
}

it.each(CLIENT_KINDS.map(({ words, hello }) => [words, hello('www.shop.test')] as const))(
  'Clients of %s are lost where only legacy takes them, and no others',
  async (words, kind) => {
    const isKind = (hello: Hello) => JSON.stringify(hello) === JSON.stringify(kind);
    expect(await problems({ handshake: taking((hello) => !isKind(hello)) })).toEqual([lost(words)]);
    expect(
      await problems({
        handshake: taking(
          (hello) => !isKind(hello),
          (hello) => !isKind(hello),
        ),
      }),
    ).toEqual([]);
    expect(
      await problems({
        handshake: taking(
          () => true,
          (hello) => !isKind(hello),
        ),
      }),
    ).toEqual([]);
  },
);

it('A policy without TLS 1.0 and 1.1 loses both kinds, each to be accepted by itself', async () => {
  const old = ['TLSv1', 'TLSv1.1'];
  const handshake = taking(({ version = '' }) => !old.includes(version));
  expect(await problems({ handshake })).toEqual([lost('TLS 1.0'), lost('TLS 1.1')]);
});

it('A client without SNI is lost where it gets a certificate for other names', async () => {
  const handshake: Shake = (address, _host, { serverName }) =>
    shaken({ coversName: isLegacy(address) || serverName !== '' });
  expect(await problems({ handshake })).toEqual([lost('no server name (SNI)')]);
});

it('A certificate that is wrong for everybody is not counted as the loss of each kind', async () => {
  const handshake: Shake = (address) => shaken({ coversName: isLegacy(address) });
  expect(await problems({ handshake })).toEqual(['fail www.shop.test ingress-certificate-name']);
});

it('Legacy without TLS has no clients to lose', async () => {
  expect(
    await problems({
      handshake: taking(
        () => true,
        () => false,
      ),
    }),
  ).toEqual([]);
});

it('Of a legacy that nobody reaches it is not said that it takes what the cluster refuses, nor that nobody is lost', async () => {
  const away: Shake = (address, _host, { version }) => {
    if (isLegacy(address)) return failed('refused');
    return version === 'TLSv1' ? failed('tls-refused') : shaken();
  };
  const { findings } = await verified({ handshake: away });
  expect(findings.filter(({ code }) => code.startsWith('ingress-clients'))).toEqual([]);
});

it('Whether legacy takes a kind that it doesn’t answer in time is not known: then the cluster must', async () => {
  const silent: Shake = (address, _host, { version }) => {
    if (version !== 'TLSv1') return shaken();
    return failed(isLegacy(address) ? 'handshake-late' : 'tls-refused');
  };
  expect(await problems({ handshake: silent })).toEqual([lost('TLS 1.0')]);
});

it('The cluster isn’t asked again how it takes most clients', async () => {
  const asked: string[] = [];
  const handshake: Shake = (address, _host, { version }) => {
    if (version === undefined) asked.push(address);
    return shaken();
  };
  await problems({ handshake });
  // Those without a server name have no version either, and are compared at the first address.
  expect(asked.toSorted()).toEqual([...LEGACY.ipv4, ...LEGACY.ipv4, CLUSTER.ipv4[0], ...CLUSTER.ipv4]);
});
