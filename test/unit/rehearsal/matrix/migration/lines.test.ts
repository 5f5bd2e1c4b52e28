import { stripVTControlCharacters } from 'node:util';
import type { Cell, Matrix } from '../../../../../rehearsal/matrix/migration/cells.ts';
import { matrixLines } from '../../../../../rehearsal/matrix/migration/lines.ts';
import { FAILURES, type Failure } from '../../../../../rehearsal/world/failures.ts';

const SEVERITY = { part: 0.2, name: 'blog.shop.test.', seed: 1 };
const cell = (failure: Failure, percent: number, alarm?: string): Cell => ({
  failure,
  percent,
  firedBy: alarm === undefined ? undefined : { alarm, afterSeconds: 204 },
  requests: 10_000,
  harmed: 2_000,
  watchedSeconds: 86_400,
});
const matrix = (more: Partial<Matrix>): Matrix => ({
  at: Date.UTC(2027, 0, 4, 13),
  cells: FAILURES.flatMap((failure) => [5, 50].map((percent) => cell(failure, percent, 'errors'))),
  atSteps: [],
  unfired: [],
  ...more,
});
const shown = (more: Partial<Matrix> = {}) =>
  matrixLines(matrix(more), SEVERITY).map(stripVTControlCharacters);

it('has a line for each step below each failure', () => {
  const lines = shown();
  const at = lines.indexOf('only blog.shop.test fails: each of its requests gets a 5xx');
  expect(lines.slice(at, at + 3)).toEqual([
    'only blog.shop.test fails: each of its requests gets a 5xx',
    '     5 %  errors after 3 min 24 s, 2,000 requests failed by then',
    '    50 %  errors after 3 min 24 s, 2,000 requests failed by then',
  ]);
  expect(lines.filter((line) => line.includes('2,000 requests slow by then'))).toHaveLength(2);
  expect(lines.at(-1)).toBe('Every failure is rolled back at every step, and every alarm fires for one.');
});

it('names plainly what nothing sees, and alarms that are worth nothing', () => {
  const cells = [cell('slow', 5), cell('slow', 50, 'latency'), cell('resets', 5), cell('resets', 50)];
  const lines = shown({
    cells,
    unfired: [
      { alarm: 'old', verdict: 'useless', why: 'No load balancer publishes it.' },
      { alarm: 'far', verdict: 'not reached', why: 'Sum was never more than 3; it fires at > 10.' },
      { alarm: 'pods', verdict: 'not known', why: 'The rehearsal has no metrics of it.' },
    ],
    atSteps: [
      {
        percent: 5,
        firedInVain: [
          { alarm: 'always', afterSeconds: 0 },
          { alarm: 'later', afterSeconds: 7200 },
        ],
        heldBack: [{ alarm: 'slow', statistic: 'p99', samples: 239.6, needed: 1000 }],
      },
    ],
  });
  expect(lines).toContain('     5 %  not at all: 2,000 requests failed in 1 d 0 h');
  expect(lines.slice(lines.lastIndexOf('') + 1)).toEqual([
    'unseen  at 5 %: all answers are slow (2.5 s in the mean)',
    'unseen  at every step: targets reset connections (502)',
    'useless  old: No load balancer publishes it.',
    'not fired  far: Sum was never more than 3; it fires at > 10.',
    'not known  pods: The rehearsal has no metrics of it.',
    'in vain  always is in ALARM at 5 %, while nothing fails',
    'in vain  later goes to ALARM after 2 h 0 min at 5 %, while nothing fails',
    'held back  slow at 5 %: it waits for 1,000 samples of p99, and had at most 240',
  ]);
});
