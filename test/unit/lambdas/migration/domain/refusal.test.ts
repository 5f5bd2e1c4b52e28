import fc from 'fast-check';
import { type Batch, chainBatches } from '../../../../../lambdas/migration/domain/batches.ts';
import type { ResourceRecordSet } from '../../../../../lambdas/migration/domain/record-set.ts';
import { blamedNames, inWords, singleMessages } from '../../../../../lambdas/migration/domain/refusal.ts';

const FENCE_NAME = '_cutover-shop.shop.test.';
const TARGET = { HostedZoneId: 'Z1SHOP', DNSName: 'b.shop.test.', EvaluateTargetHealth: false };

const CHECK = '86817292-4f76-45df-a800-40c4f3b093c9';

const record = (Name: string, more: Partial<ResourceRecordSet>): ResourceRecordSet => ({
  Name,
  Type: 'A',
  ...more,
});
const address = { TTL: 60, ResourceRecords: [{ Value: '192.0.2.1' }] };

/** `a` is an alias to `b`; `b` and the wildcard are addresses, `b` with a health check, as `d` has it. */
function batch(): Batch {
  const adds = [
    record('a.shop.test.', { AliasTarget: TARGET }),
    record('b.shop.test.', { ...address, HealthCheckId: CHECK }),
    record('\\052.shop.test.', address),
    record('d.shop.test.', { ...address, HealthCheckId: CHECK }),
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
  [
    'a protection, and not what its comment names',
    'RRSet of type A with DNS name b.shop.test. is not permitted to change because it has a resource record set protection: like a.shop.test.',
    ['b.shop.test.'],
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

/** Words that don't come in a list with others, or of which it isn't known how they begin. */
const ALONE: readonly [string, string, readonly string[]][] = [
  [
    'a health check that is gone: all that name it',
    `NoSuchHealthCheck: No health check exists with the ID: ${CHECK}`,
    ['b.shop.test.', 'd.shop.test.'],
  ],
  [
    'another health check, that none names, though its id begins alike',
    `NoSuchHealthCheck: No health check exists with the ID: ${CHECK}0`,
    [],
  ],
  [
    'changes that are not well formed',
    "InvalidInput: Invalid request: Missing field 'SetIdentifier' in Change with [Action=CREATE, Name=b.shop.test., Type=A, SetIdentifier=null], Expected exactly one of [Weight, Region, Failover, GeoLocation, or MultiValueAnswer], but found none in Change with [Action=CREATE, Name=\\052.shop.test., Type=A, SetIdentifier=x]",
    ['b.shop.test.', '\\052.shop.test.'],
  ],
  [
    'a request that is not well formed, which names none',
    'InvalidInput: Invalid XML ; cvc-minLength-valid',
    [],
  ],
  [
    'a protection in other words',
    "The resource record set [name='*.shop.test', type='A'] is protected (ask the owner of b.shop.test.).",
    ['\\052.shop.test.'],
  ],
  ['a protection of the fence', `A protection exists for ${FENCE_NAME} TXT: don't touch`, [FENCE_NAME]],
  ['a protection that names none', 'The batch has protected resource record sets.', []],
];

describe('The names that Route 53 blames', () => {
  it.each([...NAMING, ...ALONE])('for %s', (_what, message, names) => {
    const expected = new Map(names.map((name) => [name, message]));
    expect(blamedNames([message], batch())).toEqual(expected);
    expect(blamedNames([`[${message}]`], batch())).toEqual(expected);
  });

  it('are told apart in one bracketed text, whatever their order', () => {
    fc.assert(
      fc.property(fc.subarray([...NAMING], { minLength: 1 }), fc.boolean(), (some, bracketed) => {
        const known = some.filter(([what]) => !what.startsWith('a limit'));
        const messages = known.map(([, message]) => message);
        const given = bracketed ? [`[${messages.join(', ')}]`] : messages;
        expect(singleMessages(given)).toEqual(messages.length > 0 || !bracketed ? messages : ['']);
        const names = new Set(known.flatMap(([, , blamed]) => blamed));
        expect(new Set(blamedNames(given, batch()).keys())).toEqual(names);
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
