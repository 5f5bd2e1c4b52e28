import { stripVTControlCharacters } from 'node:util';
import type { Cell, Matrix } from '../../../../../rehearsal/matrix/migration/cells.ts';
import { matrixLines } from '../../../../../rehearsal/matrix/migration/lines.ts';
import type { Draws } from '../../../../../rehearsal/trials/migration/draws.ts';
import { FAILURES, type Failure } from '../../../../../rehearsal/world/failures.ts';

const SEVERITY = { part: 0.2, name: 'blog.shop.test.', seed: 1 };
const alike = (fired: number, alarms: readonly string[] = []): Draws => ({
  of: 20,
  fired,
  alarms,
  seconds: fired > 0 ? { least: 180, most: 239 } : undefined,
  harmed: fired > 0 ? { least: 1_500, most: 2_000 } : undefined,
  areAlike: true,
});
const cell = (failure: Failure, percent: number, alarm?: string): Cell => ({
  failure,
  percent,
  firedBy: alarm === undefined ? undefined : { alarm, afterSeconds: 204 },
  requests: 10_000,
  harmed: 2_000,
  watchedSeconds: 86_400,
  draws: alarm === undefined ? alike(0) : alike(20, [alarm]),
});
const matrix = (more: Partial<Matrix>): Matrix => ({
  at: Date.UTC(2027, 0, 4, 13),
  cells: FAILURES.flatMap((failure) => [5, 50].map((percent) => cell(failure, percent, 'errors'))),
  atSteps: [],
  unfired: [],
  muted: [],
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
    muted: ['quiet'],
    atSteps: [
      {
        percent: 5,
        firedInVain: [
          { alarm: 'always', afterSeconds: 0, fired: 20, of: 20 },
          { alarm: 'later', afterSeconds: 7200, fired: 3, of: 20 },
        ],
        heldBack: [{ alarm: 'slow', statistic: 'p99', samples: 239.6, needed: 1000 }],
      },
    ],
  });
  expect(lines).toContain('     5 %  not at all: 2,000 requests failed in 1 d 0 h');
  expect(lines.slice(lines.lastIndexOf('') + 1)).toEqual([
    'unseen  at 5 %: all answers are slow (2.5 s on average)',
    'unseen  at every step: targets reset connections (502)',
    'useless  old: No load balancer publishes it.',
    'not fired  far: Sum was never more than 3; it fires at > 10.',
    'not known  pods: The rehearsal has no metrics of it.',
    'in vain  always is in ALARM at 5 %, while nothing fails',
    'in vain  later goes to ALARM after 2 h 0 min at 5 %, while nothing fails, in 3 of 20 draws',
    'held back  slow at 5 %: it waits for 1,000 samples of p99, and had at most 240',
    'muted  quiet: ActionsEnabled is false: it rolls back all the same, but notifies nobody, and preflight refuses it. Run: aws cloudwatch enable-alarm-actions --alarm-names quiet',
  ]);
});

it('prints what chance makes of a cell, and not one number', () => {
  const drawn = (fired: number, alarms: readonly string[]): Cell => ({
    ...cell('target-5xx', 5, 'errors'),
    draws: {
      of: 20,
      fired,
      alarms,
      seconds: { least: 200, most: 540 },
      harmed: { least: 90, most: 2_400 },
      areAlike: false,
    },
  });
  const [borderline] = shown({ cells: [drawn(14, ['errors'])] }).filter((line) => line.includes('5 %  '));
  expect(borderline).toBe(
    '     5 %  borderline: rolled back in 14 of 20 draws by errors after 3 min 20 s to 9 min 0 s, 90 to 2,400 requests failed by then',
  );
  expect(shown({ cells: [drawn(14, ['errors'])] }).at(-1)).toBe(
    'borderline  targets answer with a 5xx: rolled back at 5 % in 14 of 20 draws; chance decides',
  );
  const [late] = shown({ cells: [drawn(20, ['errors', 'latency'])] }).filter((line) =>
    line.includes('5 %  '),
  );
  expect(late).toBe(
    '     5 %  errors or latency after 3 min 20 s to 9 min 0 s, 90 to 2,400 requests failed by then',
  );
  expect(shown({ cells: [drawn(20, ['errors'])] }).at(-1)).toContain('Every failure is rolled back');
});

it('counts a failure as seen by chance, even if the seed itself shows none', () => {
  const byChance = { ...cell('slow', 5), draws: { ...alike(1, ['errors']), areAlike: false } };
  const remarks = shown({ cells: [byChance] });
  expect(remarks.some((line) => line.startsWith('unseen'))).toBe(false);
  expect(remarks.at(-1)).toMatch(/^borderline {2}all answers are slow .* in 1 of 20 draws/);
});
