import type { Health, HealthModel } from './load-balancer.ts';

/** From one moment until another, epoch milliseconds, a platform fares so. */
export interface Trouble extends Health {
  readonly from: number;
  readonly until: number;
}

/** A platform that gets into trouble when a scenario says so, and otherwise does as `usual`. */
export class TroubledHealth {
  readonly #usual: HealthModel;
  readonly #troubles: Trouble[] = [];

  constructor(usual: HealthModel) {
    this.#usual = usual;
  }

  /** From now on at the earliest: what was lived stays as it was. */
  add(trouble: Trouble): void {
    this.#troubles.push(trouble);
  }

  /** When the first one began, epoch milliseconds; undefined as long as all is well. */
  get began(): number | undefined {
    return this.#troubles[0]?.from;
  }

  readonly health: HealthModel = (load, at) => {
    return this.#troubles.find(({ from, until }) => at >= from && at < until) ?? this.#usual(load, at);
  };
}
