import * as fc from 'fast-check';
import type { ClusterTarget } from '../../../../../../lambdas/migration/contract/settings.ts';
import { legacyLike } from '../../../../../../lambdas/migration/domain/drill/throwaway.ts';
import type { ResourceRecordSet } from '../../../../../../lambdas/migration/domain/record-set.ts';
import { someSettings } from '../../../../../support/migration/settings.ts';

const NAME = '_drilled-shop.shop.test.';
const { target } = someSettings();
const addresses = (ipv4: readonly string[], ipv6: readonly string[]): ClusterTarget => ({
  kind: 'addresses',
  ipv4,
  ipv6,
});
const record = (Type: string, ...values: string[]): ResourceRecordSet => ({
  Name: 'www.shop.test.',
  Type,
  TTL: 300,
  ResourceRecords: values.map((Value) => ({ Value })),
});
const alias = (DNSName: string, more: Partial<ResourceRecordSet> = {}): ResourceRecordSet => ({
  Name: 'www.shop.test.',
  Type: 'A',
  AliasTarget: { HostedZoneId: 'Z1', DNSName, EvaluateTargetHealth: false },
  ...more,
});
const NOWHERE = ['A 192.0.2.1', 'AAAA 2001:db8::1'];
const shown = (records: readonly ResourceRecordSet[]) =>
  records.map(
    ({ Type, AliasTarget, ResourceRecords = [] }) =>
      `${Type} ${AliasTarget?.DNSName ?? ResourceRecords.map(({ Value }) => Value).join(' ')}`,
  );

describe('the record sets that a drill moves', () => {
  it.each<[string, readonly ResourceRecordSet[], readonly string[]]>([
    ['addresses', [record('A', '192.0.2.10', '192.0.2.11')], ['A 192.0.2.10 192.0.2.11']],
    [
      'both families',
      [record('A', '192.0.2.10'), record('AAAA', '2001:db8::7')],
      ['A 192.0.2.10', 'AAAA 2001:db8::7'],
    ],
    ['a CNAME', [record('CNAME', 'legacy.test')], ['CNAME legacy.test']],
    ['an alias', [alias('elb.test.')], ['A elb.test.']],
    ['beside what isn’t moved', [record('TXT', '"x"'), record('A', '192.0.2.10')], ['A 192.0.2.10']],
  ])('are as the first moved name is: %s', (_what, model, expected) => {
    expect(shown(legacyLike(NAME, model, new Set(), target))).toEqual(expected);
  });

  it.each<[string, readonly ResourceRecordSet[]]>([
    ['is not there', []],
    ['is weighted already', [{ ...record('A', '192.0.2.10'), SetIdentifier: 'a', Weight: 1 }]],
    ['belongs to a traffic policy', [{ ...record('A', '192.0.2.10'), TrafficPolicyInstanceId: 'x' }]],
    ['leads to a moved name by an alias', [alias('shop.test.')]],
    ['leads to a moved name by a CNAME', [record('CNAME', 'shop.test')]],
    ['leads to a moved name by a CNAME with a dot', [record('CNAME', 'shop.test.')]],
  ])('lead nowhere if that name %s', (_what, model) => {
    expect(shown(legacyLike(NAME, model, new Set(['shop.test.']), target))).toEqual(NOWHERE);
  });

  it.each<[string, ClusterTarget, readonly string[]]>([
    ['IPv4 alone', addresses(['198.51.100.1'], []), ['A 192.0.2.10']],
    ['both', addresses(['198.51.100.1'], ['2001:db8:2::1']), ['A 192.0.2.10', 'AAAA 2001:db8::7']],
    ['IPv6 alone', addresses([], ['2001:db8:2::1']), ['AAAA 2001:db8::7']],
  ])('have only the families that the cluster answers: %s', (_what, cluster, expected) => {
    const model = [record('A', '192.0.2.10'), record('AAAA', '2001:db8::7')];
    expect(shown(legacyLike(NAME, model, new Set(), cluster))).toEqual(expected);
  });

  it('are no CNAME where the cluster answers with addresses', () => {
    const cluster = addresses(['198.51.100.1'], []);
    expect(shown(legacyLike(NAME, [record('CNAME', 'legacy.test')], new Set(), cluster))).toEqual([
      'A 192.0.2.1',
    ]);
  });

  it('name no health check, so that one which is gone keeps no drill from beginning', () => {
    const [made] = legacyLike(NAME, [alias('elb.test.', { HealthCheckId: 'abc' })], new Set(), target);
    expect(made).not.toHaveProperty('HealthCheckId');
  });

  it('are always at the throwaway name, at least one, and of the types that move', () => {
    const models = fc.array(
      fc.record({
        Name: fc.constantFrom('www.shop.test.', 'shop.test.'),
        Type: fc.constantFrom('A', 'AAAA', 'CNAME', 'TXT', 'MX'),
        TTL: fc.nat(86_400),
        ResourceRecords: fc.array(fc.record({ Value: fc.constantFrom('192.0.2.1', 'shop.test', 'x.test.') })),
      }),
    );
    const targets = fc.constantFrom(target, addresses(['198.51.100.1'], []), addresses([], ['2001:db8::9']));
    fc.assert(
      fc.property(models, targets, (model, cluster) => {
        const made = legacyLike(NAME, model, new Set(['shop.test.']), cluster);
        expect(made.length).toBeGreaterThan(0);
        for (const { Name, Type } of made)
          expect([Name, /^(A|AAAA|CNAME)$/.test(Type)]).toEqual([NAME, true]);
      }),
    );
  });
});
