import type { ResourceRecordSet } from '../../../../../../lambdas/migration/domain/record-set.ts';
import { soughtUntil } from '../../../../../../lambdas/migration/domain/watch/unexplained.ts';
import type { UnexplainedWrite } from '../../../../../../lambdas/migration/domain/watch/unexplained-write.ts';
import { soughtSet, type WriteCall } from '../../../../../../lambdas/migration/domain/watch/write-call.ts';
import { A, call, END, ids, judge, OLD, OURS, write } from '../../../../../support/migration/trail-calls.ts';

describe('who wrote, when several did', () => {
  const at = (second: number) => `2027-03-01T06:05:0${second}Z`;
  const did = (eventId: string, second: number, ...changes: WriteCall['changes']) =>
    call({ eventId, at: at(second), changes });
  const X = { ...A, ResourceRecords: [{ Value: '203.0.113.66' }] };
  const legacy = { ...A, SetIdentifier: 'legacy', Weight: 200 };
  const cluster = { ...A, SetIdentifier: 'cluster', Weight: 55 };
  const remove = (record: ResourceRecordSet) => ({ action: 'DELETE' as const, record });
  const create = (record: ResourceRecordSet) => ({ action: 'CREATE' as const, record });
  const upsert = (record: ResourceRecordSet) => ({ action: 'UPSERT' as const, record });
  const of = (
    was: readonly ResourceRecordSet[] | undefined,
    now: readonly ResourceRecordSet[],
  ): UnexplainedWrite => ({
    ...write,
    names: [{ name: A.Name, now: now.map(soughtSet), ...(was && { was: was.map(soughtSet) }) }],
  });

  it.each<
    [string, UnexplainedWrite, readonly WriteCall[], string | readonly string[], string | readonly string[]]
  >([
    [
      'one deletes the name, another creates it: both, in order',
      of([OLD], [A]),
      [did('b', 2, create(A)), did('a', 1, remove(OLD))],
      ['a', 'b'],
      ['a', 'b'],
    ],
    [
      'and only the one who deleted it is known yet',
      of([OLD], [A]),
      [did('a', 1, remove(OLD))],
      'wait',
      ['a'],
    ],
    ['and only the one who created it is known yet', of([OLD], [A]), [did('b', 2, create(A))], 'wait', ['b']],
    [
      'within one second, in whatever order CloudTrail has them',
      of([OLD], [A]),
      [did('a', 1, remove(OLD)), did('b', 1, create(A))],
      ['b', 'a'],
      ['b', 'a'],
    ],
    ['one batch deletes and creates', of([OLD], [A]), [did('a', 1, remove(OLD), create(A))], ['a'], ['a']],
    [
      'one writes over what another wrote',
      of([OLD], [A]),
      [did('b', 2, upsert(A)), did('a', 1, upsert(X))],
      ['a', 'b'],
      ['a', 'b'],
    ],
    [
      'one deletes what nobody is known to have written',
      of([OLD], []),
      [did('b', 2, remove(X))],
      'wait',
      ['b'],
    ],
    [
      'what they wrote is not what was found',
      of([OLD], [A]),
      [did('b', 2, upsert(X)), did('a', 1, upsert(A))],
      'wait',
      ['a', 'b'],
    ],
    [
      'one removes a weighted record, another changes its sister',
      of([legacy, cluster], [{ ...legacy, Weight: 1 }]),
      [did('b', 2, upsert({ ...legacy, Weight: 1 })), did('a', 1, remove(cluster))],
      ['a', 'b'],
      ['a', 'b'],
    ],
    [
      'and of the sister nothing is known yet',
      of([legacy, cluster], [{ ...legacy, Weight: 1 }]),
      [did('a', 1, remove(cluster))],
      'wait',
      ['a'],
    ],
    [
      'a step was under way, so what was there is not known: deleted and created',
      of(undefined, [A]),
      [did('b', 2, create(A)), did('a', 1, remove(X))],
      ['a', 'b'],
      ['a', 'b'],
    ],
    [
      'then, too, a deletion alone does not make what was found',
      of(undefined, [A]),
      [did('a', 1, remove(A))],
      'wait',
      ['a'],
    ],
    [
      'a third one writes right after the finding',
      { ...of([OLD], [A]), to: '2027-03-01T06:06:30Z' },
      [call({ eventId: 'c', at: '2027-03-01T06:06:00Z', changes: [upsert(X)] }), did('a', 1, upsert(A))],
      ['a', 'c'],
      ['a', 'c'],
    ],
    [
      'one had been put right just before the last good look',
      { ...of([OLD], [A]), from: '2027-03-01T06:04:00Z' },
      [did('a', 3, upsert(A)), did('p', 1, remove(X), create(OLD))],
      ['p', 'a'],
      ['p', 'a'],
    ],
    [
      'the call was long before',
      of([OLD], [A]),
      [did('a', 1, upsert(A)), call({ eventId: 'z', at: '2027-03-01T05:00:00Z' })],
      ['a'],
      ['a'],
    ],
    [
      'a record of another type is none of what was compared',
      of([OLD], [A]),
      [did('a', 1, upsert(A)), did('m', 1, upsert({ ...A, Type: 'MX' }))],
      ['a'],
      ['a'],
    ],
  ])('%s', (_what, asked, calls, early, late) => {
    const soon = Math.min(soughtUntil(asked) - 1, END - 1);
    expect(ids(judge(calls, { of: asked, now: soon }))).toEqual(early);
    expect(ids(judge(calls, { of: asked, now: soughtUntil(asked) }))).toEqual(late);
  });

  it('says who made what was found, and who did not', () => {
    const verdict = judge([did('b', 2, create(A)), did('a', 1, remove(OLD))], { of: of([OLD], [A]) });
    expect(verdict.kind === 'found' && verdict.calls.map(({ exact }) => exact)).toEqual([[], [A.Name]]);
    const gone = judge([did('a', 1, remove(OLD))], { of: of([OLD], []) });
    expect(gone.kind === 'found' && gone.calls.map(({ exact }) => exact)).toEqual([[A.Name]]);
  });

  it('says after the answer only who else did', () => {
    const answered = { ...of([OLD], [A]), answered: true as const };
    const [a, b] = [did('a', 1, upsert(X)), did('b', 2, upsert(A))];
    expect(ids(judge([b], { of: answered, told: ['b'] }))).toBe('wait');
    expect(ids(judge([b, a], { of: answered, told: ['b'] }))).toEqual(['a', 'b told']);
    expect(ids(judge([b, { ...a, who: OURS }], { of: answered, told: ['b'] }))).toBe('wait');
  });
});
