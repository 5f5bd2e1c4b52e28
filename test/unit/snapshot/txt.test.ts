import { withHashedTexts } from '../../../snapshot/redact/txt.ts';

const hashed = (Type: string, ...values: readonly string[]) =>
  withHashedTexts({
    ResourceRecordSets: [
      { Name: 'x.', Type: Type as 'TXT', TTL: 60, ResourceRecords: values.map((Value) => ({ Value })) },
    ],
  }).ResourceRecordSets[0]?.ResourceRecords?.map(({ Value }) => Value);

describe('what TXT records say', () => {
  it('is replaced by its hash, the same for the same', () => {
    const [one, other, same] = hashed('TXT', '"v=spf1 -all"', '"token=1"', '"v=spf1 -all"') ?? [];
    expect(one).toMatch(/^"sha256:[0-9a-f]{64}"$/);
    expect(other).not.toBe(one);
    expect(same).toBe(one);
    expect(hashed('SPF', '"v=spf1 -all"')).toEqual([one]);
    expect(hashed('TXT', one ?? '')).toEqual([one]);
  });

  it.each([
    '"heritage=kops-cutover,version=1,migration=shop,epoch=1,phase=shift,weight=5,execution=x"',
    '"heritage=external-dns,external-dns/owner=shop,external-dns/resource=ingress/web/shop"',
    // As external-dns encrypts a mark.
    `"${Buffer.alloc(99, 'x').toString('base64')}"`,
  ])('is kept where the plan reads it: %s', (value) => {
    expect(hashed('TXT', value)).toEqual([value]);
  });

  it('is no matter of other records, or of aliases', () => {
    expect(hashed('CNAME', 'www.example.com.')).toEqual(['www.example.com.']);
    const alias = {
      Name: 'x.',
      Type: 'TXT',
      AliasTarget: { DNSName: 'y.', HostedZoneId: 'Z', EvaluateTargetHealth: false },
    } as const;
    expect(withHashedTexts({ ResourceRecordSets: [alias] }).ResourceRecordSets).toEqual([alias]);
  });
});
