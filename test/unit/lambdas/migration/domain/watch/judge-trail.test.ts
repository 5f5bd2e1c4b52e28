import fc from 'fast-check';
import {
  judgeTrail,
  type TrailVerdict,
} from '../../../../../../lambdas/migration/domain/watch/judge-trail.ts';
import {
  LOOKED_FOR_SECONDS,
  soughtUntil,
} from '../../../../../../lambdas/migration/domain/watch/unexplained.ts';
import type { UnexplainedWrite } from '../../../../../../lambdas/migration/domain/watch/unexplained-write.ts';
import {
  type Caller,
  contentOf,
  type WriteCall,
} from '../../../../../../lambdas/migration/domain/watch/write-call.ts';
import { cases } from '../../../../../support/cases.ts';

const A = { Name: 'www.shop.test.', Type: 'A', TTL: 60, ResourceRecords: [{ Value: '203.0.113.9' }] };
const OLD = { ...A, ResourceRecords: [{ Value: '192.0.2.1' }] };
const B = { ...A, Name: 'api.shop.test.' };

const settings = {
  migration: 'shop',
  account: '111122223333',
  zones: [
    { id: 'Z1', name: 'shop.test.', records: [], fenceName: '_cutover-shop.shop.test.' },
    {
      id: 'Z2',
      name: 'cdn.test.',
      records: [],
      fenceName: '_cutover-shop.cdn.test.',
      role: { arn: 'arn:aws:iam::444455556666:role/dns' },
    },
  ],
};

const NOBODY: Caller = {
  type: 'IAMUser',
  arn: 'arn:anna',
  account: '111122223333',
  userName: 'anna',
  session: '',
  role: '',
};
const OURS: Caller = {
  ...NOBODY,
  type: 'AssumedRole',
  session: 'shop-ShiftWeight',
  role: 'arn:aws:iam::111122223333:role/Shop-X',
};
const LENT: Caller = {
  ...NOBODY,
  type: 'AssumedRole',
  account: '444455556666',
  session: 'shop.run-1',
  role: 'arn:aws:iam::444455556666:role/dns',
};

const write: UnexplainedWrite = {
  key: 'k',
  zoneId: 'Z1',
  zone: 'shop.test.',
  names: [{ name: A.Name, now: [contentOf(A)] }],
  from: '2027-03-01T06:00:00.000Z',
  to: '2027-03-01T06:10:00.000Z',
};
const both: UnexplainedWrite = { ...write, names: [...write.names, { name: B.Name, now: [contentOf(B)] }] };

function call(given: Partial<WriteCall> = {}): WriteCall {
  return {
    eventId: 'e1',
    at: '2027-03-01T06:05:00Z',
    zoneId: 'Z1',
    who: NOBODY,
    from: '198.51.100.7',
    userAgent: 'aws-cli',
    changes: [{ action: 'UPSERT', record: A }],
    ...given,
  };
}

const END = soughtUntil(write);

function judge(
  calls: readonly WriteCall[],
  { of = write, now = END - 1, told = [] as string[] } = {},
): TrailVerdict {
  return judgeTrail(of, { calls, unreadable: [], cut: false }, { now, told, settings });
}

const ids = (verdict: TrailVerdict) =>
  verdict.kind === 'found' ? verdict.calls.map(({ call: { eventId } }) => eventId) : verdict.kind;

describe('who wrote', () => {
  it.each<[string, readonly WriteCall[], Parameters<typeof judge>[1], string | readonly string[]]>([
    ['nothing is known yet', [], {}, 'wait'],
    ['nothing is known when the time is over', [], { now: END }, 'none'],
    ['the call wrote what is there now', [call()], {}, ['e1']],
    ['the call is of another zone', [call({ zoneId: 'Z9' })], { now: END }, 'none'],
    [
      'the call is about another name',
      [call({ changes: [{ action: 'UPSERT', record: B }] })],
      { now: END },
      'none',
    ],
    [
      'the call wrote another value, and a better one may come',
      [call({ changes: [{ action: 'UPSERT', record: OLD }] })],
      {},
      'wait',
    ],
    [
      'the call wrote another value, and nothing better has come',
      [call({ changes: [{ action: 'UPSERT', record: OLD }] })],
      { now: END },
      ['e1'],
    ],
    ['the call was told before', [call()], { now: END, told: ['e1'] }, 'none'],
    [
      'the name was removed',
      [call({ changes: [{ action: 'DELETE', record: OLD }] })],
      { of: { ...write, names: [{ name: A.Name, now: [] }] } },
      ['e1'],
    ],
    ['one of two names is explained, and the other may be yet', [call()], { of: both }, 'wait'],
    ['one of two names is explained, and the other isn’t in time', [call()], { of: both, now: END }, ['e1']],
    [
      'two calls wrote the two names',
      [
        call({ eventId: 'late', at: '2027-03-01T06:06:00Z', changes: [{ action: 'CREATE', record: B }] }),
        call(),
      ],
      { of: both },
      ['e1', 'late'],
    ],
    ['a function of ours wrote, and somebody else may have', [call({ who: OURS })], {}, 'wait'],
    ['only a function of ours wrote', [call({ who: OURS })], { now: END }, ['e1']],
    [
      'a function of ours wrote something else',
      [call({ who: OURS, changes: [{ action: 'UPSERT', record: OLD }] })],
      { now: END },
      'none',
    ],
    ['ours and somebody else wrote', [call({ who: OURS }), call({ eventId: 'e2' })], {}, ['e2']],
  ])('%s', (_what, calls, given, expected) => expect(ids(judge(calls, given))).toEqual(expected));

  it.each<[string, Caller, string | undefined]>([
    ['a function of the migration', OURS, 'shop-ShiftWeight'],
    ['a function of another migration', { ...OURS, session: 'shop2-ShiftWeight' }, undefined],
    ['a user with a function’s name', { ...OURS, type: 'IAMUser' }, undefined],
    ['the same session in another account', { ...OURS, account: '999999999999' }, undefined],
    ['a session by the zone’s role', LENT, 'shop.run-1'],
    ['somebody else’s session by the zone’s role', { ...LENT, session: 'anna' }, undefined],
    [
      'a session of that name by another role',
      { ...LENT, role: 'arn:aws:iam::444455556666:role/other' },
      undefined,
    ],
  ])('%s is ours or not', (_who, who, own) => {
    const of = { ...write, zoneId: 'Z1' };
    const verdict = judge([call({ who })], { of, now: END });
    expect(verdict.kind === 'found' && verdict.calls[0]?.own).toBe(own);
  });

  it('is told by time, is never of another zone or name, and ends in time', () => {
    const anyCall = fc.record({
      eventId: fc.constantFrom('e1', 'e2', 'e3'),
      at: fc.integer({ min: 0, max: 59 }).map((s) => `2027-03-01T06:05:${String(s).padStart(2, '0')}Z`),
      zoneId: fc.constantFrom('Z1', 'Z2'),
      who: fc.constantFrom(NOBODY, OURS, LENT),
      changes: fc.array(
        fc.record({
          action: fc.constantFrom('CREATE', 'DELETE', 'UPSERT'),
          record: fc.constantFrom(A, OLD, B),
        }),
      ),
    });
    fc.assert(
      fc.property(fc.array(anyCall), fc.boolean(), (given, over) => {
        const verdict = judge(
          given.map((one) => call(one)),
          { now: over ? END : END - 1 },
        );
        expect(over ? ['found', 'none'] : ['found', 'wait']).toContain(verdict.kind);
        if (verdict.kind !== 'found') return;
        const times = verdict.calls.map(({ call: { at } }) => at);
        expect(times).toEqual(times.toSorted());
        for (const { call: one, changes } of verdict.calls) {
          expect(one.zoneId).toBe('Z1');
          expect(changes.map(({ record }) => record.Name)).toEqual(changes.map(() => A.Name));
          expect(changes.length).toBeGreaterThan(0);
        }
      }),
      { numRuns: cases(700) },
    );
  });

  it('is looked for as long as CloudTrail may take', () => {
    expect(LOOKED_FOR_SECONDS).toBe(20 * 60);
  });
});
