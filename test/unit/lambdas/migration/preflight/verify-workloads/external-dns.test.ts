import type { ExternalDns } from '../../../../../../lambdas/migration/domain/workloads/objects.ts';
import { findingsOf, inWords, SETTINGS, WEB, WELL, wrongIn } from './some-cluster.ts';

const FIGHTS = 'fail external-dns-fights external-dns kube-system/external-dns (www.shop.test)';
const MAY_FIGHT = 'unknown external-dns-may-fight external-dns kube-system/external-dns (www.shop.test)';

/** One that sees the name, and that an Ingress asks for it. */
const WANTS: ExternalDns['flags'] = { provider: ['aws'], source: ['ingress'], 'txt-owner-id': ['cluster'] };
/** The same, but nothing asks. */
const IDLE: ExternalDns['flags'] = { ...WANTS, source: ['service'] };

function running(flags: ExternalDns['flags']) {
  const dns = {
    ...WEB,
    namespace: 'kube-system',
    name: 'external-dns',
    labels: {},
    pullSecrets: [],
    externalDns: { flags },
  };
  return { deployments: [WEB, dns] };
}

/** A mark of this owner is in the zone. */
function owned(owner: string) {
  return { owners: { owned: [{ name: 'www.shop.test.', owner }], unread: '' } };
}

describe('VerifyWorkloads, of external-dns', () => {
  it('says how it runs, where it leaves the names alone', async () => {
    const findings = await findingsOf(
      running({ ...WANTS, 'domain-filter': ['k8s.shop.test', 'test.shop.test'] }),
    );
    expect(findings.at(-1)).toMatchObject({
      level: 'pass',
      code: 'external-dns-leaves-names',
      subject: 'external-dns kube-system/external-dns',
      seen: 'It runs with owner cluster, policy sync, registry txt, domain filter k8s.shop.test test.shop.test, sources ingress. It leaves the moved names alone: the name is not in its --domain-filter.',
    });
  });

  it.each<[string, ExternalDns['flags']]>([
    ['that its Ingress asks for', WANTS],
    ['in its domain', { ...WANTS, 'domain-filter': ['example.com', 'Shop.test.'] }],
    ['below its domain', { ...WANTS, 'domain-filter': ['.shop.test'] }],
    ['in its zone', { ...WANTS, 'zone-id-filter': ['/hostedzone/Z1SHOP'] }],
    ['whatever its policy', { ...WANTS, policy: ['create-only'] }],
    ['that it owns without a registry', { ...IDLE, registry: ['noop'] }],
  ])('fights for a name %s', async (_what, flags) => {
    expect(await wrongIn(running(flags))).toEqual([FIGHTS]);
  });

  it.each<[string, ExternalDns['flags']]>([
    ['that nothing asks for', IDLE],
    ['of another provider', { ...WANTS, provider: ['cloudflare'] }],
    ['if it only shows what it would do', { ...WANTS, 'dry-run': ['true'] }],
    ['in a public zone, if it uses private ones', { ...WANTS, 'aws-zone-type': ['private'] }],
    ['in a zone that it does not use', { ...WANTS, 'zone-id-filter': ['Z2OTHER'] }],
    ['in another domain', { ...WANTS, 'domain-filter': ['op.test'] }],
    [
      'that is its domain, where only what is below counts',
      { ...WANTS, 'domain-filter': ['.www.shop.test'] },
    ],
    ['in an excluded domain', { ...WANTS, 'exclude-domains': ['www.shop.test'] }],
    ['that it owns, if its policy deletes nothing', { ...IDLE, registry: ['noop'], policy: ['upsert-only'] }],
    ['that a table may say it owns, likewise', { ...IDLE, registry: ['dynamodb'], policy: ['upsert-only'] }],
  ])('leaves a name alone %s', async (_what, flags) => {
    expect(await wrongIn(running(flags), owned('other'))).toEqual([]);
  });

  it.each<[string, ExternalDns['flags']]>([
    ['narrows its sources', { ...WANTS, 'annotation-filter': ['public=yes'] }],
    ['has sources that are not read', { ...IDLE, source: ['service', 'crd'] }],
    ['makes names by a template', { ...IDLE, 'fqdn-template': ['{{.Name}}.shop.test'] }],
    ['keeps what it owns in a table', { ...IDLE, registry: ['dynamodb'] }],
    ['chooses names by an expression', { ...WANTS, 'regex-domain-filter': ['shop'] }],
  ])('is open of one that %s', async (_what, flags) => {
    expect(await wrongIn(running(flags))).toEqual([MAY_FIGHT]);
  });

  it('compares its owner with the marks in the zone', async () => {
    expect(await wrongIn(running(IDLE), owned('cluster'))).toEqual([FIGHTS]);
    expect(await wrongIn(running(IDLE), owned('other'))).toEqual([]);
    expect(await wrongIn(running(IDLE), owned(''))).toEqual([MAY_FIGHT]);
    expect(await wrongIn(running({ provider: ['aws'], source: ['service'] }), owned('default'))).toEqual([
      FIGHTS,
    ]);
  });

  it('does not judge what it could not read', async () => {
    const owners = { owned: [], unread: 'AccessDenied: no' };
    expect(await wrongIn(running(IDLE), { owners })).toEqual([
      'fail external-dns-owners-unread external-dns',
    ]);
  });

  it('reads what Services and HTTPRoutes ask for', async () => {
    const services = WELL.services.map((service) => ({ ...service, dnsNames: ['www.shop.test'] }));
    expect(await wrongIn({ ...running(IDLE), services })).toEqual([FIGHTS]);
    expect(await wrongIn({ ...running(WANTS), services })).toEqual([FIGHTS]);
    const httproutes = WELL.ingresses.map((route) => ({ ...route, kind: 'HTTPRoute' as const }));
    const flags = { ...WANTS, source: ['gateway-httproute'] };
    expect(await wrongIn({ ...running(flags), ingresses: [], httproutes })).toEqual([FIGHTS]);
    expect(await wrongIn({ ...running(WANTS), ingresses: [], httproutes })).toEqual([]);
  });

  it('names each that is running, and each name', async () => {
    const { deployments } = running(WANTS);
    const other = deployments.slice(1).map((each) => ({ ...each, namespace: 'dns' }));
    const zones = SETTINGS.zones.map((zone) => ({ ...zone, records: ['shop.test.', 'www.shop.test.'] }));
    const ingresses = WELL.ingresses.map((route) => ({
      ...route,
      host: '',
      dnsNames: ['www.shop.test', 'shop.test'],
    }));
    const findings = await findingsOf(
      { deployments: [...deployments, ...other], ingresses },
      { settings: { ...SETTINGS, zones } },
    );
    expect(findings.filter(({ code }) => code === 'external-dns-fights').map(inWords)).toEqual([
      'fail external-dns-fights external-dns kube-system/external-dns (shop.test)',
      FIGHTS,
      'fail external-dns-fights external-dns dns/external-dns (shop.test)',
      'fail external-dns-fights external-dns dns/external-dns (www.shop.test)',
    ]);
  });
});
