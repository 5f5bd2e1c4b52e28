import { assert, constantFrom, oneof, property, stringMatching } from 'fast-check';
import { ownershipClaims } from '../../../../../../lambdas/migration/domain/readiness/external-dns.ts';
import type { ResourceRecordSet } from '../../../../../../lambdas/migration/domain/record-set.ts';

const CLEAR = '"heritage=external-dns,external-dns/owner=prod,external-dns/resource=ingress/shop/web"';
/** 60 bytes: as AES-GCM makes of a claim, compressed. */
const ENCRYPTED = `"${Buffer.alloc(60, 7).toString('base64')}"`;

const a = (name: string): ResourceRecordSet => ({
  Name: name,
  Type: 'A',
  TTL: 60,
  ResourceRecords: [{ Value: '192.0.2.1' }],
});
const txt = (name: string, ...values: string[]): ResourceRecordSet => ({
  Name: name,
  Type: 'TXT',
  TTL: 300,
  ResourceRecords: values.map((Value) => ({ Value })),
});
const ZONE = ['shop.test.', 'www.shop.test.', 'api.shop.test.', '\\052.apps.shop.test.'].map(a);
const claimed = (...txts: ResourceRecordSet[]) => ownershipClaims([...ZONE, ...txts]).map(({ name }) => name);

describe('Ownership by external-dns', () => {
  it.each<[string, string, string[]]>([
    ['at the name', 'www.shop.test.', ['www.shop.test.']],
    ['at the apex', 'shop.test.', ['shop.test.']],
    ['by type, A', 'a-www.shop.test.', ['www.shop.test.']],
    ['by type, AAAA', 'aaaa-www.shop.test.', ['www.shop.test.']],
    ['by type, CNAME, as for an alias', 'cname-www.shop.test.', ['www.shop.test.']],
    ['with a prefix', 'extdns-www.shop.test.', ['www.shop.test.']],
    ['with a prefix without a separator', 'extdnswww.shop.test.', ['www.shop.test.']],
    ['with a prefix before the type', 'extdns-a-www.shop.test.', ['www.shop.test.']],
    ['with a prefix that is a label', 'extdns.www.shop.test.', ['www.shop.test.']],
    ['with a prefix that is a label, by type', 'extdns.cname-www.shop.test.', ['www.shop.test.']],
    ['with the type as the prefix', 'cname.www.shop.test.', ['www.shop.test.']],
    ['with a suffix', 'www-extdns.shop.test.', ['www.shop.test.']],
    ['with a suffix, by type', 'a-www-extdns.shop.test.', ['www.shop.test.']],
    ['of the apex with a prefix that is a label', 'extdns.shop.test.', ['shop.test.']],
    ['of a wildcard at the name', '\\052.apps.shop.test.', ['\\052.apps.shop.test.']],
    ['of a wildcard by type', 'a-\\052.apps.shop.test.', ['\\052.apps.shop.test.']],
    ['of a wildcard with a replacement', 'any.apps.shop.test.', ['\\052.apps.shop.test.']],
    ['of a wildcard with a replacement, by type', 'cname-any.apps.shop.test.', ['\\052.apps.shop.test.']],
  ])('is seen %s', (_how, txtName, names) => {
    expect(claimed(txt(txtName, CLEAR))).toEqual(expect.arrayContaining(names));
  });

  it.each<[string, ResourceRecordSet[]]>([
    ['the TXT of somebody else', [txt('www.shop.test.', '"v=spf1 -all"')]],
    ['a claim on another name', [a('blog.shop.test.'), txt('a-blog.shop.test.', CLEAR)]],
    ['a claim on another name that ends alike', [a('my-www.shop.test.'), txt('my-www.shop.test.', CLEAR)]],
    ['a claim on a longer name', [a('old.www.shop.test.'), txt('a-old.www.shop.test.', CLEAR)]],
    ['a claim on a name under a wildcard', [a('one.apps.shop.test.'), txt('a-one.apps.shop.test.', CLEAR)]],
    ['a claim on another type', [txt('txt-www.shop.test.', CLEAR)]],
    ['a claim on a mail exchange', [txt('mx-www.shop.test.', CLEAR)]],
    ['a fence', [txt('_cutover-shop.shop.test.', '"heritage=kops-cutover,migration=shop"')]],
  ])('is not seen in %s', (_what, records) => {
    const names = ownershipClaims([...ZONE, ...records]).map(({ name }) => name);
    expect(names.filter((name) => ZONE.some(({ Name }) => Name === name))).toEqual([]);
  });

  it('reports what is claimed by whom, and where', () => {
    expect(ownershipClaims([...ZONE, txt('a-www.shop.test.', '"other"', CLEAR)])).toEqual([
      { txtName: 'a-www.shop.test.', name: 'www.shop.test.', text: CLEAR.slice(1, -1) },
    ]);
  });

  it('is seen in a text of several strings', () => {
    const split = `"${CLEAR.slice(1, 20)}" "${CLEAR.slice(20, -1)}"`;
    expect(ownershipClaims([...ZONE, txt('www.shop.test.', split)])[0]?.text).toBe(CLEAR.slice(1, -1));
  });

  it('is suspected where a mark looks encrypted', () => {
    expect(ownershipClaims([...ZONE, txt('a-www.shop.test.', ENCRYPTED)])).toMatchObject([
      { name: 'www.shop.test.', text: '' },
    ]);
  });

  it.each([
    '"google-site-verification=0123456789abcdefghijklmnopqrstuvwxyz"',
    '"MS=ms12345678"',
    '"c2hvcnQ="',
    '"hello world, this is a long text with more than fourty characters"',
  ])('is not suspected in %s', (value) => {
    expect(claimed(txt('www.shop.test.', value))).toEqual([]);
  });

  it('is seen with whatever prefix or suffix external-dns is given; it takes one of them', () => {
    const prefix = stringMatching(/^[a-z]{0,5}[-.]?$/)
      .map((text) => [text.replace(/^[-.]/, ''), ''])
      // Such a one reads as the mark of a record of that type, which no migration moves.
      .filter(([before = '']) => !/^(ns|mx|srv|naptr|ptr|txt)-$/.test(before));
    const suffix = stringMatching(/^-[a-z]{1,5}$/).map((text) => ['', text]);
    const type = constantFrom('', 'a-', 'aaaa-', 'cname-');
    assert(
      property(oneof(prefix, suffix), type, ([before, after], kind) => {
        // As external-dns makes the name: prefix, type, first label, suffix; then the other labels.
        const txtName = `${before}${kind}api${after}.shop.test.`;
        expect(claimed(txt(txtName, CLEAR))).toContain('api.shop.test.');
      }),
      { numRuns: 1000 },
    );
  });
});
