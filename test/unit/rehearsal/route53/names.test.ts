import * as fc from 'fast-check';
import {
  canonicalName,
  fromPacketName,
  isWithin,
  orderKey,
  parentOf,
  parseName,
  toPacketName,
} from '../../../../rehearsal/route53/names.ts';
import { cases } from '../../../support/cases.ts';

describe('R1 canonical names', () => {
  it.each([
    ['www.example.com', 'www.example.com.'],
    ['WWW.Example.COM.', 'www.example.com.'],
    ['*.example.com', '\\052.example.com.'],
    ['\\052.example.com', '\\052.example.com.'],
    ['\\101.example.com', 'a.example.com.'],
    ['a@b.example.com', 'a\\100b.example.com.'],
    ['_dmarc.x-y.example.com', '_dmarc.x-y.example.com.'],
    ['a\\056b.example.com', 'a\\056b.example.com.'],
    ['\\000\\377.example.com', '\\000\\377.example.com.'],
    ['.', '.'],
  ])('reads %s as %s', (text, name) => {
    expect(canonicalName(text)).toBe(name);
  });

  /** Any text of which names are made, readable or not. */
  const names = fc
    .array(
      fc.constantFrom('a', 'B', '9', '-', '_', '.', '*', '@', '\\052', '\\101', '\\056', ' ', '\\9', 'ü'),
      {
        minLength: 1,
        maxLength: 30,
      },
    )
    .map((parts) => parts.join(''));

  it('is idempotent, and blind to case and the final dot', () => {
    let readable = 0;
    fc.assert(
      fc.property(names, (text) => {
        const once = parseName(text);
        if (!once.ok) return;
        readable++;
        expect(parseName(once.value)).toEqual(once);
        expect(parseName(text.toUpperCase())).toEqual(once);
        if (!text.endsWith('.')) expect(parseName(`${text}.`)).toEqual(once);
      }),
      { numRuns: cases(2000) },
    );
    expect(readable).toBeGreaterThan(cases(100));
  });

  it('goes through packets and back where packets can say it', () => {
    fc.assert(
      fc.property(names, (text) => {
        const once = parseName(text);
        if (!once.ok || once.value === '.') return;
        const packetName = toPacketName(once.value);
        if (once.value.includes('\\056')) expect(packetName).toBeUndefined();
        else expect(fromPacketName(packetName as string)).toBe(once.value);
      }),
      { numRuns: cases(2000) },
    );
  });
});

describe('R2 unreadable names', () => {
  it.each([
    ['', 'DomainNameEmpty'],
    ['..', 'DomainLabelEmpty'],
    ['.a', 'DomainLabelEmpty'],
    ['a..b', 'DomainLabelEmpty'],
    ['a..', 'DomainLabelEmpty'],
    [`${'x'.repeat(64)}.com`, 'DomainLabelTooLong'],
    ['a b', 'UnsupportedCharacter'],
    ['a\tb', 'UnsupportedCharacter'],
    ['münchen.example.com', 'UnsupportedCharacter'],
    ['a\\9b', 'UnsupportedCharacter'],
    ['a\\', 'UnsupportedCharacter'],
    ['a\\477', 'UnsupportedCharacter'],
  ])('refuses %j as %s', (text, code) => {
    expect(parseName(text)).toMatchObject({ ok: false, problem: { code } });
    expect(() => canonicalName(text)).toThrow(code);
  });

  it('counts bytes as they are on the wire: 255 with the root, not one more', () => {
    const labels = (last: number) => [63, 63, 63, last].map((length) => 'x'.repeat(length)).join('.');
    expect(parseName(labels(61))).toMatchObject({ ok: true });
    expect(parseName(labels(62))).toMatchObject({ ok: false, problem: { code: 'DomainNameTooLong' } });
  });
});

describe('R3 names of a zone', () => {
  it.each([
    ['example.com.', true],
    ['a.b.example.com.', true],
    ['badexample.com.', false],
    ['com.', false],
    ['example.com.net.', false],
  ])('%s is in example.com.: %s', (name, isIn) => {
    expect(isWithin(name, 'example.com.')).toBe(isIn);
  });

  it('climbs label by label', () => {
    expect(parentOf('a.example.com.')).toBe('example.com.');
    expect(parentOf('com.')).toBe('.');
  });
});

describe('R41 the order of names', () => {
  it('is that of their reversed labels with the final dot', () => {
    const sorted = [
      'example.com.',
      '\\052.example.com.',
      'a.example.com.',
      'www-a.example.com.',
      'www.example.com.',
      'x.www.example.com.',
      'z.example.com.',
    ];
    const shuffled = [...sorted].reverse();
    expect(shuffled.sort((a, b) => (orderKey(a) < orderKey(b) ? -1 : 1))).toEqual(sorted);
  });
});
