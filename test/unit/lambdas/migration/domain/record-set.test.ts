import {
  type ResourceRecordSet,
  sameRecord,
  sameRecords,
} from '../../../../../lambdas/migration/domain/record-set.ts';

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
