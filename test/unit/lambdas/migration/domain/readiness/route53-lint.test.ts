import { recordsAt } from '../../../../../../lambdas/migration/domain/milestones.ts';
import { lintGroup } from '../../../../../../lambdas/migration/domain/readiness/route53-lint.ts';
import { legacyOf, routingPolicy } from '../../../../../../lambdas/migration/domain/readiness/routing.ts';
import type { ResourceRecordSet } from '../../../../../../lambdas/migration/domain/record-set.ts';
import { someShape } from '../../../../../support/migration/settings.ts';

const alias = (EvaluateTargetHealth: boolean) => ({
  HostedZoneId: 'Z368ELLRRE2KJ0',
  DNSName: 'legacy-1.us-west-1.elb.amazonaws.com.',
  EvaluateTargetHealth,
});
const set = (fields: Partial<ResourceRecordSet>): ResourceRecordSet => ({
  Name: 'www.shop.test.',
  Type: 'A',
  ...fields,
});
const weighted = (SetIdentifier: string, Weight: number, fields: Partial<ResourceRecordSet> = {}) =>
  set({ SetIdentifier, Weight, TTL: 60, ResourceRecords: [{ Value: '192.0.2.1' }], ...fields });
const { TTL: _, ResourceRecords: __, ...bare } = weighted('', 0);
const weightedAlias = (SetIdentifier: string, Weight: number, health: boolean): ResourceRecordSet => ({
  ...bare,
  SetIdentifier,
  Weight,
  AliasTarget: alias(health),
});

const codes = (...group: ResourceRecordSet[]) =>
  lintGroup(group).map(({ level, code }) => `${level} ${code}`);

describe('The lint of a group', () => {
  it.each<[string, ResourceRecordSet[], string[]]>([
    ['nothing', [], []],
    ['one simple record set', [set({ TTL: 300, ResourceRecords: [{ Value: '192.0.2.1' }] })], []],
    ['a sound pair', [weighted('legacy', 95), weighted('cluster', 5)], []],
    ['a pair without anything to judge by', [weighted('legacy', 100), weighted('cluster', 0)], []],
    ['nothing but zeroes', [weighted('a', 0), weighted('b', 0)], ['fail all-weights-zero']],
    ['a lonely zero', [weighted('a', 0)], ['fail all-weights-zero']],
    ['two TTLs', [weighted('a', 1), weighted('b', 1, { TTL: 300 })], ['fail mixed-ttl']],
    [
      'an alias beside 300 s',
      [weightedAlias('a', 1, false), weighted('b', 1, { TTL: 300 })],
      ['warn mixed-ttl'],
    ],
    ['an alias beside 60 s', [weightedAlias('a', 1, false), weighted('b', 1)], []],
    ['weighted beside simple', [weighted('a', 1), set({ TTL: 60 })], ['fail mixed-routing']],
    [
      'weighted beside latency',
      [weighted('a', 1), set({ TTL: 60, SetIdentifier: 'b', Region: 'eu-west-1' })],
      ['fail mixed-routing'],
    ],
    [
      'a zero that serves when the other is ill',
      [weightedAlias('a', 100, true), weightedAlias('b', 0, true)],
      ['warn zero-weight-fallback'],
    ],
    [
      'a zero beside a health check',
      [weighted('a', 100, { HealthCheckId: 'h' }), weighted('b', 0)],
      ['warn zero-weight-fallback'],
    ],
    [
      'a zero beside one that is never ill',
      [weightedAlias('a', 100, false), weightedAlias('b', 0, true)],
      [],
    ],
    [
      'a zero beside one that is never ill and one that may be',
      [weightedAlias('a', 1, true), weighted('c', 1), weightedAlias('b', 0, true)],
      [],
    ],
  ])('of %s', (_what, group, expected) => {
    expect(codes(...group)).toEqual(expected);
  });

  it('finds nothing to fail in what the migration itself writes', () => {
    const settings = someShape();
    const before: ResourceRecordSet[] = [
      { Name: 'shop.test.', Type: 'A', AliasTarget: alias(true) },
      { Name: 'www.shop.test.', Type: 'A', TTL: 300, ResourceRecords: [{ Value: '192.0.2.1' }] },
      { Name: 'img.shop.test.', Type: 'CNAME', TTL: 30, ResourceRecords: [{ Value: 'legacy.example.' }] },
    ];
    for (const percent of [0, 0.5, 5, 50, 99.9, 100]) {
      for (const record of before) {
        const group = recordsAt({ kind: 'weighted', percent }, [record], settings);
        expect(lintGroup(group).filter(({ level }) => level === 'fail')).toEqual([]);
      }
    }
  });
});

describe('The routing of a record set', () => {
  it.each<[Partial<ResourceRecordSet>, string]>([
    [{}, 'simple'],
    [{ SetIdentifier: 'a', Weight: 0 }, 'weighted'],
    [{ SetIdentifier: 'a', Region: 'eu-west-1' }, 'latency'],
    [{ SetIdentifier: 'a', Failover: 'PRIMARY' }, 'failover'],
    [{ SetIdentifier: 'a', GeoLocation: { CountryCode: 'DE' } }, 'geolocation'],
    [{ SetIdentifier: 'a', GeoProximityLocation: {} }, 'geoproximity'],
    [{ SetIdentifier: 'a', CidrRoutingConfig: {} }, 'IP-based (CIDR)'],
    [{ SetIdentifier: 'a', MultiValueAnswer: true }, 'multivalue answer'],
    [{ TrafficPolicyInstanceId: 't' }, 'traffic policy'],
    [{ SetIdentifier: 'a' }, 'not known'],
  ])('%j is %s', (fields, policy) => {
    expect(routingPolicy(set(fields))).toBe(policy);
  });
});

describe('What legacy answered with', () => {
  it('is read back from the groups of a run, whatever the share', () => {
    const settings = someShape();
    const before: ResourceRecordSet[] = [
      { Name: 'shop.test.', Type: 'A', AliasTarget: alias(true), HealthCheckId: 'h' },
      { Name: 'shop.test.', Type: 'AAAA', AliasTarget: alias(true) },
      { Name: 'img.shop.test.', Type: 'CNAME', TTL: 60, ResourceRecords: [{ Value: 'legacy.example.' }] },
    ];
    const txt = { Name: 'shop.test.', Type: 'TXT', TTL: 60, ResourceRecords: [{ Value: '"x"' }] };
    const held = [...recordsAt({ kind: 'weighted', percent: 50 }, before, settings), txt];
    expect(legacyOf(held)).toEqual(before);
    expect(legacyOf([...before, txt])).toEqual(before);
  });
});
