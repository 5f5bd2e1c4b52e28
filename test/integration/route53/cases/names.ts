import type { RuleCase } from './rule-case.ts';
import { a, batch, create, remove } from './rule-case.ts';

export const NAMES: readonly RuleCase[] = [
  {
    rule: 'R1',
    title: 'deletes by another notation of the same name',
    zone: [a('\\052.example.com.')],
    changes: remove(a('*.EXAMPLE.com')),
  },
  {
    rule: 'R2',
    title: 'refuses an empty label',
    changes: create(a('a..example.com')),
    refused: batch(
      "FATAL problem: DomainLabelEmpty (Domain label is empty) encountered with 'a..example.com'",
    ),
  },
  {
    rule: 'R2',
    title: 'refuses a label over 63 bytes',
    changes: create(a(`${'x'.repeat(64)}.example.com`)),
    refused: batch(
      `FATAL problem: DomainLabelTooLong (Domain label is too long) encountered with '${'x'.repeat(64)}'`,
    ),
  },
  {
    rule: 'R2',
    title: 'refuses a name over 255 bytes',
    changes: create(a(`${'abcdefghi.'.repeat(25)}example.com`)),
    refused: batch(
      `FATAL problem: DomainNameTooLong (Domain name is too long) encountered with '${'abcdefghi.'.repeat(25)}example.com'`,
    ),
  },
  {
    rule: 'R2',
    title: 'refuses a blank',
    changes: create(a('a b.example.com')),
    refused: batch(
      "FATAL problem: UnsupportedCharacter (Value contains unsupported characters) encountered with ' '",
    ),
  },
  {
    rule: 'R3',
    title: 'refuses a name outside the zone',
    changes: create(a('www.example.net.')),
    refused: batch('RRSet with DNS name www.example.net. is not permitted in zone example.com.'),
  },
  {
    rule: 'R3',
    title: "refuses a name that only ends in the zone's letters",
    changes: create(a('badexample.com.')),
    refused: batch('RRSet with DNS name badexample.com. is not permitted in zone example.com.'),
  },
];
