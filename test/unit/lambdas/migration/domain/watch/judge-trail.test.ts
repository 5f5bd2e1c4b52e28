import fc from 'fast-check';
import { LOOKED_FOR_SECONDS } from '../../../../../../lambdas/migration/domain/watch/unexplained.ts';
import {
  type Caller,
  soughtSet,
  type WriteCall,
} from '../../../../../../lambdas/migration/domain/watch/write-call.ts';
import { cases } from '../../../../../support/cases.ts';
import {
  A,
  B,
  both,
  call,
  END,
  ids,
  judge,
  LENT,
  NOBODY,
  OLD,
  OURS,
  RECORD_ROLE,
  write,
} from '../../../../../support/migration/trail-calls.ts';

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
    ['the call was told before, of something else', [call()], { told: ['e1'] }, ['e1 told']],
    [
      'the name was removed',
      [call({ changes: [{ action: 'DELETE', record: OLD }] })],
      { of: { ...write, names: [{ name: A.Name, now: [], was: [soughtSet(OLD)] }] } },
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
    ['a session by that function’s role, whatever its name is', { ...OURS, session: 'anna' }, 'anna'],
    [
      'a session that is named like the function, by another role',
      { ...OURS, role: 'arn:aws:iam::111122223333:role/anna' },
      undefined,
    ],
    ['a session that is named like the function, by no known role', { ...OURS, role: '' }, undefined],
    ['a user with a function’s name', { ...OURS, type: 'IAMUser' }, undefined],
    [
      'the role of that name in another account',
      { ...OURS, account: '999999999999', role: RECORD_ROLE.replace('111122223333', '999999999999') },
      undefined,
    ],
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
