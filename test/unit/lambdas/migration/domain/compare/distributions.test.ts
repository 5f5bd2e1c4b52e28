import {
  betaCdf,
  betaQuantile,
  studentUpper,
} from '../../../../../../lambdas/migration/domain/compare/distributions.ts';

it.each([
  // By R's qbeta.
  [3e-4, 400, 20_000, 0.016445146098],
  [1e-5, 20_000, 4e6, 0.0048268705738],
  [0.9997, 21, 1e7, 4.0391718202e-6],
  [3e-4, 1, 5e5, 6.0009001782e-10],
  [1e-4, 3, 17, 0.0047811345035],
  [0.5, 1e5, 1e6, 0.090908843],
])('finds the quantile %d of Beta(%d, %d)', (p, a, b, expected) => {
  const found = betaQuantile(p, a, b);
  expect(found / expected).toBeCloseTo(1, 7);
  expect(betaCdf(found, a, b) / p).toBeCloseTo(1, 7);
});

it('finds what Student’s t exceeds', () => {
  // By tables of the distribution.
  expect(studentUpper(0.025, 10)).toBeCloseTo(2.2281, 4);
  expect(studentUpper(0.05, 29)).toBeCloseTo(1.6991, 4);
  expect(studentUpper(0.0003, 23)).toBeCloseTo(3.97403, 4);
});
