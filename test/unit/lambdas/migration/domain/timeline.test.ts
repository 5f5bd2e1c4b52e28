import { entryInWords, timeline } from '../../../../../lambdas/migration/domain/timeline.ts';

const visit = (output: unknown, leftAt = '2027-03-01T00:00:02Z') => ({
  state: 'ShiftWeight',
  enteredAt: '2027-03-01T00:00:00Z',
  leftAt,
  output,
});
const words = (...visits: ReturnType<typeof visit>[]) => timeline(visits).map(entryInWords);

describe('a line of the timeline', () => {
  it.each([
    [{ summary: '5 % on the cluster.' }, ': 5 % on the cluster.'],
    [{ verdict: 'fail', reasons: ['a.', 'b.'] }, ': fail: a. b.'],
    [{ decision: 'promote', reason: 'looks fine' }, ': promote: looks fine'],
    [{ something: 'else' }, ''],
    [undefined, ''],
    ['text', ''],
    [null, ''],
  ])('says what the state said: %j', (output, said) => {
    expect(words(visit(output))).toEqual([`2027-03-01T00:00:00Z ShiftWeight (2 s)${said}`]);
  });

  it('has no duration for a state that is not over', () => {
    expect(words(visit(undefined, ''))).toEqual(['2027-03-01T00:00:00Z ShiftWeight']);
  });
});
