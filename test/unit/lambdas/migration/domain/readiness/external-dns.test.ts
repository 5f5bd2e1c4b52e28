import { createCipheriv } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import {
  type OwnershipClaim,
  ownershipClaims,
} from '../../../../../../lambdas/migration/domain/readiness/external-dns/claims.ts';
import type { ResourceRecordSet } from '../../../../../../lambdas/migration/domain/record-set.ts';
import { displayName } from '../../../../../../lambdas/shared/contract/dns-names.ts';
import { cases, casesOf } from '../../../../../support/cases.ts';
import { MARKS, ZONE } from '../../../../../support/migration/external-dns-marks.ts';
import { type Flags, markName, type Written } from '../../../../../support/migration/external-dns-writer.ts';

const CLEAR = '"heritage=external-dns,external-dns/owner=prod,external-dns/resource=ingress/shop/web"';

/** A mark's value as external-dns encrypts it. Source: endpoint/crypto.go (EncryptText). */
function encrypted(text: string): string {
  const nonce = Buffer.alloc(12, 7);
  const cipher = createCipheriv('aes-256-gcm', Buffer.alloc(32, 1), nonce);
  const sealed = [cipher.update(gzipSync(text, { level: 9 })), cipher.final(), cipher.getAuthTag()];
  return `"${Buffer.concat([nonce, ...sealed]).toString('base64')}"`;
}

const canonical = (name: string) => `${name.replace('*', '\\052')}.`;
/** @param type `A`, `A alias` */
function record(name: string, type: string): ResourceRecordSet {
  const [Type = '', alias] = type.split(' ');
  return {
    Name: canonical(name),
    Type,
    ...(alias
      ? { AliasTarget: { HostedZoneId: 'Z1', DNSName: 'x-1.elb.test.', EvaluateTargetHealth: false } }
      : { TTL: 60, ResourceRecords: [{ Value: 'x' }] }),
  };
}
const txt = (name: string, ...values: string[]): ResourceRecordSet => ({
  Name: canonical(name),
  Type: 'TXT',
  TTL: 300,
  ResourceRecords: values.map((Value) => ({ Value })),
});
const recordsOf = (zone: typeof ZONE) =>
  Object.entries(zone).flatMap(([name, types]) => types.map((type) => record(name, type)));
const RECORDS = recordsOf(ZONE);

/** What the marks claim of the zone and of `more`, as `www.shop.test` or `maybe www.shop.test`. */
function claimed(marks: readonly string[], more: readonly ResourceRecordSet[] = []): string[] {
  const records = [...RECORDS, ...more, ...marks.map((mark) => txt(mark, CLEAR))];
  return ownershipClaims(records).map(
    ({ name, isCertain }) => `${isCertain ? '' : 'maybe '}${displayName(name)}`,
  );
}

describe('A mark of external-dns', () => {
  it.each(MARKS.map((form) => [form.made, form.mark, form] as const))(
    '%s: %s',
    (_made, mark, { certain = [], possible = [] }) => {
      expect(claimed([mark])).toEqual([...certain, ...possible.map((name) => `maybe ${name}`)]);
    },
  );

  it('counts with a prefix that only a flag explains where all marks of its owner have it', () => {
    expect(claimed(['x-a.www.shop.test', 'x-a.shop.test'])).toEqual(['www.shop.test', 'shop.test']);
    expect(claimed(['extdnswww.shop.test', 'extdnsapi.shop.test', 'extdnsold.shop.test'])).toEqual([
      'www.shop.test',
      'api.shop.test',
      'maybe shop.test',
    ]);
    const mirrored = ['a-old.shop.test', 'a-old.www.shop.test', 'a-api.shop.test'];
    expect(claimed(mirrored)).toEqual(['maybe shop.test', 'maybe www.shop.test', 'api.shop.test']);
  });

  it('counts with such a suffix, too', () => {
    expect(claimed(['a-www-ext.shop.test', 'a-api-ext.shop.test'])).toEqual([
      'www.shop.test',
      'api.shop.test',
    ]);
    const left = ['a-www-ext.shop.test', 'aaaa-api-ext.shop.test', 'a-img-ext.shop.test'];
    expect(claimed(left)).toEqual(['www.shop.test', 'api.shop.test', 'maybe img.shop.test']);
  });

  it('is none for another name that the zone has', () => {
    const there = (name: string) => claimed([`a-${name}`], [record(name, 'A')]);
    for (const name of ['blog.shop.test', 'my-www.shop.test', 'old.www.shop.test', 'one.apps.shop.test'])
      expect(there(name)).toEqual([name]);
  });

  it('that can be read in two ways is a claim on both', () => {
    const both = claimed(['extdns-my-www.shop.test'], [record('my-www.shop.test', 'A')]);
    expect(both.toSorted()).toEqual(['my-www.shop.test', 'www.shop.test']);
    expect(claimed(['a-www.shop.test'], [record('a-www.shop.test', 'A')]).toSorted()).toEqual([
      'a-www.shop.test',
      'www.shop.test',
    ]);
  });

  it.each([
    ['the TXT of somebody else', '"v=spf1 -all"'],
    ['a fence', '"heritage=kops-cutover,migration=shop"'],
    ['another heritage', '"heritage=external-dns-like,owner=prod"'],
    ['a verification', '"google-site-verification=0123456789abcdefghijklmnopqrstuvwxyz"'],
    ['a short one', '"MS=ms12345678"'],
    ['a short one in base64', '"c2hvcnQ="'],
    ['a token of Amazon SES (_amazonses)', '"pmBGN/7MjnfhTKUZ06Enqq1PeGUaOkw8lGhcfwefcHU="'],
    ['a token of Azure App Service (asuid)', `"${'0A1B2C3D4E5F6071'.repeat(4)}"`],
    ['64 random bytes in base64', `"${Buffer.alloc(64, 7).toString('base64')}"`],
    ['a sentence', '"hello world, this is a long text with more than fourty characters"'],
  ])('is not seen in %s', (_what, value) => {
    expect(ownershipClaims([...RECORDS, txt('www.shop.test', value)])).toEqual([]);
  });

  it('says what is claimed by whom, and where', () => {
    expect(ownershipClaims([...RECORDS, txt('a-www.shop.test', '"other"', CLEAR)])).toEqual([
      { txtName: 'a-www.shop.test.', name: 'www.shop.test.', text: CLEAR.slice(1, -1), isCertain: true },
    ]);
  });

  it.each([' ', ''])('is seen in a text of several strings with %j between them', (between) => {
    const split = `"${CLEAR.slice(1, 20)}"${between}"${CLEAR.slice(20, -1)}"`;
    expect(ownershipClaims([...RECORDS, txt('www.shop.test', split)])[0]?.text).toBe(CLEAR.slice(1, -1));
  });

  it.each([CLEAR.slice(1, -1), 'heritage=external-dns,external-dns/owner=a'])(
    'is suspected where it may be an encrypted one: %s',
    (text) => {
      expect(ownershipClaims([...RECORDS, txt('a-www.shop.test', encrypted(text))])).toMatchObject([
        { name: 'www.shop.test.', text: '' },
      ]);
    },
  );
});

/** No part of an affix is called like a name of the zone; what then can't be told apart is in the table. */
const WORDS = ['extdns', 'txt', 'zy1', 'K8S9', '%{record_type}'];
const SEPARATORS = ['', '-', '.', '_', '-.'];
const REPLACEMENTS = ['', 'Any-9'];
/** Of one or two words, with any of these between and after them. */
const PREFIXES = WORDS.flatMap((word) => SEPARATORS.map((after) => word + after)).flatMap((text) => [
  text,
  ...WORDS.flatMap((word) => ['-', '.'].map((after) => text + word + after)),
]);
const SUFFIXES = SEPARATORS.flatMap((before) => WORDS.map((word) => before + word)).flatMap((text) => [
  text,
  ...WORDS.flatMap((word) => ['-', '.'].map((before) => text + before + word)),
]);
const FLAGS: readonly Flags[] = [
  {},
  ...PREFIXES.map((prefix) => ({ prefix })),
  ...SUFFIXES.map((suffix) => ({ suffix })),
];

/** More names than the table's: below others, an apex's wildcard, one that ends as another one, with digits and hyphens. */
const MORE: Readonly<Record<string, readonly string[]>> = {
  'my-www.shop.test': ['A'],
  'deep.api.shop.test': ['A', 'AAAA'],
  '*.shop.test': ['A alias', 'AAAA alias'],
  'v2.shop.test': ['A'],
  'x1.shop.test': ['A'],
  'b-9.shop.test': ['CNAME'],
  'v6--only.shop.test': ['AAAA'],
};
const RICHER = { ...ZONE, ...MORE };
type Marked = Pick<Written, 'host' | 'type'>;
/** What external-dns marks of it: an alias under either type. */
const MARKED: readonly Marked[] = Object.entries(RICHER).flatMap(([host, types]) =>
  types
    .flatMap((type) => (type === 'A alias' ? ['A', 'CNAME'] : [type.replace(' alias', '')]))
    .map((type) => ({ host, type })),
);

interface Made extends Written {
  readonly flags: Flags;
  readonly mark: string;
  /** One that is rightly there with the same flags. */
  readonly beside: string;
}

/** All marks that external-dns can write of these records into this zone. */
function marksOf(records: readonly Marked[]): readonly Made[] {
  return records.flatMap((each) => {
    const replacements = each.host.startsWith('*') ? REPLACEMENTS : [''];
    return casesOf(FLAGS).flatMap((affix) =>
      replacements.flatMap((wildcardReplacement) => written(each, { ...affix, wildcardReplacement })),
    );
  });
}

/** Other flags may come to the same mark: each case once. */
function distinct(made: readonly Made[], field: 'host' | 'beside'): readonly Made[] {
  return [...new Map(made.map((one) => [`${one.mark} ${one[field]}`, one])).values()];
}

function written({ host, type }: Marked, flags: Flags): readonly Made[] {
  const isDeep = host.split('.').length > 3;
  const ways: readonly Written[] = [
    { host, type, format: 'new' },
    ...(type === 'AAAA' ? [] : [{ host, type, format: 'old' } as const]),
    ...(isDeep ? [{ host, type, format: 'new', knownZone: 'shop.test' } as const] : []),
  ];
  const beside = markName({ host: 'deep.api.shop.test', type: 'A', format: 'new' }, flags);
  return ways
    .map((way) => ({ ...way, flags, beside, mark: markName(way, flags) }))
    .filter(({ mark }) => mark.endsWith('.shop.test.') && !mark.includes('..'));
}

describe('Whatever flags external-dns has, a mark', () => {
  const zone = recordsOf(RICHER);

  /** What the marks of each case claim. All are in one zone, and those of each owner are judged alone. */
  function claimsOfEach(cases: readonly (readonly string[])[]): readonly (readonly OwnershipClaim[])[] {
    const ownedBy = (owner: number) => txt('', CLEAR.replace('prod', `owner-${owner}`));
    const marks = cases.flatMap((names, i) => names.map((Name) => ({ ...ownedBy(i), Name })));
    const claims = ownershipClaims([...zone, ...marks]);
    const byOwner = Map.groupBy(claims, ({ text }) => Number(/owner-(\d+)/.exec(text)?.[1]));
    return cases.map((_, i) => byOwner.get(i) ?? []);
  }

  /** The marks that fail a name, each beside one that is rightly there. */
  function failing(made: readonly Made[]): readonly Made[] {
    const claims = claimsOfEach(made.map(({ mark, beside }) => [beside, mark]));
    return made.filter(({ mark }, i) =>
      claims[i]?.some(({ txtName, isCertain }) => txtName === mark && isCertain),
    );
  }

  it('is read back to the name that it was made for', () => {
    const made = distinct(marksOf(MARKED), 'host');
    const claims = claimsOfEach(made.map(({ mark }) => [mark]));
    const missed = made.filter(({ host }, i) => !claims[i]?.some(({ name }) => name === canonical(host)));
    expect(missed).toEqual([]);
    expect(made.length).toBeGreaterThan(cases(10_000));
  });

  it('of a name that is gone never fails another name', () => {
    const hosts = [
      'old.shop.test',
      'u-v.shop.test',
      '_sip.www.shop.test',
      'old.apps.shop.test',
      'old.deep.api.shop.test',
      '*.old.www.shop.test',
    ];
    const types = ['A', 'CNAME', 'TXT'];
    // Two types of each.
    const gone = hosts.flatMap((host, i) =>
      types.flatMap((type, j) => (i % 3 === j ? [] : [{ host, type }])),
    );
    const made = distinct(marksOf(gone), 'beside');
    expect(failing(made)).toEqual([]);
    expect(made.length).toBeGreaterThan(cases(10_000));
  });

  it('of a record that is gone never fails the records that its name has', () => {
    const gone = Object.keys(RICHER)
      .flatMap((host) => ['A', 'AAAA', 'CNAME'].map((type) => ({ host, type })))
      .filter(({ host, type }) => !MARKED.some((each) => each.host === host && each.type === type));
    // Where the mark doesn't say the type, or not for itself, it is one for all records of the name.
    const saysType = ({ format, flags: { prefix = '-', suffix = '-' } }: Made) =>
      format === 'new' && !/[a-z0-9}]%|\}[a-z0-9]|[a-z0-9}] | [a-z0-9%]/i.test(`${prefix} ${suffix}`);
    const made = distinct(marksOf(gone).filter(saysType), 'beside');
    expect(failing(made)).toEqual([]);
    expect(made.length).toBeGreaterThan(cases(10_000));
  });
});
