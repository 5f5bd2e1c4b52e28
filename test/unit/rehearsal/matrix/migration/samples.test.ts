import type { Cell, Matrix } from '../../../../../rehearsal/matrix/migration/cells.ts';
import { disagreement, samplesOf } from '../../../../../rehearsal/matrix/migration/samples.ts';
import type { Draws } from '../../../../../rehearsal/trials/migration/draws.ts';
import type { Failure } from '../../../../../rehearsal/world/failures.ts';
import { aSubject, plain } from './a-subject.ts';

const HOUR = 3600;
const STEPS = [5, 50, 100].map((percent) => ({ percent, soakSeconds: 24 * HOUR }));

const drawn = (alarm?: string, afterSeconds = 200): Draws => {
  const seconds = { least: afterSeconds - 10, most: afterSeconds + 20 };
  return alarm === undefined
    ? { of: 1, fired: 0, alarms: [], seconds: undefined, harmed: undefined, areAlike: true }
    : { of: 20, fired: 20, alarms: [alarm], seconds, harmed: seconds, areAlike: true };
};
const cell = (percent: number, failure: Failure, alarm?: string, afterSeconds = 200): Cell => ({
  percent,
  failure,
  firedBy: alarm === undefined ? undefined : { alarm, afterSeconds },
  requests: 0,
  harmed: 0,
  watchedSeconds: 86_400,
  draws: drawn(alarm, afterSeconds),
});
const CELLS = [
  cell(5, 'resets'),
  cell(5, 'target-5xx', 'errors'),
  cell(5, 'slow', 'latency'),
  cell(50, 'target-5xx', 'errors'),
  cell(50, 'slow', 'latency'),
  cell(100, 'target-5xx', 'errors'),
];
const matrix = (more: Partial<Matrix> = {}): Matrix => ({
  at: 0,
  cells: CELLS,
  atSteps: STEPS.map(({ percent }) => ({ percent, firedInVain: [], heldBack: [] })),
  unfired: [],
  muted: [],
  ...more,
});
const chosen = (of: Matrix, most: number, steps = STEPS) =>
  samplesOf(of, { steps }, most).map(({ step, failure }) => `${step.percent} ${failure}`);

it('are one that is seen early, one that is not, and one that another alarm sees at half', () => {
  expect(chosen(matrix(), 3)).toEqual(['5 target-5xx', '5 resets', '50 slow']);
});

it('are as many as there are, each once', () => {
  expect(chosen(matrix(), 50).toSorted()).toEqual(
    CELLS.map((each) => `${each.percent} ${each.failure}`).toSorted(),
  );
  expect(chosen(matrix(), 0)).toEqual([]);
});

it('are of steps that a migration reaches', () => {
  const atSteps = STEPS.map(({ percent }) => ({
    percent,
    firedInVain: percent === 50 ? [{ alarm: 'nervous', afterSeconds: 60, fired: 1, of: 1 }] : [],
    heldBack: [],
  }));
  expect(chosen(matrix({ atSteps }), 50)).toEqual(['5 target-5xx', '5 resets', '5 slow']);
});

it('are seen only if they are within the time for which they are played', () => {
  const cells = [cell(5, 'one-name', 'errors', 3 * HOUR), cell(5, 'slow', 'latency')];
  expect(chosen(matrix({ cells }), 1)).toEqual(['5 slow']);
});

it('are of soaks that have room for them', () => {
  const steps = STEPS.map((step) => (step.percent === 5 ? { ...step, soakSeconds: HOUR } : step));
  expect(chosen(matrix(), 50, steps).every((each) => !each.startsWith('5 '))).toBe(true);
});

it('are first those in which nothing is left to chance', () => {
  const cells = CELLS.map((each) =>
    each.failure === 'target-5xx' ? { ...each, draws: { ...each.draws, fired: 14, areAlike: false } } : each,
  );
  expect(chosen(matrix({ cells }), 50)).toEqual([
    '5 slow',
    '5 resets',
    '50 slow',
    '5 target-5xx',
    '50 target-5xx',
    '100 target-5xx',
  ]);
});

describe('the deployed stack agrees with the matrix', () => {
  const { definitions } = aSubject({ metric: [plain('errors', { Period: 120 })] });
  const agrees = (draws: Draws, alarm?: string, afterSeconds = 200) =>
    disagreement(draws, alarm === undefined ? undefined : { alarm, afterSeconds }, { definitions }).length ===
    0;
  const always = drawn('errors');

  it('if the same alarm fires, within one of its periods around the draws', () => {
    expect(agrees(always, 'errors', 190 - 120)).toBe(true);
    expect(agrees(always, 'errors', 190 - 121)).toBe(false);
    expect(agrees(always, 'errors', 220 + 120)).toBe(true);
    expect(agrees(always, 'errors', 220 + 121)).toBe(false);
    expect(agrees(always, 'latency')).toBe(false);
    expect(agrees(always)).toBe(false);
  });

  it('if none fires where none does in any draw', () => {
    expect(agrees(drawn())).toBe(true);
    expect(agrees(drawn(), 'errors')).toBe(false);
  });

  it('where chance decides, if it is as in one of the draws', () => {
    const byChance = { ...always, fired: 14, alarms: ['errors', 'latency'] };
    expect(agrees(byChance)).toBe(true);
    expect(agrees(byChance, 'latency')).toBe(true);
    expect(agrees(byChance, 'errors', 5000)).toBe(true);
    expect(agrees(byChance, 'errors', 60)).toBe(false);
    expect(agrees(byChance, 'others')).toBe(false);
  });

  it('and says both where it does not', () => {
    expect(disagreement({ ...always, fired: 14 }, undefined, { definitions })).toEqual([]);
    expect(disagreement(always, undefined, { definitions })).toEqual([
      'The matrix says errors after 3 min 10 s to 3 min 40 s; with the deployed stack it was no alarm.',
    ]);
  });
});
