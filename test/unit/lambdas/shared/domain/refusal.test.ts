import fc from 'fast-check';
import { type Batch, chainBatches } from '../../../../../lambdas/shared/domain/batches.ts';
import type { ResourceRecordSet } from '../../../../../lambdas/shared/domain/record-set.ts';
import { blamedNames, inWords, singleMessages } from '../../../../../lambdas/shared/domain/refusal.ts';

const FENCE_NAME = '_cutover-shop.shop.test.';
const TARGET = { HostedZoneId: 'Z1SHOP', DNSName: 'b.shop.test.', EvaluateTargetHealth: false };

const record = (Name: string, more: Partial<ResourceRecordSet>): ResourceRecordSet => ({
  Name,
  Type: 'A',
  ...more,
});
const address = { TTL: 60, ResourceRecords: [{ Value: '192.0.2.1' }] };

/** `a` is an alias to `b`; `b` and the wildcard are addresses. */
function batch(): Batch {
  const adds = [
    record('a.shop.test.', { AliasTarget: TARGET }),
    record('b.shop.test.', address),
    record('\\052.shop.test.', address),
  ];
  const [made] = chainBatches(
    [adds.map((add) => ({ name: add.Name, remove: [], add: [add] }))],
    FENCE_NAME,
    undefined,
    () => ({ migration: 'shop', epoch: 5, phase: 'restored', weight: 0, execution: 'run-1' }),
  );
  if (!made) throw new Error('There is no batch.');
  return made;
}

const NAMING: readonly [string, string, readonly string[]][] = [
  [
    'a CNAME beside others',
    'RRSet of type CNAME with DNS name b.shop.test. is not permitted as it conflicts with other records with the same DNS name in zone shop.test.',
    ['b.shop.test.'],
  ],
  [
    'a record set beside a CNAME',
    'RRSet of type A with DNS name b.shop.test. is not permitted because a conflicting RRSet of type CNAME with the same DNS name already exists in zone shop.test.',
    ['b.shop.test.'],
  ],
  [
    'a simple one beside weighted ones',
    'RRSet with DNS name b.shop.test., type A cannot be created as other RRSets exist with the same name and type.',
    ['b.shop.test.'],
  ],
  [
    'different TTLs',
    'RRSet with DNS name b.shop.test. and type A, SetIdentifier legacy cannot be created as weighted sets must contain the same TTL.',
    ['b.shop.test.'],
  ],
  [
    'what exists',
    "Tried to create resource record set [name='\\052.shop.test.', type='A'] but it already exists",
    ['\\052.shop.test.'],
  ],
  [
    'what does not',
    "Tried to delete resource record set [name='b.shop.test.', type='A', set-identifier='legacy'] but it was not found",
    ['b.shop.test.'],
  ],
  [
    'an alias by its target: the alias, not the target',
    'Tried to create an alias that targets b.shop.test., type A in zone Z1SHOP, but that target was not found',
    ['a.shop.test.'],
  ],
  [
    'an alias to the same name in another zone, which is none in the batch',
    'Tried to create an alias that targets b.shop.test., type A in zone Z2CDN, but that target was not found',
    [],
  ],
  [
    'two changes of one record set',
    "The request contains an invalid set of changes for a resource record set 'A b.shop.test.'",
    ['b.shop.test.'],
  ],
  [
    'the fence',
    `Tried to delete resource record set [name='${FENCE_NAME}', type='TXT'] but it was not found`,
    [FENCE_NAME],
  ],
  ['a limit, which names none', 'Exceeded limit MAX_RRSETS_BY_ZONE for zone: b.shop.test.', []],
  [
    'a value, which names none',
    "Invalid Resource Record: 'FATAL problem: … encountered with 'b.shop.test.''",
    [],
  ],
  [
    'a name that is not in the batch',
    'RRSet with DNS name c.shop.test. is not permitted in zone shop.test.',
    [],
  ],
];

describe('The names that Route 53 blames', () => {
  it.each(NAMING)('for %s', (_what, message, names) => {
    const expected = new Map(names.map((name) => [name, message]));
    expect(blamedNames([message], batch())).toEqual(expected);
    expect(blamedNames([`[${message}]`], batch())).toEqual(expected);
  });

  it('are told apart in one bracketed text, whatever their order', () => {
    fc.assert(
      fc.property(fc.subarray([...NAMING], { minLength: 1 }), fc.boolean(), (some, bracketed) => {
        const known = some.filter(([what]) => !what.startsWith('a limit'));
        const messages = known.map(([, message]) => message);
        const told = bracketed ? [`[${messages.join(', ')}]`] : messages;
        expect(singleMessages(told)).toEqual(messages.length > 0 || !bracketed ? messages : ['']);
        const names = new Set(known.flatMap(([, , blamed]) => blamed));
        expect(new Set(blamedNames(told, batch()).keys())).toEqual(names);
      }),
    );
  });

  it('have all the words that are on them, cut where they are too long', () => {
    const twice = [NAMING[0]?.[1] ?? '', NAMING[2]?.[1] ?? ''];
    expect(blamedNames(twice, batch()).get('b.shop.test.')).toBe(twice.join(', '));
    expect(inWords(['x'.repeat(600)])).toBe(`${'x'.repeat(500)}… (100 characters more)`);
  });

  it('are none in a text that says nothing, and nothing breaks', () => {
    fc.assert(
      fc.property(fc.array(fc.string()), (texts) => {
        expect(blamedNames(texts, batch()).size).toBe(0);
      }),
    );
  });
});
