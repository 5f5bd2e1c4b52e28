import { seededRandom } from '../../rehearsal/route53/index.ts';

/** What is drawn, from a seed: the same seed gives the same numbers. */
export interface Chance {
  /** In [0, 1). */
  uniform(): number;
  /** Mean 0, deviation 1. */
  normal(): number;
  /** A count with this mean (Poisson). */
  count(mean: number): number;
}

/** Above this mean a count is drawn by its normal form. */
const MANY = 60;

export function chanceOf(seed: number): Chance {
  const uniform = seededRandom(seed);
  const normal = () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
  const count = (mean: number) => {
    if (mean > MANY) return Math.max(0, Math.round(mean + Math.sqrt(mean) * normal()));
    const limit = Math.exp(-mean);
    let drawn = 0;
    for (let product = uniform(); product > limit; product *= uniform()) drawn++;
    return drawn;
  };
  return { uniform, normal, count };
}

/** A walk about 0 that forgets with this memory (minutes to 1/e): a first-order autoregression. */
export function wandering(chance: Chance, deviation: number, memory: number): () => number {
  const kept = Math.exp(-1 / memory);
  const fresh = deviation * Math.sqrt(1 - kept ** 2);
  let at = deviation * chance.normal();
  return () => {
    at = kept * at + fresh * chance.normal();
    return at;
  };
}
