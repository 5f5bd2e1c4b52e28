import { exposureOf, openInWords } from '../../../../../../lambdas/migration/domain/network/exposure.ts';

describe('whom a list of CIDRs lets in', () => {
  it.each([
    [
      'open',
      ['0.0.0.0/0', '::/0', '0.0.0.0/1', '128.0.0.0/7', '2000::/3', '8.0.0.0/6', '10.0.0.0/7', 'fc00::/6'],
    ],
    [
      'wide',
      ['8.0.0.0/8', '203.0.0.0/15', '2600::/16', '2600::/31', '172.0.0.0/8', '192.0.0.0/8', '100.0.0.0/9'],
    ],
    [
      'unreadable',
      [
        '',
        'office',
        '10.0.0.0',
        '10.0.0.0/33',
        '10.0.0/8',
        '10.0.0.256/32',
        '::/129',
        '10.0.0.0/8 ',
        'g::/8',
        '1:2/64',
        ':/64',
        '1::2::3/64',
        'pl-xyz',
      ],
    ],
  ] as const)('%s', (kind, entries) => {
    for (const entry of entries) expect([entry, exposureOf([entry])[kind]]).toEqual([entry, [entry]]);
  });

  it.each([
    ...['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10', '169.254.0.0/16', '127.0.0.0/8'],
    ...['fc00::/7', 'fd12:3456::/32', 'fe80::/10', '203.0.113.0/24', '203.0.0.0/16', '203.0.113.7/32'],
    ...['2001:db8::/32', '2001:db8::1/128', '::1/128', 'pl-0123456789abcdef0'],
  ])('%s: few', (entry) => {
    expect(exposureOf([entry])).toEqual({ open: [], wide: [], unreadable: [] });
  });

  const eights = (n: number) => Array.from({ length: n }, (_, i) => `${i + 11}.0.0.0/8`);

  it.each([
    ['two networks that would be one /7', ['12.0.0.0/8', '13.0.0.0/8']],
    ['two networks apart', ['12.0.0.0/8', '80.0.0.0/8']],
    ['many narrow ones', Array.from({ length: 512 }, (_, i) => `${i < 256 ? 20 : 21}.${i % 256}.0.0/16`)],
    ['IPv6', ['2600::/16', '2a00::/16']],
  ])('together everybody, as %s', (_what, entries) => {
    expect(exposureOf(entries)).toEqual({ open: entries, wide: [], unreadable: [] });
  });

  it.each([
    ['one inside another', ['12.0.0.0/8', '12.7.0.0/16']],
    ['the same twice', ['12.0.0.0/8', '12.0.0.0/8']],
    ['private ones', ['12.0.0.0/8', '10.0.0.0/8']],
    ['one of each family', ['12.0.0.0/8', '2600::/16']],
  ])('not together everybody, as %s', (_what, entries) => {
    expect(exposureOf(entries).open).toEqual([]);
  });

  it('hides no entry that is unreadable', () => {
    expect(exposureOf(['256.1.1.1/8', '0.0.0.0/00', 'x'])).toMatchObject({
      open: ['0.0.0.0/00'],
      unreadable: ['256.1.1.1/8', 'x'],
    });
  });

  it('says of many how much they are, and not all of them', () => {
    expect(openInWords(['0.0.0.0/0', '::/0'])).toBe('0.0.0.0/0 and ::/0');
    expect(openInWords(eights(64))).toBe(
      '11.0.0.0/8, 12.0.0.0/8, 13.0.0.0/8, 14.0.0.0/8, 15.0.0.0/8, … and 59 more networks, not shown here (together 25 % of all IPv4 addresses)',
    );
    expect(openInWords(['12.0.0.0/8', '80.0.0.0/8'], (entry) => `${entry} (in pl-1)`)).toBe(
      '12.0.0.0/8 (in pl-1), 80.0.0.0/8 (in pl-1) (together 0.781 % of all IPv4 addresses)',
    );
  });

  it('nobody where nobody is named', () => {
    expect(exposureOf([])).toEqual({ open: [], wide: [], unreadable: [] });
  });
});
