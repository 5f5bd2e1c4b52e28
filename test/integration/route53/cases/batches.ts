import type { RuleCase } from './rule-case.ts';
import { a, alias, batch, create, record, remove, upsert, WWW, weighted } from './rule-case.ts';

export const BATCHES: readonly RuleCase[] = [
  {
    rule: 'R4',
    title: 'makes no change when the last one is refused',
    zone: [a(WWW)],
    changes: [...create(a('new.example.com.')), ...create(a(WWW))],
    refused: batch(
      "Tried to create resource record set [name='www.example.com.', type='A'] but it already exists",
    ),
  },
  {
    rule: 'R5',
    title: 'replaces a record set by DELETE and then CREATE',
    zone: [a(WWW)],
    changes: [...remove(a(WWW)), ...create(a(WWW, '192.0.2.9'))],
  },
  {
    rule: 'R5',
    title: 'judges a CREATE before the DELETE that would make room for it',
    zone: [a(WWW)],
    changes: [...create(record(WWW, 'CNAME', ['x.example.com'])), ...remove(a(WWW))],
    refused: batch(
      'RRSet of type CNAME with DNS name www.example.com. is not permitted as it conflicts with other records with the same DNS name in zone example.com.',
    ),
  },
  {
    rule: 'R5',
    title: 'turns a simple record set into a group in one batch',
    zone: [a(WWW)],
    changes: [...remove(a(WWW)), ...create(weighted(WWW, 'legacy', 100), weighted(WWW, 'cluster', 0))],
  },
  {
    rule: 'R6',
    title: 'reports every change that may not be',
    zone: [a(WWW)],
    changes: [...create(a(WWW)), ...remove(a('no.example.com.'))],
    refused: batch(
      "Tried to create resource record set [name='www.example.com.', type='A'] but it already exists",
      "Tried to delete resource record set [name='no.example.com.', type='A'] but it was not found",
    ),
  },
  {
    rule: 'R6',
    title: 'counts a refused DELETE as not made',
    zone: [a(WWW)],
    changes: [...remove(a(WWW, '192.0.2.7')), ...create(a(WWW))],
    refused: batch(
      "Tried to delete resource record set [name='www.example.com.', type='A'] but the values provided do not match the current values",
      "Tried to create resource record set [name='www.example.com.', type='A'] but it already exists",
    ),
  },
  {
    rule: 'R7',
    title: 'refuses the same DELETE twice',
    zone: [a(WWW)],
    changes: [...remove(a(WWW)), ...remove(a(WWW))],
    refused: batch(
      "The request contains an invalid set of changes for a resource record set 'A www.example.com.'",
    ),
  },
  {
    rule: 'R7',
    title: 'refuses the same CREATE twice',
    changes: create(a(WWW), a(WWW)),
    refused: batch(
      "The request contains an invalid set of changes for a resource record set 'A www.example.com.'",
    ),
  },
  {
    rule: 'R7',
    title: 'refuses CREATE and then DELETE',
    changes: [...create(a(WWW)), ...remove(a(WWW))],
    refused: batch(
      "The request contains an invalid set of changes for a resource record set 'A www.example.com.'",
    ),
  },
  {
    rule: 'R7',
    title: 'refuses DELETE and then UPSERT',
    zone: [a(WWW)],
    changes: [...remove(a(WWW)), ...upsert(a(WWW))],
    refused: batch(
      "The request contains an invalid set of changes for a resource record set 'A www.example.com.'",
    ),
  },
  {
    rule: 'R7',
    title: 'refuses DELETE, CREATE and DELETE',
    zone: [a(WWW)],
    changes: [...remove(a(WWW)), ...create(a(WWW, '192.0.2.9')), ...remove(a(WWW, '192.0.2.9'))],
    refused: batch(
      "The request contains an invalid set of changes for a resource record set 'A www.example.com.'",
    ),
  },
  {
    rule: 'R8',
    title: 'refuses a DELETE of what is not there',
    changes: remove(a(WWW)),
    refused: batch(
      "Tried to delete resource record set [name='www.example.com.', type='A'] but it was not found",
    ),
  },
  {
    rule: 'R8',
    title: 'names the set identifier',
    zone: [weighted(WWW, 'legacy', 1)],
    changes: remove(weighted(WWW, 'cluster', 1)),
    refused: batch(
      "Tried to delete resource record set [name='www.example.com.', type='A', set-identifier='cluster'] but it was not found",
    ),
  },
  {
    rule: 'R8',
    title: 'refuses a DELETE of a group member without its set identifier',
    zone: [weighted(WWW, 'legacy', 1)],
    changes: remove(a(WWW)),
    refused: batch(
      "Tried to delete resource record set [name='www.example.com.', type='A'] but it was not found",
    ),
  },
  ...(
    [
      ['another value', a(WWW, '192.0.2.7')],
      ['one value more', a(WWW, '192.0.2.1', '192.0.2.2', '192.0.2.3')],
      ['one value fewer', a(WWW, '192.0.2.1')],
      ['another TTL', { ...a(WWW, '192.0.2.1', '192.0.2.2'), TTL: 61 }],
      ['a health check more', { ...a(WWW, '192.0.2.1', '192.0.2.2'), HealthCheckId: 'h' }],
    ] as const
  ).map(([title, given]) => ({
    rule: 'R8',
    title: `refuses a DELETE with ${title}`,
    zone: [a(WWW, '192.0.2.1', '192.0.2.2')],
    changes: remove(given),
    refused: batch(
      "Tried to delete resource record set [name='www.example.com.', type='A'] but the values provided do not match the current values",
    ),
  })),
  {
    rule: 'R8',
    title: 'refuses a DELETE with another weight',
    zone: [weighted(WWW, 'legacy', 1)],
    changes: remove(weighted(WWW, 'legacy', 2)),
    refused: batch(
      "Tried to delete resource record set [name='www.example.com.', type='A', set-identifier='legacy'] but the values provided do not match the current values",
    ),
  },
  {
    rule: 'R8',
    title: 'refuses a DELETE with another health evaluation of the alias',
    zone: [alias(WWW)],
    changes: remove(alias(WWW, { EvaluateTargetHealth: false })),
    refused: batch(
      "Tried to delete resource record set [name='www.example.com.', type='A'] but the values provided do not match the current values",
    ),
  },
  {
    rule: 'R8',
    title: 'refuses a DELETE with another location',
    zone: [record(WWW, 'A', ['192.0.2.1'], { SetIdentifier: 'x', GeoLocation: { CountryCode: 'US' } })],
    changes: remove(
      record(WWW, 'A', ['192.0.2.1'], { SetIdentifier: 'x', GeoLocation: { CountryCode: 'DE' } }),
    ),
    refused: batch(
      "Tried to delete resource record set [name='www.example.com.', type='A', set-identifier='x'] but the values provided do not match the current values",
    ),
  },
  {
    rule: 'R8',
    title: 'accepts the values in another order',
    zone: [a(WWW, '192.0.2.1', '192.0.2.2')],
    changes: remove(a(WWW, '192.0.2.2', '192.0.2.1')),
  },
  {
    rule: 'R9',
    title: 'refuses a CREATE of a group member that exists',
    zone: [weighted(WWW, 'legacy', 1)],
    changes: create(weighted(WWW, 'legacy', 2)),
    refused: batch(
      "Tried to create resource record set [name='www.example.com.', type='A', set-identifier='legacy'] but it already exists",
    ),
  },
  { rule: 'R10', title: 'creates by UPSERT what is not there', changes: upsert(a(WWW)) },
  {
    rule: 'R10',
    title: 'replaces by UPSERT what is there',
    zone: [weighted(WWW, 'legacy', 1), weighted(WWW, 'cluster', 2)],
    changes: upsert(weighted(WWW, 'legacy', 9)),
  },
  {
    rule: 'R8',
    title: 'refuses a DELETE with an address in another notation',
    zone: [record(WWW, 'AAAA', ['2001:db8::1'])],
    changes: remove(record(WWW, 'AAAA', ['2001:DB8::1'])),
    refused: batch(
      "Tried to delete resource record set [name='www.example.com.', type='AAAA'] but the values provided do not match the current values",
    ),
  },
  {
    rule: 'R10',
    title: 'does not turn weighted into latency',
    zone: [weighted(WWW, 'legacy', 1)],
    changes: upsert(record(WWW, 'A', ['192.0.2.1'], { SetIdentifier: 'legacy', Region: 'eu-west-1' })),
    refused: batch(
      'RRSet with DNS name www.example.com., type A, SetIdentifier legacy cannot be created as a non-latency set exists with the same name and type.',
    ),
  },
];
