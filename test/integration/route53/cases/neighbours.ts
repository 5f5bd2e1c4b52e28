import type { RuleCase } from './rule-case.ts';
import { a, alias, batch, create, record, remove, upsert, WWW, weighted } from './rule-case.ts';

const SOA = record(
  'example.com.',
  'SOA',
  ['ns-1.awsdns-01.org. awsdns-hostmaster.amazon.com. 1 7200 900 1209600 86400'],
  { TTL: 900 },
);
const NS = record(
  'example.com.',
  'NS',
  ['ns-1.awsdns-01.org.', 'ns-2.awsdns-02.co.uk.', 'ns-3.awsdns-03.com.', 'ns-4.awsdns-04.net.'],
  { TTL: 172_800 },
);

export const NEIGHBOURS: readonly RuleCase[] = [
  {
    rule: 'R11',
    title: 'refuses a CNAME at the apex',
    changes: create(record('example.com', 'CNAME', ['x.example.net'])),
    refused: batch(
      'RRSet of type CNAME with DNS name example.com. is not permitted at apex in zone example.com.',
    ),
  },
  {
    rule: 'R12',
    title: 'refuses a CNAME beside a stored record set',
    zone: [record(WWW, 'TXT', ['"x"'])],
    changes: create(record(WWW, 'CNAME', ['x.example.net'])),
    refused: batch(
      'RRSet of type CNAME with DNS name www.example.com. is not permitted as it conflicts with other records with the same DNS name in zone example.com.',
    ),
  },
  {
    rule: 'R12',
    title: 'refuses a CNAME beside one of the same batch',
    changes: create(a(WWW), record(WWW, 'CNAME', ['x.example.net'])),
    refused: batch(
      'RRSet of type CNAME with DNS name www.example.com. is not permitted as it conflicts with other records with the same DNS name in zone example.com.',
    ),
  },
  {
    rule: 'R12',
    title: 'puts a CNAME where the last other record set goes',
    zone: [a(WWW), record(WWW, 'TXT', ['"x"'])],
    changes: [
      ...remove(a(WWW), record(WWW, 'TXT', ['"x"'])),
      ...create(record(WWW, 'CNAME', ['x.example.net'])),
    ],
  },
  {
    rule: 'R13',
    title: 'refuses another type beside a stored CNAME',
    zone: [record(WWW, 'CNAME', ['x.example.net'])],
    changes: create(record(WWW, 'CAA', ['0 issue "ca.example.net"'])),
    refused: batch(
      'RRSet of type CAA with DNS name www.example.com. is not permitted because a conflicting RRSet of type CNAME with the same DNS name already exists in zone example.com.',
    ),
  },
  {
    rule: 'R13',
    title: 'refuses another type beside a CNAME of the same batch',
    changes: upsert(record(WWW, 'CNAME', ['x.example.net']), a(WWW)),
    refused: batch(
      'RRSet of type A with DNS name www.example.com. is not permitted because a conflicting RRSet of type CNAME with the same DNS name already exists in zone example.com.',
    ),
  },
  {
    rule: 'R14',
    title: 'refuses a simple record set beside weighted ones',
    zone: [weighted(WWW, 'legacy', 1)],
    changes: upsert(a(WWW)),
    refused: batch(
      'RRSet with DNS name www.example.com., type A cannot be created as other RRSets exist with the same name and type.',
    ),
  },
  {
    rule: 'R15',
    title: 'refuses a weighted record set beside a simple one',
    zone: [a(WWW)],
    changes: create(weighted(WWW, 'legacy', 1)),
    refused: batch(
      'RRSet with DNS name www.example.com., type A, SetIdentifier legacy cannot be created as a non-weighted set exists with the same name and type.',
    ),
  },
  {
    rule: 'R15',
    title: 'refuses a weighted record set beside a multivalue one',
    zone: [record(WWW, 'A', ['192.0.2.1'], { SetIdentifier: 'm', MultiValueAnswer: true })],
    changes: create(weighted(WWW, 'legacy', 1)),
    refused: batch(
      'RRSet with DNS name www.example.com., type A, SetIdentifier legacy cannot be created as a non-weighted set exists with the same name and type.',
    ),
  },
  {
    rule: 'R16',
    title: 'refuses another TTL in a weighted group',
    zone: [weighted(WWW, 'legacy', 1)],
    changes: create(weighted(WWW, 'cluster', 1, { TTL: 30 })),
    refused: batch(
      'RRSet with DNS name www.example.com. and type A, SetIdentifier cluster cannot be created as weighted sets must contain the same TTL.',
    ),
  },
  {
    rule: 'R16',
    title: 'refuses an UPSERT of one TTL of two',
    zone: [weighted(WWW, 'legacy', 1), weighted(WWW, 'cluster', 1)],
    changes: upsert(weighted(WWW, 'legacy', 1, { TTL: 30 })),
    refused: batch(
      'RRSet with DNS name www.example.com. and type A, SetIdentifier legacy cannot be created as weighted sets must contain the same TTL.',
    ),
  },
  {
    rule: 'R16',
    title: 'changes the TTL of a group by deleting all and creating all',
    zone: [weighted(WWW, 'legacy', 1), weighted(WWW, 'cluster', 1)],
    changes: [
      ...remove(weighted(WWW, 'legacy', 1), weighted(WWW, 'cluster', 1)),
      ...create(weighted(WWW, 'legacy', 1, { TTL: 30 }), weighted(WWW, 'cluster', 1, { TTL: 30 })),
    ],
  },
  {
    rule: 'R16',
    title: 'changes the TTL of a group of one by UPSERT',
    zone: [weighted(WWW, 'legacy', 1)],
    changes: upsert(weighted(WWW, 'legacy', 1, { TTL: 30 })),
  },
  {
    rule: 'R16',
    title: 'leaves an alias out of the comparison',
    zone: [{ ...alias(WWW), SetIdentifier: 'legacy', Weight: 1 }],
    changes: create(weighted(WWW, 'cluster', 1, { TTL: 30 })),
  },
  {
    rule: 'R17',
    title: 'refuses the 101st weighted record set',
    zone: Array.from({ length: 100 }, (_, i) => weighted(WWW, `m${i}`, 1)),
    changes: create(weighted(WWW, 'one-more', 1)),
    refused: batch(
      'RRSet with DNS name www.example.com., type A, SetIdentifier one-more cannot be created as there are already 100 weighted sets with the same name and type.',
    ),
  },
  {
    rule: 'R19',
    title: 'refuses to lose SOA and NS',
    changes: remove(SOA, NS),
    refused: batch(
      'A HostedZone must contain exactly one SOA record.',
      'A HostedZone must contain at least one NS record for the zone itself.',
    ),
  },
  { rule: 'R19', title: 'replaces the SOA', changes: [...remove(SOA), ...create({ ...SOA, TTL: 60 })] },
  {
    rule: 'R20',
    title: 'refuses an SOA below the apex',
    changes: create({ ...SOA, Name: 'sub.example.com.' }),
    refused: batch(
      'RRSet of type SOA with DNS name sub.example.com. is only permitted at apex in zone example.com.',
    ),
  },
  {
    rule: 'R20',
    title: 'refuses an NS at a wildcard',
    changes: create({ ...NS, Name: '*.example.com.' }),
    refused: batch(
      'RRSet of type NS with DNS name \\052.example.com. is not permitted as a wildcard in zone example.com.',
    ),
  },
];
