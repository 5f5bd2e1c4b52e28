/** How much of what clients sent for each name came to the cluster, minute by minute. */

import type { LoadBalancer } from '../../world/load-balancer.ts';
import { MINUTE } from '../../world/minutes.ts';
import type { ClientName } from '../../world/name-server.ts';
import type { Asked } from '../../world/world.ts';

/** A share is kept in two bytes: of 500 names, a week is 10 MiB. */
const WHOLE = 0xfffe;
const NOBODY = 0xffff;

export class ShareRecord {
  readonly #names: readonly ClientName[];
  readonly #isCluster: (balancer: LoadBalancer) => boolean;
  readonly #minutes: Uint16Array[] = [];
  /** Begin of the first minute, epoch milliseconds. */
  #from = 0;

  /** @param names in the world's order */
  constructor(names: readonly ClientName[], isCluster: (balancer: LoadBalancer) => boolean) {
    this.#names = names;
    this.#isCluster = isCluster;
  }

  add(at: number, asked: Asked): void {
    if (this.#minutes.length === 0) this.#from = at;
    const cluster = new Float64Array(this.#names.length);
    const all = new Float64Array(this.#names.length);
    for (const [balancer, endpoints] of asked)
      for (const parts of endpoints) {
        addTo(all, parts);
        if (this.#isCluster(balancer)) addTo(cluster, parts);
      }
    this.#minutes.push(
      Uint16Array.from(all, (sum, i) =>
        sum === 0 ? NOBODY : Math.round(((cluster[i] as number) / sum) * WHOLE),
      ),
    );
  }

  /**
   * The cluster's share of a name's requests, as the mean of each stretch; null where none came to a load balancer.
   * @param between epoch milliseconds @param most how many stretches there may be
   */
  of(name: string, between: { readonly from: number; readonly until: number }, most: number): Shares {
    const index = this.#names.findIndex((each) => each.name === name);
    const first = Math.max(0, Math.floor((between.from - this.#from) / MINUTE));
    const lived = this.#minutes.slice(
      first,
      Math.max(first, Math.ceil((between.until - this.#from) / MINUTE)),
    );
    const minutes = Math.max(1, Math.ceil(lived.length / most));
    const values = Array.from({ length: Math.ceil(lived.length / minutes) }, (_, i) =>
      meanOf(lived.slice(i * minutes, (i + 1) * minutes).map((minute) => minute[index] ?? NOBODY)),
    );
    return { from: this.#from + first * MINUTE, minutes, values };
  }
}

interface Shares {
  /** Epoch milliseconds. */
  readonly from: number;
  /** Of each stretch. */
  readonly minutes: number;
  readonly values: readonly (number | null)[];
}

function addTo(sums: Float64Array, parts: Float64Array): void {
  for (const [i, part] of parts.entries()) sums[i] = (sums[i] as number) + part;
}

function meanOf(shares: readonly number[]): number | null {
  const known = shares.filter((share) => share !== NOBODY);
  const sum = known.reduce((total, share) => total + share, 0);
  return known.length === 0 ? null : Number((sum / known.length / WHOLE).toFixed(4));
}
