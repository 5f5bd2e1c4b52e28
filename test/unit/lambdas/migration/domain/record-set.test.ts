import * as fc from 'fast-check';
import {
  type ResourceRecordSet,
  sameRecord,
  sameRecords,
} from '../../../../../lambdas/migration/domain/record-set.ts';
import { canonicalAddress } from '../../../../../lambdas/shared/contract/ip-addresses.ts';
import { anyNotation, ipv6Groups } from '../../../../support/arbitrary-ipv6.ts';

const hex = (group: number) => group.toString(16);
const alias: ResourceRecordSet = {
  Name: 'shop.test.',
  Type: 'A',
  AliasTarget: { HostedZoneId: 'Z1ELB', DNSName: 'legacy.elb.amazonaws.com.', EvaluateTargetHealth: false },
};
const simple: ResourceRecordSet = {
  Name: 'www.shop.test.',
  Type: 'A',
  TTL: 300,
  ResourceRecords: [{ Value: '192.0.2.1' }, { Value: '192.0.2.2' }],
};
const values = (...texts: string[]) => texts.map((Value) => ({ Value }));
const aliased = (field: object): ResourceRecordSet =>
  ({ ...alias, AliasTarget: { ...alias.AliasTarget, ...field } }) as ResourceRecordSet;

describe('Two record sets', () => {
  it('are the same when every field is, whatever the order of values', () => {
    expect(sameRecord(alias, structuredClone(alias))).toBe(true);
    expect(sameRecord({ ...simple, HealthCheckId: undefined as never }, simple)).toBe(true);
    expect(sameRecord(simple, { ...simple, ResourceRecords: values('192.0.2.2', '192.0.2.1') })).toBe(true);
  });

  it('are the same where an IPv6 address is written in another way', () => {
    const six = (...texts: string[]) => ({ ...simple, Type: 'AAAA', ResourceRecords: values(...texts) });
    const addresses = fc.uniqueArray(ipv6Groups, { selector: String, minLength: 1, maxLength: 3 });
    const twice = addresses.chain((all) => {
      const inAnyOrder = fc.shuffledSubarray(all, { minLength: all.length });
      const texts = (groups: readonly number[][]) => fc.tuple(...groups.map(anyNotation));
      return fc.tuple(texts(all), inAnyOrder.chain(texts));
    });
    fc.assert(
      fc.property(twice, ipv6Groups, ([one, other], another) => {
        expect(sameRecord(six(...one), six(...other))).toBe(true);
        const isNew = !one.map(canonicalAddress).includes(canonicalAddress(another.map(hex).join(':')));
        const changed = six(another.map(hex).join(':'), ...other.slice(1));
        expect(sameRecord(six(...one), changed) && isNew).toBe(false);
      }),
    );
  });

  it('are the same where the name that a CNAME leads to is written in another way', () => {
    const cname = (Value: string) => ({ ...simple, Type: 'CNAME', ResourceRecords: [{ Value }] });
    expect(sameRecord(cname('Legacy.shop.test.'), cname('legacy.shop.test'))).toBe(true);
    expect(sameRecord(cname('legacy.shop.test'), cname('legacy.cdn.test'))).toBe(false);
  });

  it('differ by each character of what is no address and no name', () => {
    const txt = (Value: string) => ({ ...simple, Type: 'TXT', ResourceRecords: [{ Value }] });
    expect(sameRecord(txt('"2001:db8::1"'), txt('"2001:DB8::1"'))).toBe(false);
    expect(sameRecord(txt('"a"'), txt('"A"'))).toBe(false);
  });

  it.each<[string, ResourceRecordSet, ResourceRecordSet]>([
    ['name', simple, { ...simple, Name: 'api.shop.test.' }],
    ['type', simple, { ...simple, Type: 'AAAA' }],
    ['TTL', simple, { ...simple, TTL: 60 }],
    ['values', simple, { ...simple, ResourceRecords: values('192.0.2.1', '192.0.2.3') }],
    ['number of values', simple, { ...simple, ResourceRecords: values('192.0.2.1') }],
    ['health check', simple, { ...simple, HealthCheckId: 'abc' }],
    ['weight', simple, { ...simple, SetIdentifier: 'legacy', Weight: 0 }],
    ['set identifier', { ...simple, Weight: 1 }, { ...simple, Weight: 1, SetIdentifier: 'legacy' }],
    ['region', simple, { ...simple, Region: 'us-west-1' }],
    ['place', simple, { ...simple, GeoLocation: { CountryCode: 'NZ' } }],
    ['alias’s target', alias, aliased({ DNSName: 'other.elb.amazonaws.com.' })],
    ['alias’s hosted zone', alias, aliased({ HostedZoneId: 'Z2ELB' })],
    ['alias’s health evaluation', alias, aliased({ EvaluateTargetHealth: true })],
  ])('differ by their %s', (_what, one, other) => {
    expect([sameRecord(one, other), sameRecord(other, one)]).toEqual([false, false]);
  });
});

describe('Record sets of a name', () => {
  const six: ResourceRecordSet = { ...simple, Type: 'AAAA', ResourceRecords: values('2001:db8::1') };

  it('are the same in any order', () => {
    expect(sameRecords([simple, six], [six, simple])).toBe(true);
  });

  it('are not when one is missing, added, or there instead of another', () => {
    expect(sameRecords([simple], [simple, six])).toBe(false);
    expect(sameRecords([simple, six], [simple])).toBe(false);
    expect(sameRecords([simple, simple], [simple, six])).toBe(false);
    expect(sameRecords([simple, six], [simple, simple])).toBe(false);
  });
});
