import { spansOf } from '../../../../rehearsal/report/scene-record.ts';

const at = (ms: number) => new Date(ms).toISOString();

it('has what was so within the time, and joins what did not change', () => {
  const changes = [
    { at: -50, what: 'INSUFFICIENT_DATA' },
    { at: -10, what: 'OK', why: 'all well' },
    { at: 20, what: 'OK' },
    { at: 60, what: 'ALARM', why: 'too many' },
  ];
  expect(spansOf(changes, { from: 0, until: 100 })).toEqual([
    { from: at(0), until: at(60), what: 'OK', why: 'all well' },
    { from: at(60), until: at(100), what: 'ALARM', why: 'too many' },
  ]);
});

it('shows what happened at the very end', () => {
  const changes = [
    { at: 0, what: 'OK' },
    { at: 100, what: 'ALARM' },
  ];
  expect(spansOf(changes, { from: 0, until: 100 }).map(({ what }) => what)).toEqual(['OK', 'ALARM']);
});
