import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { lowerTtl } from '../../../../../../lambdas/migration/migrate/lower-ttl/lower-ttl.ts';
import { someSettings } from '../../../../../support/migration/settings.ts';
import { zonesWorld } from '../../../../../support/migration/zones-world.ts';
import {
  ADDRESSES,
  address,
  alias,
  cname,
  type DnsScript,
  fence,
  scripted,
  troubles,
  txt,
  without,
  ZONE,
} from '../../preflight/verify-dns/dns-to-verify.ts';

const WWW = 'www.shop.test.';
const www = (...records: NonNullable<DnsScript['records']>): DnsScript => ({
  records: [...without(WWW), ...records],
});
const IMG = 'img.shop.test.';
/** Other records of both. */
const imgAnd = (...records: NonNullable<DnsScript['records']>): DnsScript => ({
  records: [...without(WWW).filter(({ Name }) => Name !== IMG), ...records],
});
const leading = (Name: string, to: string, TTL = 300) => ({
  ...cname(Name, TTL),
  ResourceRecords: [{ Value: to }],
});
const checked = (healthChecks: DnsScript['healthChecks'] = {}): DnsScript => ({
  ...www({ ...address(WWW), HealthCheckId: 'h1' }),
  healthChecks,
});
const nameServer = (Name: string) => ({
  Name,
  Type: 'NS',
  TTL: 300,
  ResourceRecords: [{ Value: 'ns.elsewhere.test.' }],
});
const denied = new Error('AccessDenied');

/** Every failure that preflight finds in DNS, by its code. */
const FAILURES: Readonly<Record<string, DnsScript>> = {
  'alias-kind': www(alias(WWW, 'A', 'd111111abcdef8.cloudfront.net')),
  'chain-too-long': imgAnd(address(WWW), leading(IMG, WWW, 604_700)),
  'cname-at-apex': { records: [...without('shop.test.'), cname('shop.test.')] },
  'delegation-differs': {
    delegation: { kind: 'delegated', nameServers: ['ns.elsewhere.net'], askedAt: 'a.nic.test' },
  },
  'external-dns-owner': {
    more: [txt(WWW, '"heritage=external-dns,external-dns/owner=platform"')],
  },
  'fence-damaged': { more: [txt(ZONE.fenceName, '"heritage=kops-cutover,epoch=many"')] },
  'fence-name-taken': { more: [cname(ZONE.fenceName)] },
  'fence-protected': { protections: [{ name: ZONE.fenceName, type: 'TXT', comment: 'ask Ann' }] },
  'fence-takes-answer': {
    more: [
      alias('\\052.shop.test.', 'A'),
      { ...cname('a.shop.test.'), ResourceRecords: [{ Value: ZONE.fenceName }] },
    ],
  },
  'follows-in-part': www(alias(WWW, 'A', 'shop.test'), alias(WWW, 'AAAA')),
  'health-check-gone': checked(),
  'health-check-unhealthy': checked({ h1: { known: true, value: false } }),
  'health-check-unreadable': checked({ h1: denied }),
  'leads-in-a-circle': imgAnd(leading(WWW, IMG), leading(IMG, WWW)),
  'migration-closed': { more: [fence({ phase: 'closed', weight: 100 })] },
  'name-delegated-away': { more: [nameServer('apps.shop.test.')] },
  'no-ipv4-on-cluster': { cluster: { answers: { ipv4: false, ipv6: true } } },
  'no-ipv6-on-cluster': { cluster: { answers: { ipv4: true, ipv6: false } } },
  'on-target-already': www(alias(WWW, 'A', 'dualstack.k8s-ingress-9876543210.us-west-1.elb.amazonaws.com')),
  'other-migration': { more: [fence({ migration: 'other' }, '_cutover-other.shop.test.')] },
  'protections-unreadable': { protections: denied },
  'record-missing': www(),
  'record-protected': { protections: [{ name: WWW, type: 'A', comment: 'ask Ann' }] },
  'routing-not-simple': www({ ...address(WWW), SetIdentifier: 'blue', Weight: 1 }),
  'run-open': { more: [fence()] },
  'target-kind-differs': { settings: { target: ADDRESSES } },
  'target-missing': { cluster: undefined },
  'target-not-active': { cluster: { state: 'provisioning' } },
  'target-unreadable': { clusterError: denied },
  'target-zone-differs': { cluster: { hostedZoneId: 'Z9' } },
  'too-many-values': www({
    ...address(WWW),
    ResourceRecords: Array.from({ length: 499 }, (_, i) => ({ Value: `192.0.2.${i}` })),
  }),
  'ttl-too-long': www(address(WWW, 31_536_001)),
  'zone-limit-unreadable': { recordLimit: denied },
  'zone-missing': { survey: 'none' },
  'zone-name-differs': { zone: { name: 'shop.example.' } },
  'zone-not-delegated': { delegation: { kind: 'not-delegated', askedAt: 'a.nic.test' } },
  'zone-private': { zone: { isPrivate: true } },
  'zone-too-full': { recordLimit: 11 },
  'zone-unreadable': { survey: denied },
};

/** Codes of what is no failure, of a run that goes on from another, and words of other kinds. */
const NO_FAILURES = [
  'drill-there',
  'delegation-incomplete',
  'delegation-not-asked',
  'external-dns-encrypted',
  'external-dns-possible',
  'fence-not-continued',
  'fence-under-wildcard',
  'follows-unconfigured',
  'health-not-known',
  'ipv6-only',
  'legacy-judged',
  'load-balancer',
  'not-delegated',
  'records-not-as-fenced',
  'service-binding',
  'target-internal',
  'target-ready',
  'ttl-long',
  'ttl-raised',
  'under-wildcard',
  'zero-weight-fallback',
  'zone-read',
];

function opening(script: DnsScript) {
  const { dns, settings } = scripted(script);
  return { ...zonesWorld(settings), dns };
}

describe('The last look before the first change', () => {
  it.each(Object.entries(FAILURES))(
    'refuses %s, as preflight does, and changes nothing',
    async (code, script) => {
      const found = (await troubles(script)).filter((trouble) => trouble.startsWith('fail '));
      expect(found.map((trouble) => trouble.split(' ').at(-1))).toContain(code);
      const world = opening(script);
      await expect(lowerTtl(world.run('run-1'), world)).rejects.toMatchObject({
        name: 'NotReady',
        message: expect.stringContaining(`${found[0]?.split(' ')[1]}: `),
      });
      expect(world.engine.history(ZONE.id)).toHaveLength(1);
      expect(await world.journal.load()).toBeUndefined();
      expect(world.copy.kept).toBeUndefined();
    },
  );

  it('is tried with every failure that the rules know', () => {
    const rules = join(import.meta.dirname, '../../../../../../lambdas/migration/domain/readiness/dns');
    const text = readdirSync(rules)
      .map((file) => readFileSync(join(rules, file), 'utf8'))
      .join('\n');
    const words = new Set([...text.matchAll(/'([a-z0-9]+(?:-[a-z0-9]+)+)'/g)].map(([, word = '']) => word));
    const made = ['no-ipv4-on-cluster', 'no-ipv6-on-cluster'];
    expect([...words, ...made].toSorted()).toEqual([...Object.keys(FAILURES), ...NO_FAILURES].toSorted());
  });

  it('keeps what it has seen there', async () => {
    const world = zonesWorld();
    const held = world.engine.records('Z1SHOP').filter(({ Name }) => Name === 'shop.test.' || Name === WWW);
    await lowerTtl(world.run('run-1'), world);
    const image = (await world.journal.load())?.beforeImage.get('Z1SHOP');
    const kept = image?.records.filter(({ Name }) => Name === 'shop.test.' || Name === WWW);
    expect(kept).toEqual(held.filter(({ Type }) => Type === 'A' || Type === 'AAAA'));
  });

  it('keeps by which role each zone is reached', async () => {
    const role = { arn: 'arn:aws:iam::444455556666:role/dns', externalId: 'shop' };
    const [first, second] = someSettings().zones;
    if (!first || !second) throw new Error('These settings have two zones.');
    const world = zonesWorld(someSettings({ zones: [first, { ...second, role }] }));
    await lowerTtl(world.run('run-1'), world);
    const images = (await world.journal.load())?.beforeImage;
    expect(images?.get(first.id)).toMatchObject({ role: null });
    expect(images?.get(second.id)).toMatchObject({ role });
    expect(world.copy.kept?.beforeImage).toEqual(images);
  });

  it.each<[string, DnsScript]>([
    ['the zone', { survey: Object.assign(new Error('Rate exceeded'), { name: 'Throttling' }) }],
    [
      'the load balancer',
      { clusterError: Object.assign(new Error('later'), { name: 'ServiceUnavailable' }) },
    ],
    ['the health check', checked({ h1: Object.assign(new Error('later'), { name: 'TransientFailure' }) })],
  ])('is tried again where AWS is briefly unavailable for %s', async (_what, script) => {
    const world = opening(script);
    await expect(lowerTtl(world.run('run-1'), world)).rejects.toMatchObject({ name: 'TransientFailure' });
  });

  it('needs no zone above that answers, as preflight doesn’t', async () => {
    const world = zonesWorld();
    const delegationOf = () => Promise.reject(new Error('ETIMEOUT'));
    await lowerTtl(world.run('run-1'), { ...world, dns: { ...world.dns, parent: { delegationOf } } });
    expect(world.engine.history('Z1SHOP')).toHaveLength(2);
  });
});
