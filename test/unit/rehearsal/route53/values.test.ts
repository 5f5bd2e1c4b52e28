import * as fc from 'fast-check';
import { parseCharacterStrings } from '../../../../rehearsal/route53/character-strings.ts';
import type { RecordType } from '../../../../rehearsal/route53/index.ts';
import { RECORD_TYPES } from '../../../../rehearsal/route53/index.ts';
import { parseValue } from '../../../../rehearsal/route53/values.ts';

const GOOD: { readonly [type in RecordType]: readonly string[] } = {
  A: ['192.0.2.1', '0.0.0.0', '255.255.255.255'],
  AAAA: ['2001:db8::1', '::', '::ffff:192.0.2.1'],
  CAA: ['0 issue "ca.example.net"', '128 iodef "mailto:a@example.com"', '0 issue ""'],
  CNAME: ['www.example.com', '*.example.com.', 'x'],
  DS: ['12345 13 2 4AB5C6D7', '1 8 1 4A B5'],
  HTTPS: ['0 svc.example.com', '1 . alpn="h2,h3" port=443'],
  MX: ['10 mail.example.com', '0 .', '65535  mail.example.com.'],
  NAPTR: ['100 50 "s" "x" "!a!b!" .'],
  NS: ['ns-1.example.com.'],
  PTR: ['host.example.com'],
  SOA: ['ns.example.com. hostmaster.example.com. 1 7200 900 1209600 86400'],
  SPF: ['"v=spf1 -all"'],
  SRV: ['0 0 65535 host.example.com', '1 2 3 .'],
  SSHFP: [`4 2 ${'0a'.repeat(32)}`, `1 1 ${'0a'.repeat(20)}`],
  SVCB: ['16 foo.example.com'],
  TLSA: ['3 1 1 0a0b'],
  TXT: ['""', '"a"', '"a" "b"', '"\\"q\\" \\\\ \\101"', `"${'x'.repeat(255)}"`],
};

const BAD: { readonly [type in RecordType]: readonly string[] } = {
  A: ['', '192.0.2', '192.0.2.01', '192.0.2.256', ' 192.0.2.1', '192.0.2.1 ', '::1', 'www.example.com'],
  AAAA: ['', '192.0.2.1', '2001:db8::1%eth0', '2001:db8:::1', '2001:db8::g'],
  CAA: ['', '0 issue ca.example.net', '256 issue "x"', '0 issue "a" "b"', 'x issue "a"', '0 is-sue "x"'],
  CNAME: ['', 'a..b', 'a b', '"a"x y'],
  DS: ['12345 13 2', '65536 13 2 4A', '12345 256 2 4A', '1 2 3 4', '1 2 3 zz'],
  HTTPS: ['', '1', 'x svc.example.com', '65536 .', '1 a..b'],
  MX: ['', 'mail.example.com', '65536 mail.example.com', '-1 mail.example.com', '10 a..b', '10 a b'],
  NAPTR: ['100 50 "s" "x" .', '100 50 s x y .', '65536 50 "s" "x" "y" .', '1 1 "s" "x" "y" a..b'],
  NS: ['', 'a..b'],
  PTR: ['', 'a..b'],
  SOA: ['', 'a b 1 2 3 4', 'a b 1 2 3 4 4294967296', 'a b 1 2 3 4 x', 'a..b b 1 2 3 4 5', 'a b..c 1 2 3 4 5'],
  SPF: ['v=spf1 -all'],
  SRV: ['', '1 2 3', '1 2 65536 x', 'a 2 3 x', '1 2 3 a..b', '1 2 3 x y'],
  SSHFP: ['4 2', '4 2 0a0b', `4 1 ${'0a'.repeat(32)}`, `4 3 ${'0a'.repeat(32)}`],
  SVCB: ['', '1'],
  TLSA: ['3 1 1', '256 1 1 0a', '3 1 1 0'],
  TXT: [
    '',
    'a',
    '"a',
    'a"',
    '"a" b',
    '"a""b"',
    '"a\\9"',
    '"a\\"',
    '"\u00fc"',
    '"a\nb"',
    `"${'x'.repeat(256)}"`,
  ],
};

describe('R24 R25 values by their type', () => {
  it.each(RECORD_TYPES.flatMap((type) => GOOD[type].map((value) => [type, value] as const)))(
    'reads %s %s',
    (type, value) => {
      expect(parseValue(type, value)).toMatchObject({ ok: true });
    },
  );

  it.each(RECORD_TYPES.flatMap((type) => BAD[type].map((value) => [type, value] as const)))(
    'refuses %s %j',
    (type, value) => {
      expect(parseValue(type, value)).toMatchObject({ ok: false });
    },
  );

  it('reads what the strings mean', () => {
    const read = parseCharacterStrings('"a\\"b" "\\101\\377\\\\"');
    expect(read).toEqual({ ok: true, value: [Buffer.from('a"b'), Buffer.from([0x41, 0xff, 0x5c])] });
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
