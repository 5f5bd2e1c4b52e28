import { recordsAt } from '../../../../../../lambdas/migration/domain/milestones.ts';
import type { ResourceRecordSet } from '../../../../../../lambdas/migration/domain/record-set.ts';
import { someSettings, someShape } from '../../../../../support/migration/settings.ts';
import {
  ADDRESSES,
  address,
  alias,
  cname,
  fence,
  MOVABLE,
  troubles,
  txt,
  verifyZone,
  without,
} from './dns-to-verify.ts';

const www = (...records: ResourceRecordSet[]) => ({ records: [...without('www.shop.test.'), ...records] });
const routed = (fields: Partial<ResourceRecordSet>, Type = 'A') => ({
  ...address('www.shop.test.', 60),
  Type,
  SetIdentifier: 'one',
  ...fields,
});

describe('Names that can be moved', () => {
  it('are counted in one finding, with nothing against any of them', async () => {
    const findings = await verifyZone({});
    expect(findings.map(({ level, subject, code }) => [level, subject, code])).toEqual([
      ['pass', 'k8s-ingress-9876543210.us-west-1.elb.amazonaws.com', 'target-ready'],
      ['pass', 'shop.test', 'zone-read'],
    ]);
    expect(findings[1]?.seen).toBe('The zone contains 6 record sets. 4 of 4 names can be moved.');
  });
});

const ROUTED = ['fail www.shop.test routing-not-simple'];

describe('A name', () => {
  it.each<[string, Parameters<typeof troubles>[0], string[]]>([
    ['that is not there', www(), ['fail www.shop.test record-missing']],
    ['that has only other records', www(txt('www.shop.test.', '"x"')), ['fail www.shop.test record-missing']],
    ['that is weighted', www(routed({ Weight: 1 })), ROUTED],
    ['that is routed by latency', www(routed({ Region: 'us-west-1' })), ROUTED],
    ['that is routed by place', www(routed({ GeoLocation: {} })), ROUTED],
    ['with failover', www(routed({ Failover: 'PRIMARY' })), ROUTED],
    ['that is multivalue', www(routed({ MultiValueAnswer: true })), ROUTED],
    ['routed by network', www(routed({ CidrRoutingConfig: {} })), ROUTED],
    [
      'whose A alone is weighted',
      www(routed({ Weight: 1 }), address('www.shop.test.', 60, '2001:db8::1')),
      ROUTED,
    ],
    ['whose AAAA alone is weighted', www(address('www.shop.test.'), routed({ Weight: 1 }, 'AAAA')), ROUTED],
    [
      'that is a CNAME at the apex',
      { records: [...without('shop.test.'), cname('shop.test.')] },
      ['fail shop.test cname-at-apex'],
    ],
    [
      'that leads to the target already',
      www(alias('www.shop.test.', 'A', 'dualstack.K8s-ingress-9876543210.us-west-1.elb.amazonaws.com')),
      ['fail www.shop.test on-target-already'],
    ],
    [
      'that answers with the target already, written in another way',
      { ...www(address('www.shop.test.', 60, '2001:0DB8:0:0:0:0:0:9')), settings: { target: ADDRESSES } },
      [
        'warn www.shop.test ipv6-only',
        'fail www.shop.test on-target-already',
        'fail img.shop.test target-kind-differs',
      ],
    ],
    ['kept for two days', www(address('www.shop.test.', 172_800)), ['warn www.shop.test ttl-long']],
    ['kept for a week', www(address('www.shop.test.', 604_800)), ['warn www.shop.test ttl-long']],
    [
      'kept for longer than is waited',
      www(address('www.shop.test.', 604_801)),
      ['fail www.shop.test ttl-too-long'],
    ],
    [
      'with more values than one batch can change',
      www({
        ...address('www.shop.test.', 60),
        ResourceRecords: Array.from({ length: 499 }, (_, i) => ({ Value: `192.0.2.${i}` })),
      }),
      ['fail www.shop.test too-many-values'],
    ],
    ['kept for 30 s', www(address('www.shop.test.', 30)), ['warn www.shop.test ttl-raised']],
    ['with IPv6 alone', www(address('www.shop.test.', 300, '2001:db8::1')), ['warn www.shop.test ipv6-only']],
  ])('%s is found', async (_what, script, expected) => {
    expect(await troubles(script)).toEqual(expected);
  });

  it('with more changes than a batch may have is found', async () => {
    const { route53 } = someSettings();
    const limited = { ...route53, changes: { burst: 18, perSecond: 1 } };
    const findings = await verifyZone({ settings: { route53: limited } });
    const found = findings.filter(({ code }) => code === 'too-many-values');
    expect(found.map(({ level, subject }) => `${level} ${subject}`)).toEqual(['fail shop.test']);
    expect(found[0]?.why).toContain('(by `route53.changes.burst`) 9 changes');
  });

  it('that is weighted with zeroes alone is reported', async () => {
    const findings = await verifyZone(www(routed({ Weight: 0 })));
    const finding = findings.find(({ code }) => code === 'routing-not-simple');
    expect(finding?.seen).toBe('Its A is weighted (1 record set). Its only weight is 0.');
  });

  it.each<[string, RegExp]>([
    ['d111111abcdef8.cloudfront.net', /a CloudFront distribution/],
    ['s3-website-us-west-1.amazonaws.com', /an S3 website/],
    ['s3-website.eu-central-1.amazonaws.com', /an S3 website/],
    ['d-abc.execute-api.us-west-1.amazonaws.com', /an API Gateway API/],
    ['vpce-1.vpce-svc-2.us-west-1.vpce.amazonaws.com', /a VPC endpoint/],
    ['a1.awsglobalaccelerator.com', /a Global Accelerator/],
    ['shop.us-west-1.elasticbeanstalk.com', /an Elastic Beanstalk environment/],
    ['static.shop.test', /another record of the zone/],
    ['somewhere.example.com', /something that is not a load balancer/],
  ])('that is an alias to %s is named as what it is', async (target, kind) => {
    const script = www(alias('www.shop.test.', 'A', target));
    expect(await troubles(script)).toEqual(['fail www.shop.test alias-kind']);
    const finding = (await verifyZone(script)).find(({ code }) => code === 'alias-kind');
    expect(finding?.seen).toMatch(kind);
  });

  it('may be an alias to a load balancer however it is written', async () => {
    for (const target of [
      'dualstack.legacy-shop-1.us-west-1.elb.amazonaws.com',
      'legacy-0123456789abcdef.elb.us-west-1.amazonaws.com',
    ])
      expect(await troubles(www(alias('www.shop.test.', 'A', target)))).toEqual([]);
  });

  it('that legacy judges by health is warned of the zero that may serve', async () => {
    const target = { ...alias('www.shop.test.', 'A'), HealthCheckId: 'h' };
    const script = { ...www(target), healthChecks: { h: { known: true, value: true } } } as const;
    expect(await troubles(script)).toEqual(['warn www.shop.test zero-weight-fallback']);
  });
});

describe('What the cluster can answer', () => {
  const noIpv6 = { answers: { ipv4: true, ipv6: false } };
  it('must be IPv6 too for every name that has an AAAA', async () => {
    expect(await troubles({ cluster: noIpv6 })).toEqual(['fail shop.test no-ipv6-on-cluster']);
    const target = { ...ADDRESSES, ipv6: [] };
    const records = without('img.shop.test.');
    const zoneSettings = { records: ['shop.test.', 'www.shop.test.', '\\052.apps.shop.test.'] };
    expect(await troubles({ settings: { target }, records, zoneSettings })).toEqual([
      'fail shop.test no-ipv6-on-cluster',
    ]);
  });

  it('must be IPv4 for every name that has an A', async () => {
    const script = { cluster: { answers: { ipv4: false, ipv6: true } } };
    expect(await troubles(script)).toEqual([
      'fail shop.test no-ipv4-on-cluster',
      'fail www.shop.test no-ipv4-on-cluster',
      'fail *.apps.shop.test no-ipv4-on-cluster',
    ]);
  });

  it('need not be IPv6 where no name has an AAAA', async () => {
    const records = MOVABLE.filter(({ Type }) => Type !== 'AAAA');
    expect(await troubles({ records, cluster: noIpv6 })).toEqual([]);
  });

  it('are names for CNAMEs, not addresses', async () => {
    expect(await troubles({ settings: { target: ADDRESSES } })).toEqual([
      'fail img.shop.test target-kind-differs',
    ]);
  });
});

describe('What stands around a name', () => {
  it.each<[string, ResourceRecordSet[], string[]]>([
    [
      'a delegation of it',
      [{ Name: 'www.shop.test.', Type: 'NS', TTL: 300, ResourceRecords: [{ Value: 'ns.example.' }] }],
      ['fail www.shop.test name-delegated-away'],
    ],
    [
      'a delegation above it',
      [{ Name: 'apps.shop.test.', Type: 'NS', TTL: 300, ResourceRecords: [{ Value: 'ns.example.' }] }],
      ['fail *.apps.shop.test name-delegated-away'],
    ],
    [
      'an HTTPS record with addresses',
      [
        {
          Name: 'www.shop.test.',
          Type: 'HTTPS',
          TTL: 300,
          ResourceRecords: [{ Value: '1 . ipv4hint=192.0.2.1' }],
        },
      ],
      ['warn www.shop.test service-binding'],
    ],
    ['a name under a wildcard', [address('one.apps.shop.test.')], ['warn *.apps.shop.test under-wildcard']],
    ['the name servers of the zone', [{ Name: 'shop.test.', Type: 'NS', TTL: 300, ResourceRecords: [] }], []],
    ['other names', [address('blog.shop.test.'), address('apps.shop.test.')], []],
  ])('is found: %s', async (_what, more, expected) => {
    expect(await troubles({ more })).toEqual(expected);
  });

  it('is no matter under a wildcard when it moves too', async () => {
    const records = ['\\052.apps.shop.test.', 'one.apps.shop.test.'];
    const more = [address('one.apps.shop.test.')];
    expect(await troubles({ more, zoneSettings: { records } })).toEqual([]);
  });

  it('may be a mark of external-dns', async () => {
    const clear = '"heritage=external-dns,external-dns/owner=prod,external-dns/resource=ingress/shop/web"';
    const encrypted = `"${Buffer.alloc(78, 7).toString('base64')}"`;
    expect(await troubles({ more: [txt('a-www.shop.test.', clear)] })).toEqual([
      'fail www.shop.test external-dns-owner',
    ]);
    expect(await troubles({ more: [txt('cname-www.shop.test.', encrypted)] })).toEqual([
      'warn www.shop.test external-dns-encrypted',
    ]);
    expect(await troubles({ more: [address('blog.shop.test.'), txt('a-blog.shop.test.', clear)] })).toEqual(
      [],
    );
    expect(await troubles({ more: [txt('a-old.shop.test.', clear)] })).toEqual([
      'warn shop.test external-dns-possible',
    ]);
    expect(await troubles({ more: [txt('k8s.a-any.apps.shop.test.', clear)] })).toEqual([
      'warn *.apps.shop.test external-dns-possible',
    ]);
  });
});

describe('Many names with the same trouble', () => {
  it('are reported in one finding that lists them, and in little space', async () => {
    const records = Array.from({ length: 400 }, (_, n) => `name-${n}.shop.test.`);
    const findings = await verifyZone({
      records: records.map((name) => alias(name, 'AAAA', 'x.cloudfront.net')),
      zoneSettings: { records },
    });
    const fails = findings.filter(({ level }) => level === 'fail');
    expect(fails).toHaveLength(1);
    expect(fails[0]?.subject).toBe('name-0.shop.test and 399 more');
    expect(fails[0]?.seen).toContain('name-399.shop.test');
    // Step Functions hands at most 256 KiB from state to state, for all checks together.
    expect(JSON.stringify(findings).length).toBeLessThan(64 * 1024);
    expect(findings.find(({ code }) => code === 'zone-read')?.seen).toContain('0 of 400 names can be moved');
  });
});

describe('A run that continues where another stopped', () => {
  const settings = someShape();
  const at = (percent: number) =>
    recordsAt(
      { kind: 'weighted', percent },
      MOVABLE.filter(({ Type }) => Type !== 'MX'),
      settings,
    );
  const stopped = [...at(5), fence()];

  it('finds its groups as the fence says, and nothing against them', async () => {
    expect(await troubles({ records: stopped, continues: 'run-0' })).toEqual([]);
  });

  it('finds that somebody has written since', async () => {
    const [first, ...others] = stopped;
    const changed = [{ ...first, Weight: 50 } as ResourceRecordSet, ...others];
    expect(await troubles({ records: changed, continues: 'run-0' })).toEqual([
      'fail shop.test records-not-as-fenced',
    ]);
    expect(await troubles({ records: [...at(50), fence()], continues: 'run-0' })).toHaveLength(4);
    expect(await troubles({ records: others, continues: 'run-0' })).toContain(
      'fail shop.test records-not-as-fenced',
    );
  });

  it('finds a name that was put back by hand', async () => {
    const records = [...stopped.filter(({ Name }) => Name !== 'www.shop.test.'), address('www.shop.test.')];
    expect(await troubles({ records, continues: 'run-0' })).toEqual([
      'fail www.shop.test records-not-as-fenced',
    ]);
  });

  it('still judges what legacy answers with', async () => {
    expect(
      await troubles({
        records: stopped,
        continues: 'run-0',
        cluster: { answers: { ipv4: true, ipv6: false } },
      }),
    ).toEqual(['fail shop.test no-ipv6-on-cluster']);
  });
});
