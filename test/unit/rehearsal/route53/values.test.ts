import * as fc from 'fast-check';
import { parseCharacterStrings } from '../../../../rehearsal/route53/character-strings.ts';
import { parseValue } from '../../../../rehearsal/route53/values.ts';

/** Types whose values are read. */
type ReadType = 'A' | 'AAAA' | 'CNAME' | 'MX' | 'NS' | 'PTR' | 'SOA' | 'SRV' | 'TXT';

const GOOD: { readonly [type in ReadType]: readonly string[] } = {
  A: ['192.0.2.1', '0.0.0.0', '255.255.255.255'],
  AAAA: ['2001:db8::1', '::', '::ffff:192.0.2.1'],
  CNAME: ['www.example.com', '*.example.com.', 'x'],
  MX: ['10 mail.example.com', '0 .', '65535  mail.example.com.'],
  NS: ['ns-1.example.com.'],
  PTR: ['host.example.com'],
  SOA: ['ns.example.com. hostmaster.example.com. 1 7200 900 1209600 86400'],
  SRV: ['0 0 65535 host.example.com', '1 2 3 .'],
  TXT: [
    '""',
    '"a"',
    '"a" "b"',
    '"a""b"',
    '"a"  "b""c"',
    '"v=DMARC1\\; p=none"',
    '"\\"q\\" \\\\ \\101"',
    `"${'x'.repeat(255)}"`,
  ],
};

const BAD: typeof GOOD = {
  A: ['', '192.0.2', '192.0.2.01', '192.0.2.256', ' 192.0.2.1', '192.0.2.1 ', '::1', 'www.example.com'],
  AAAA: ['', '192.0.2.1', '2001:db8::1%eth0', '2001:db8:::1', '2001:db8::g'],
  CNAME: ['', 'a..b', 'a b', '"a"x y'],
  MX: [
    '',
    'mail.example.com',
    '65536 mail.example.com',
    '-1 mail.example.com',
    '10 a..b',
    '10 a b',
    ' 10 a',
    '10 a ',
  ],
  NS: ['', 'a..b'],
  PTR: ['', 'a..b'],
  SOA: ['', 'a b 1 2 3 4', 'a b 1 2 3 4 4294967296', 'a b 1 2 3 4 x', 'a..b b 1 2 3 4 5', 'a b..c 1 2 3 4 5'],
  SRV: ['', '1 2 3', '1 2 65536 x', 'a 2 3 x', '1 2 3 a..b', '1 2 3 x y'],
  TXT: [
    '',
    'a',
    '"a',
    'a"',
    '"a" b',
    '"a" ',
    ' "a"',
    '"a\\b"',
    '"a"b"',
    '"a\\9"',
    '"a\\"',
    '"\u00fc"',
    '"a\nb"',
    `"${'x'.repeat(256)}"`,
  ],
};

const each = (values: typeof GOOD) =>
  Object.entries(values).flatMap(([type, texts]) => texts.map((text) => [type as ReadType, text] as const));

describe('R24 R25 values by their type', () => {
  it.each(each(GOOD))('reads %s %s', (type, value) => {
    expect(parseValue(type, value)).toMatchObject({ ok: true });
  });

  it.each(each(BAD))('refuses %s %j', (type, value) => {
    expect(parseValue(type, value)).toMatchObject({ ok: false });
  });

  it('reads what the strings mean', () => {
    const read = parseCharacterStrings('"a\\"b" "\\101\\377\\\\""c\\;"');
    expect(read).toEqual({
      ok: true,
      value: [Buffer.from('a"b'), Buffer.from([0x41, 0xff, 0x5c]), Buffer.from('c;')],
    });
  });

  it('reads every string of bytes when it is written with escapes', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 255 }), { minLength: 1, maxLength: 4 }), (strings) => {
        const escaped = (bytes: Uint8Array) =>
          [...bytes].map((b) => `\\${b.toString(8).padStart(3, '0')}`).join('');
        const text = strings.map((bytes) => `"${escaped(bytes)}"`).join(' ');
        expect(parseCharacterStrings(text)).toEqual({
          ok: true,
          value: strings.map((bytes) => Buffer.from(bytes)),
        });
      }),
    );
  });
});
