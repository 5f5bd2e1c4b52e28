/** Weights of a weighted group's two members, 0–255 each. Share of a member = weight / sum. Source: Route 53's weighted routing. */
export interface Weights {
  readonly legacy: number;
  readonly cluster: number;
}

const MAX_WEIGHT = 255;
/** With a sum of 100 a whole percent reads as itself in the console. */
const PREFERRED_SUM = 100;

/**
 * The weights that give the cluster `percent` of the answers: exact where two weights of 0–255 can say it,
 * otherwise the nearest. A share above 0 and below 100 never becomes 0 or 100, and never both weights 0,
 * because Route 53 reads all-zero as equal shares.
 * @param percent 0–100
 * @throws RangeError outside 0–100
 */
export function weightsFor(percent: number): Weights {
  let weights = known.get(percent);
  if (!weights) {
    weights = nearest(percent);
    known.set(percent, weights);
  }
  return weights;
}

/** A migration has a few shares, and asks for their weights at every record set. */
const known = new Map<number, Weights>();

function nearest(percent: number): Weights {
  if (!(percent >= 0 && percent <= 100)) throw new RangeError(`A share is 0–100 percent, not ${percent}.`);
  if (percent === 0) return { legacy: PREFERRED_SUM, cluster: 0 };
  if (percent === 100) return { legacy: 0, cluster: PREFERRED_SUM };
  let best: Weights = { legacy: 1, cluster: 1 };
  let bestDistance = Number.POSITIVE_INFINITY;
  for (const sum of sums()) {
    const cluster = clamp(
      Math.round((sum * percent) / 100),
      Math.max(1, sum - MAX_WEIGHT),
      Math.min(sum - 1, MAX_WEIGHT),
    );
    const distance = Math.abs(cluster * 100 - percent * sum) / sum;
    if (distance < bestDistance - 1e-9) {
      best = { legacy: sum - cluster, cluster };
      bestDistance = distance;
    }
    if (bestDistance < 1e-9) break;
  }
  return best;
}

/** The cluster's share that the weights really give, percent. */
export function shareOf({ legacy, cluster }: Weights): number {
  return (cluster * 100) / (legacy + cluster);
}

function* sums(): Generator<number> {
  yield PREFERRED_SUM;
  for (let sum = 2; sum <= 2 * MAX_WEIGHT; sum++) yield sum;
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high);
}
