/** How observed values are spread, without keeping each of them. Pure. The distribution is in SPEC.md, "Latencies". */

/** Values around one mean: a log-normal distribution, or all of them alike. */
export interface Part {
  readonly mean: number;
  /** How many values; need not be whole. */
  readonly count: number;
  /** Of the values' logarithm; 0 where all are alike. */
  readonly sigma: number;
}

/** The spread of response times: of a mean of 1, the median is 0.84, p90 1.8, p99 3.4 and p99.9 5.3. */
export const LATENCY_SIGMA = 0.6;
/** No value lies further from its mean. */
const LEAST = 0.2;
const MOST = 6;
/** Halvings until a value is as exact as a number can be shown. */
const HALVINGS = 48;
/** Slices by which a mean over a range is taken. */
const SLICES = 64;

export function countOf(parts: readonly Part[]): number {
  return parts.reduce((sum, { count }) => sum + count, 0);
}

/** The part of the values that are at most `value` (0–1). */
export function shareUpTo(parts: readonly Part[], value: number): number {
  const below = parts.reduce((sum, part) => sum + part.count * partUpTo(part, value), 0);
  return below / countOf(parts);
}

/** The least value that at least this share (0–1) of the values don't exceed. */
export function valueAt(parts: readonly Part[], share: number): number {
  let low = Math.min(...parts.map(({ mean, sigma }) => (sigma === 0 ? mean : mean * LEAST)));
  let high = Math.max(...parts.map(({ mean, sigma }) => (sigma === 0 ? mean : mean * MOST)));
  if (shareUpTo(parts, low) >= share) return low;
  for (let i = 0; i < HALVINGS && high - low > high * Number.EPSILON; i++) {
    const middle = (low + high) / 2;
    if (shareUpTo(parts, middle) >= share) high = middle;
    else low = middle;
  }
  return parts.find(({ mean, sigma }) => sigma === 0 && mean > low && mean <= high)?.mean ?? high;
}

/** The mean of the values between two shares (0–1). */
export function meanBetween(parts: readonly Part[], from: number, until: number): number {
  let sum = 0;
  for (let i = 0; i < SLICES; i++) sum += valueAt(parts, from + ((until - from) * (i + 0.5)) / SLICES);
  return sum / SLICES;
}

/**
 * Which share of the distribution stands at `share` of a sample: of few values the greatest is seldom as great as the
 * distribution's. @param luck −1 to 1, for the whole sample
 */
export function shareInSample(share: number, samples: number, luck: number): number {
  const inner = clamped(share, 0.5 / samples, 1 - 0.5 / samples);
  const drawn = inner + luck * Math.sqrt((inner * (1 - inner)) / samples);
  return clamped(drawn, 0.1 / samples, 1 - 0.1 / samples);
}

function partUpTo({ mean, sigma }: Part, value: number): number {
  if (sigma === 0) return value >= mean ? 1 : 0;
  if (value < mean * LEAST) return 0;
  if (value >= mean * MOST) return 1;
  return normalUpTo((Math.log(value / mean) + (sigma * sigma) / 2) / sigma);
}

/** Of the standard normal distribution, within 10⁻⁷. Source: Abramowitz and Stegun, 26.2.17. */
function normalUpTo(z: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(z));
  const tail =
    t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  const above = (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * tail;
  return z >= 0 ? 1 - above : above;
}

function clamped(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), Math.max(least, most));
}
