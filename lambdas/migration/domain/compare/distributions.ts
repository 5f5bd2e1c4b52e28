/**
 * Quantiles of the beta and Student's t distribution. Of packages, one is not kept up and the other is 234 packages
 * (docs/adr/0026-the-cluster-against-legacy.md).
 */

/** Lanczos' approximation with g = 7 and nine coefficients. Source: Numerical Recipes, 6.1; the coefficients are Godfrey's. */
const LANCZOS = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
  12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
] as const;
const G = 7;

/** The logarithm of the gamma function, x ≥ 0.5. */
function logGamma(x: number): number {
  const at = x - 1;
  const series = LANCZOS.reduce(
    (sum, coefficient, i) => sum + (i === 0 ? coefficient : coefficient / (at + i)),
    0,
  );
  const base = at + G + 0.5;
  return 0.5 * Math.log(2 * Math.PI) + (at + 0.5) * Math.log(base) - base + Math.log(series);
}

/** P(X ≤ x) for X of Beta(a, b), both ≥ 0.5. Source: DLMF 8.17.22 (a continued fraction) and 8.17.4. */
export function betaCdf(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  if (x > (a + 1) / (a + b + 2)) return 1 - betaCdf(1 - x, b, a);
  const front = logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x);
  return (Math.exp(front) / a) * continuedFraction(x, a, b);
}

const SMALLEST = 1e-300;
const MOST_TERMS = 100_000;

/** By the modified Lentz method. Source: Numerical Recipes, 5.2. */
function continuedFraction(x: number, a: number, b: number): number {
  const awayFromZero = (value: number) => (Math.abs(value) < SMALLEST ? SMALLEST : value);
  let c = 1;
  let d = 1 / awayFromZero(1 - ((a + b) * x) / (a + 1));
  let value = d;
  for (let m = 1; m < MOST_TERMS; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / awayFromZero(1 + even * d);
    c = awayFromZero(1 + even / c);
    value *= d * c;
    d = 1 / awayFromZero(1 + odd * d);
    c = awayFromZero(1 + odd / c);
    value *= d * c;
    if (Math.abs(d * c - 1) < 1e-14) break;
  }
  return value;
}

/** The x with P(X ≤ x) = p. By halving: about fifty steps, each as exact as `betaCdf`. */
export function betaQuantile(p: number, a: number, b: number): number {
  let [low, high] = [0, 1];
  while (high - low > 1e-12 * high) {
    const middle = (low + high) / 2;
    if (middle === low || middle === high) break;
    if (betaCdf(middle, a, b) < p) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** The t that Student's distribution exceeds with this probability (0 < p < 0.5). */
export function studentUpper(p: number, degrees: number): number {
  const x = betaQuantile(2 * p, degrees / 2, 0.5);
  return Math.sqrt((degrees * (1 - x)) / x);
}
