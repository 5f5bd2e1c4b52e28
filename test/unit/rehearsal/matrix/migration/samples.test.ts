import type { Cell, Matrix } from '../../../../../rehearsal/matrix/migration/cells.ts';
import { samplesOf } from '../../../../../rehearsal/matrix/migration/samples.ts';
import type { Failure } from '../../../../../rehearsal/world/failures.ts';

const HOUR = 3600;
const STEPS = [5, 50, 100].map((percent) => ({ percent, soakSeconds: 24 * HOUR }));

const cell = (percent: number, failure: Failure, alarm?: string, afterSeconds = 200): Cell => ({
  percent,
  failure,
  firedBy: alarm === undefined ? undefined : { alarm, afterSeconds },
  requests: 0,
  harmed: 0,
  watchedSeconds: 86_400,
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
    firedInVain: percent === 50 ? [{ alarm: 'nervous', afterSeconds: 60 }] : [],
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
