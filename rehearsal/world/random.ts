import { seededRandom } from '../route53/index.ts';

/** Numbers in [0, 1). */
export type Random = () => number;

/**
 * A generator for a seed *and* a moment or purpose (`salt`), so that a minute can be lived again with the same
 * luck, whatever was simulated in between.
 */
export function randomFor(seed: number, salt: number): Random {
  return seededRandom(mix(mix(seed) ^ salt));
}

/** Requests that arrive in a minute when `mean` are expected: Poisson, by its normal form (exact at 0). */
export function arrivals(mean: number, random: Random): number {
  if (mean <= 0) return 0;
  const deviation = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  return Math.max(0, Math.round(mean + Math.sqrt(mean) * deviation));
}

function mix(value: number): number {
  let hash = Math.imul(value ^ (value >>> 16), 0x45d9f3b);
  hash = Math.imul(hash ^ (hash >>> 16), 0x45d9f3b);
  return hash ^ (hash >>> 16);
}
