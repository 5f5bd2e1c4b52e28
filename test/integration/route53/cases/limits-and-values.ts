import type { ResourceRecordSet } from '@aws-sdk/client-route-53';
import type { RuleCase } from './rule-case.ts';
import { a, alias, bad, batch, create, record, remove, upsert, WWW } from './rule-case.ts';

/** `count` record sets of different names, each with `values` values of `length` characters. */
function many(count: number, values: number, length: number): ResourceRecordSet[] {
  return Array.from({ length: count }, (_, i) =>
    record(
      `n${i}.example.com.`,
      'TXT',
      Array.from({ length: values }, (_, j) => `"${`${j}-`.padEnd(length - 2, 'x')}"`),
    ),
  );
}

export const LIMITS: readonly RuleCase[] = [
  { rule: 'R22', title: 'accepts 1,000 elements', changes: create(...many(100, 10, 10)) },
  {
    rule: 'R22',
    title: 'refuses 1,001 elements',
    changes: create(...many(100, 10, 10), alias(WWW)),
    refused: batch('Number of records limit of 1000 exceeded.'),
  },
  {
    rule: 'R22',
    title: 'counts an UPSERT twice',
    changes: upsert(...many(50, 10, 10), alias(WWW)),
    refused: batch('Number of records limit of 1000 exceeded.'),
  },
  { rule: 'R23', title: 'accepts 32,000 characters', changes: create(...many(32, 4, 250)) },
  {
    rule: 'R23',
    title: 'accepts 31,900 characters of which two thirds are quotation marks',
    changes: create(
      ...Array.from({ length: 100 }, (_, i) =>
        record(`n${i}.example.com.`, 'TXT', [Array.from({ length: 106 }, () => '""').join(' ')]),
      ),
    ),
  },
  {
    rule: 'R23',
    title: 'refuses 32,001 characters',
    changes: create(
      ...many(31, 4, 250),
      record(WWW, 'TXT', [
        `"${'x'.repeat(248)}"`,
        `"${'y'.repeat(248)}"`,
        `"${'z'.repeat(248)}"`,
        `"${'w'.repeat(249)}"`,
      ]),
    ),
    refused: batch('RDATA character limit of 32000 exceeded.'),
  },
  {
    rule: 'R23',
    title: 'counts the characters of an UPSERT twice',
    changes: upsert(...many(17, 4, 250)),
    refused: batch('RDATA character limit of 32000 exceeded.'),
  },
  {
    rule: 'R24',
    title: 'refuses an IPv4 address with a number over 255',
    changes: create(a(WWW, '192.0.2.256')),
    refused: bad('ARRDATAIllegalIPv4Address', 'Value is not a valid IPv4 address', '192.0.2.256'),
  },
  {
    rule: 'R24',
    title: 'refuses an address after a blank',
    changes: create(a(WWW, ' 192.0.2.1')),
    refused: bad('ARRDATAIllegalIPv4Address', 'Value is not a valid IPv4 address', ' 192.0.2.1'),
  },
  {
    rule: 'R24',
    title: 'refuses an IPv4 address as AAAA',
    changes: create(record(WWW, 'AAAA', ['192.0.2.1'])),
    refused: bad('AAAARRDATAIllegalIPv6Address', 'Value is not a valid IPv6 address', '192.0.2.1'),
  },
  {
    rule: 'R24',
    title: 'refuses an unreadable target',
    changes: create(record(WWW, 'CNAME', ['a..b'])),
    refused: bad('DomainLabelEmpty', 'Domain label is empty', 'a..b'),
  },
  {
    rule: 'R24',
    title: 'takes any value of a type that it does not read',
    changes: create(record(WWW, 'CAA', ['no CAA at all', 'another'])),
  },
  {
    rule: 'R24',
    title: 'refuses an empty value of a type that it does not read',
    changes: create(record(WWW, 'CAA', [''])),
    refused: bad('RDATAEmpty', 'Value is empty', ''),
  },
  {
    rule: 'R25',
    title: 'refuses a TXT without quotation marks',
    changes: create(record(WWW, 'TXT', ['hello'])),
    refused: bad('InvalidCharacterString', 'Value should be enclosed in quotation marks', 'hello'),
  },
  {
    rule: 'R25',
    title: 'refuses a string over 255 bytes',
    changes: create(record(WWW, 'TXT', [`"${'x'.repeat(256)}"`])),
    refused: bad('CharacterStringTooLong', 'Value is too long', `"${'x'.repeat(256)}"`),
  },
  {
    rule: 'R25',
    title: 'accepts several strings with escapes',
    changes: create(record(WWW, 'TXT', ['"a \\"b\\" \\\\ \\300" "c"'])),
  },
  {
    rule: 'R25',
    title: 'accepts strings without a blank between them, and an escaped semicolon',
    changes: create(record(WWW, 'TXT', ['"part one""part two"', '"v=DMARC1\\; p=none"'])),
  },
  {
    rule: 'R8',
    title: 'deletes such values only as they are written',
    zone: [record(WWW, 'TXT', ['"part one""part two"'])],
    changes: remove(record(WWW, 'TXT', ['"part one" "part two"'])),
    refused: batch(
      `Tried to delete resource record set [name='${WWW}', type='TXT'] but the values provided do not match the current values`,
    ),
  },
  {
    rule: 'R26',
    title: 'refuses a value twice',
    changes: create(a(WWW, '192.0.2.1', '192.0.2.1')),
    refused: batch("Duplicate Resource Record: '192.0.2.1'"),
  },
  {
    rule: 'R26',
    title: 'refuses a value twice that it does not read',
    changes: create(record(WWW, 'DS', ['x', 'x'])),
    refused: batch("Duplicate Resource Record: 'x'"),
  },
  {
    rule: 'R27',
    title: 'refuses two values of a CNAME',
    changes: create(record(WWW, 'CNAME', ['a.example.net', 'b.example.net'])),
    refused: batch('A resource record set of type CNAME must have exactly one value, but has 2'),
  },
  {
    rule: 'R28',
    title: 'refuses 401 values',
    changes: create(...many(1, 401, 8)),
    refused: batch('Cannot have more than 400 records in a RRSet.'),
  },
];
