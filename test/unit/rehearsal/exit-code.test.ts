import { exitOf } from '../../../rehearsal/exit-code.ts';
import type { MatrixResult } from '../../../report/rehearsal/document.ts';

const of = (strict: boolean, ...verdicts: string[]): MatrixResult => ({
  part: 0.2,
  at: '2027-01-04T14:00:00.000Z',
  steps: [5],
  failures: [],
  remarks: verdicts.map((verdict) => ({ verdict, text: 'an alarm' })),
  ...(strict && { strict }),
});

it.each<[string, number, MatrixResult | undefined, number]>([
  ['all passed', 0, undefined, 0],
  ['one failed', 1, undefined, 1],
  ['a strict matrix without a fault', 0, of(true, 'not known', 'borderline', 'muted', 'not fired'), 0],
  ['an unseen failure', 0, of(true, 'unseen'), 3],
  ['a useless alarm', 0, of(true, 'muted', 'useless'), 3],
  ['one that fires in vain', 0, of(true, 'in vain'), 3],
  ['a contradicted cell, which weighs more', 1, of(true, 'useless'), 1],
  ['a matrix that only informs', 0, of(false, 'unseen', 'useless', 'in vain'), 0],
])('exits by %s', (_what, failed, matrix, expected) => {
  expect(exitOf(failed, matrix)).toBe(expected);
});
