import { exposureOf } from '../../../../../../lambdas/migration/domain/network/exposure.ts';

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

  it('nobody where nobody is named', () => {
    expect(exposureOf([])).toEqual({ open: [], wide: [], unreadable: [] });
  });
});
