import { uncovered } from '../../../../../../lambdas/migration/domain/readiness/coverage.ts';
import type { WebFailure } from '../../../../../../lambdas/migration/ports/web-probe.ts';
import { verifyIngress } from '../../../../../../lambdas/migration/preflight/verify-ingress/verify-ingress.ts';
import { someSettings } from '../../../../../support/migration/settings.ts';
import {
  alias,
  CLUSTER,
  days,
  failed,
  ONE_NAME,
  problems,
  RECORDS_WITH_IPV6,
  shaken,
  verified,
} from './ingress-to-verify.ts';

const NAME = 'www.shop.test';

it('An ingress that is not configured is not asked', async () => {
  const never = () => {
    throw new Error('asked');
  };
  const ports = {
    balancers: [],
    hostPools: [],
    peaks: { highest: never },
    reservations: { reservedFor: never },
    clock: { now: () => 0 },
    zoneOf: never,
    resolver: { addressesOf: never, caaOf: never },
    probe: { connect: never, handshake: never, get: never },
  };
  expect(await verifyIngress(someSettings(), false, ports)).toEqual({
    check: 'VerifyIngress',
    findings: [],
    notAsked: 'No `ingress` is configured.',
  });
});

it('A cluster that is in order passes, with the name and the load balancer reported', async () => {
  const { findings } = await verified();
  expect(findings.filter(({ level }) => level !== 'pass')).toEqual([]);
  expect(new Set(findings.map(({ subject }) => subject.replace(/ \(.*/, '')))).toEqual(
    new Set([CLUSTER.dnsName, NAME]),
  );
});

it('As many names as may be asked leave room for the other checks, and each was judged', async () => {
  const hosts = Array.from({ length: 200 }, (_, i) => `n${i}.shop.test`);
  const paths = ['/', '/login', '/cart'].map(
    (path) => ({ ...ONE_NAME.paths[0], scheme: 'https', path }) as const,
  );
  const ingress = {
    ...ONE_NAME,
    names: hosts.map((host) => ({ name: `${host}.`, host })),
    paths: paths.map((path) => ({ ...path, hosts: [], headers: [], contains: '' })),
  };
  const result = await verified({ ingress, records: hosts.map((host) => alias(`${host}.`, 'A')) });
  // Step Functions hands on 256 KiB, those of all checks together.
  expect(JSON.stringify(result).length).toBeLessThan(50_000);
  expect(result.findings.map(({ subject }) => subject)).toContain('n0.shop.test (/) and 599 more');
  const missed = uncovered(someSettings({ ingress }), [result]);
  expect(missed.filter(({ check }) => check === 'VerifyIngress')).toEqual([]);
});

describe('The cluster’s addresses', () => {
  it.each([
    ['can’t be resolved', { [CLUSTER.dnsName]: new Error('SERVFAIL') }],
    ['are none', { [CLUSTER.dnsName]: { ipv4: [], ipv6: [] } }],
  ])('fail where they %s, and each name says that it was not asked', async (_what, addresses) => {
    expect(await problems({ addresses })).toEqual([
      `fail ${CLUSTER.dnsName} ingress-not-resolved`,
      `fail ${NAME} ingress-not-asked`,
    ]);
  });

  it('fail where one of them takes no connection; the others are asked', async () => {
    const connect = (address: string) =>
      address === '198.51.100.21' ? failed('no-connection') : ({ answered: true, value: undefined } as const);
    expect(await problems({ connect })).toEqual([`fail ${CLUSTER.dnsName} ingress-no-connection`]);
  });

  const ipv6 = { [CLUSTER.dnsName]: { ipv4: CLUSTER.ipv4, ipv6: ['2001:db8::20'] } };

  it('of IPv6 are asked where AAAA moves', async () => {
    const connect = (address: string) =>
      address === '2001:db8::20' ? failed('refused') : ({ answered: true, value: undefined } as const);
    expect(await problems({ connect, addresses: ipv6 })).toEqual([]);
    expect(await problems({ connect, addresses: ipv6, records: RECORDS_WITH_IPV6 })).toEqual([
      `fail ${CLUSTER.dnsName} ingress-refused`,
    ]);
  });

  it('of IPv6 are not asked by a function that has none, which is reported', async () => {
    const connect = (address: string) =>
      address.includes(':') ? failed('unreachable') : ({ answered: true, value: undefined } as const);
    expect(await problems({ connect, addresses: ipv6, records: RECORDS_WITH_IPV6 })).toEqual([
      `warn ${CLUSTER.dnsName} ingress-ipv6-not-asked`,
    ]);
  });
});

it.each<WebFailure>([
  'closed',
  'no-tls',
  'tls-refused',
  'tls-failed',
  'handshake-late',
  'not-asked',
  'other',
])('A handshake that ends as %s fails, with a code of its own', async (failure) => {
  const handshake = () => failed(failure);
  const [problem = ''] = await problems({ handshake });
  expect(problem).toBe(`fail ${NAME} ingress-${failure === 'other' ? 'not-reached' : failure}`);
});

describe('A certificate', () => {
  it.each([
    ['for another name', { coversName: false }, 'ingress-certificate-name'],
    ['that is self-signed', { chain: 'self-signed' }, 'ingress-certificate-self-signed'],
    ['without its issuer’s', { chain: 'incomplete' }, 'ingress-chain-incomplete'],
    ['of nobody’s authority', { chain: 'unknown-authority' }, 'ingress-certificate-authority'],
    ['that has expired', { validUntil: days(-1) }, 'ingress-certificate-expired'],
    ['of tomorrow', { validFrom: days(1) }, 'ingress-certificate-not-yet-valid'],
    ['that ends before the drain', { validUntil: days(1) }, 'ingress-certificate-ends-early'],
  ] as const)('%s fails', async (_what, changes, code) => {
    expect(await problems({ handshake: () => shaken(changes) })).toEqual([`fail ${NAME} ${code}`]);
  });

  it('with several problems shows each', async () => {
    const handshake = () => shaken({ coversName: false, chain: 'self-signed', validUntil: days(-1) });
    expect(await problems({ handshake })).toEqual([
      `fail ${NAME} ingress-certificate-expired`,
      `fail ${NAME} ingress-certificate-name`,
      `fail ${NAME} ingress-certificate-self-signed`,
    ]);
  });

  it('is judged by what the plan takes, not by fixed days: steps and drain decide', async () => {
    const handshake = () => shaken({ validFrom: days(-1), validUntil: days(5) });
    const month = { minimumStaySeconds: 30 * 86_400, maximumStaySeconds: 60 * 86_400 };
    const drain = { quietRequests: 10, quietPercent: 0, quietWindowSeconds: 3600, ...month };
    expect(await problems({ handshake })).toEqual([]);
    expect(await problems({ handshake, settings: { drain } })).toEqual([
      `fail ${NAME} ingress-certificate-ends-early`,
    ]);
  });

  it('with less than a third of its lifetime left is late to be renewed, however long it lives', async () => {
    const left = (n: number) => () => shaken({ validFrom: days(n - 100), validUntil: days(n) });
    expect(await problems({ handshake: left(34) })).toEqual([]);
    expect(await problems({ handshake: left(32) })).toEqual([`warn ${NAME} ingress-renewal-late`]);
  });

  it('at one address only is told with that address', async () => {
    const handshake = (address: string) => shaken({ coversName: address !== '198.51.100.21' });
    const { findings } = await verified({ handshake });
    const found = findings.filter(({ level }) => level === 'fail');
    expect(found).toHaveLength(1);
    expect(found[0]?.seen).toContain('198.51.100.21');
    expect(found[0]?.seen).not.toContain('198.51.100.20');
  });
});

it('Zones that can’t be read fail, and certificates are judged all the same', async () => {
  const handshake = () => shaken({ chain: 'self-signed' });
  expect(await problems({ records: new Error('denied'), handshake })).toEqual([
    'fail shop ingress-legacy-unknown',
    `fail ${NAME} (/) ingress-not-compared`,
    `fail ${NAME} ingress-certificate-self-signed`,
  ]);
});

it('A wildcard is asked for by the name that is configured, and reported under both', async () => {
  const names = [{ name: '\\052.apps.shop.test.', host: 'basket.apps.shop.test' }];
  const records = [alias('\\052.apps.shop.test.', 'A')];
  const asked = new Set<string>();
  const handshake = (_address: string, host: string) => {
    asked.add(host);
    return shaken({ coversName: false });
  };
  expect(await problems({ ingress: { names }, records, handshake })).toEqual([
    'fail *.apps.shop.test (basket.apps.shop.test) ingress-certificate-name',
  ]);
  expect([...asked]).toEqual(['basket.apps.shop.test']);
  const { findings } = await verified({ ingress: { names }, records });
  expect(findings.map(({ subject }) => subject)).toContain('*.apps.shop.test (basket.apps.shop.test/)');
});

it('Names of the cluster’s own domain are asked in the same way', async () => {
  const ingress = { names: [], ownHosts: ['www.k8s.shop.test'] };
  expect(await problems({ ingress, handshake: () => failed('closed') })).toEqual([
    'fail www.k8s.shop.test ingress-closed',
  ]);
});
