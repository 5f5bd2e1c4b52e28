import { isMatched } from '../../../../rehearsal/checks/log-filter.ts';

const SWEPT = '{ ($.message = "done") && ($.result.groups >= 0) }';

describe('a metric filter', () => {
  it.each([
    [{ message: 'done', result: { groups: 0 } }, true],
    [{ message: 'failed', result: { groups: 3 } }, false],
    [{ message: 'done', result: { groups: '3' } }, false],
    [{ message: 'done', result: {} }, false],
    [{ message: 'done' }, false],
  ])('of numbers that are logged: %j is counted: %s', (line, counted) => {
    expect(isMatched(SWEPT, JSON.stringify(line))).toBe(counted);
  });

  it('counts no line that is no JSON', () => expect(isMatched(SWEPT, 'START RequestId: 1')).toBe(false));

  it('counts what another word is not', () => {
    const pattern = '{ ($.type = "ExecutionFailed") && ($.details.error != "RollStopped") }';
    const failed = (error: string) => JSON.stringify({ type: 'ExecutionFailed', details: { error } });
    expect(isMatched(pattern, failed('States.TaskFailed'))).toBe(true);
    expect(isMatched(pattern, failed('RollStopped'))).toBe(false);
  });

  it('in another form is refused, not guessed', () => {
    expect(() => isMatched('ERROR', '{}')).toThrow('is no pattern on JSON');
    expect(() => isMatched('{ $.a < 3 }', '{}')).toThrow('is not known here');
  });
});
