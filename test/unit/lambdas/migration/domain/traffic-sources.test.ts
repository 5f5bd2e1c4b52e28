import { parseLoadBalancerName } from '../../../../../lambdas/migration/contract/load-balancer-name.ts';
import { total } from '../../../../../lambdas/migration/domain/counted.ts';
import type { ResourceRecordSet } from '../../../../../lambdas/migration/domain/record-set.ts';
import { clusterSources, legacySources } from '../../../../../lambdas/migration/domain/traffic-sources.ts';
import { requests } from '../../../../support/migration/evidence.ts';
import { someSettings } from '../../../../support/migration/settings.ts';

const NONE = { legacy: [], cluster: [] };
const METRIC = { namespace: 'Shop', metricName: 'Requests', dimensions: { Side: 'x' } };
const ELB = 'legacy-shop-1234567890.us-west-1.elb.amazonaws.com';
const alias = (Name: string, DNSName: string): ResourceRecordSet => ({
  Name,
  Type: 'A',
  AliasTarget: { HostedZoneId: 'Z', DNSName, EvaluateTargetHealth: false },
});

describe('where legacy is counted', () => {
  it('is every load balancer that its records name, each once, however it is written', () => {
    const before: ResourceRecordSet[] = [
      alias('shop.test.', `${ELB}.`),
      alias('www.shop.test.', `dualstack.${ELB.toUpperCase()}.`),
      { Name: 'img.shop.test.', Type: 'CNAME', TTL: 60, ResourceRecords: [{ Value: ELB }] },
      alias('api.shop.test.', 'api-0123456789abcdef.elb.us-west-1.amazonaws.com.'),
    ];
    expect(legacySources(before, NONE)).toEqual([
      { kind: 'load-balancer', name: parseLoadBalancerName(ELB) },
      {
        kind: 'load-balancer',
        name: parseLoadBalancerName('api-0123456789abcdef.elb.us-west-1.amazonaws.com'),
      },
    ]);
  });

  it('is not known for addresses and for names that are no load balancer, and says what to do', () => {
    const before: ResourceRecordSet[] = [
      { Name: '\\052.shop.test.', Type: 'A', TTL: 60, ResourceRecords: [{ Value: '192.0.2.1' }] },
      { Name: 'cdn.shop.test.', Type: 'CNAME', TTL: 60, ResourceRecords: [{ Value: 'x.example.net' }] },
      alias('s3.shop.test.', 's3-website-us-west-1.amazonaws.com.'),
    ];
    const sources = legacySources(before, NONE);
    expect(sources.map((source) => (source.kind === 'unmeasured' ? source.what : ''))).toEqual([
      '*.shop.test A 192.0.2.1',
      'x.example.net',
      's3-website-us-west-1.amazonaws.com',
    ]);
    for (const source of sources)
      expect(source).toMatchObject({ why: expect.stringContaining('`traffic.legacy`') });
  });

  it('is what the settings say, whatever the records are', () => {
    expect(legacySources([alias('shop.test.', ELB)], { ...NONE, legacy: [METRIC] })).toEqual([
      { kind: 'metric', metric: METRIC },
    ]);
  });
});

describe('where the cluster is counted', () => {
  const { target } = someSettings();

  it('is its load balancer, or what the settings say', () => {
    expect(clusterSources(target, NONE)).toMatchObject([
      { kind: 'load-balancer', name: { dnsName: 'k8s-ingress-9876543210.us-west-1.elb.amazonaws.com' } },
    ]);
    expect(clusterSources(target, { ...NONE, cluster: [METRIC] })).toEqual([
      { kind: 'metric', metric: METRIC },
    ]);
  });

  it('is not known for addresses', () => {
    const addresses = { kind: 'addresses', ipv4: ['192.0.2.1'], ipv6: ['2001:db8::1'] } as const;
    expect(clusterSources(addresses, NONE)).toEqual([
      {
        kind: 'unmeasured',
        what: '192.0.2.1 2001:db8::1',
        why: 'addresses have no metric; name a metric that counts its requests in `traffic.cluster`',
      },
    ]);
  });
});

describe('the sum over sources', () => {
  it('adds up what is known', () => {
    expect(total([requests('a', 2), requests('b', 3)])).toEqual({
      known: true,
      requests: 5,
      unit: 'request',
      text: '5 requests on a, b',
    });
  });

  it('is not known when one of them is not, or when there is none', () => {
    expect(total([requests('a', 2), { known: false, source: 'b', why: 'gone' }])).toEqual({
      known: false,
      why: 'b: gone',
    });
    expect(total([]).known).toBe(false);
  });

  it('is one of connections as soon as one source counts those', () => {
    const connections = { known: true, source: 'nlb', requests: 1, unit: 'connection' } as const;
    expect(total([requests('a', 2), connections])).toMatchObject({ unit: 'connection', requests: 3 });
  });
});
