/** A soak of the simulated site, looked at as JudgeSoak looks at a real one. */
import { COMPARED_BY_DEFAULT } from '../../lambdas/migration/contract/compare-settings.ts';
import {
  type Compared,
  compareRates,
  compareValues,
  type Measured,
} from '../../lambdas/migration/domain/compare/comparison.ts';
import type { Count } from '../../lambdas/migration/domain/compare/exact-bounds.ts';
import { type Look, levelsOf } from '../../lambdas/migration/domain/compare/looks.ts';
import {
  longPeriodsIn,
  type Periods,
  periodsIn,
  requestsToCompare,
} from '../../lambdas/migration/domain/compare/periods.ts';
import type { Pair } from '../../lambdas/migration/domain/compare/rates.ts';
import type { Chance } from './chance.ts';
import type { Minute, minutesOf } from './minutes.ts';

const MINUTE = 60_000;
const { errorRate, latency, falseAlarms } = COMPARED_BY_DEFAULT;

/** Answers are log-normal about their mean; of 80 ms, as those of the rehearsal's world. */
const [SIGMA, MEAN_SECONDS] = [0.6, 0.08];
/** The 95th percentile of the normal distribution, and its density there. */
const [P95, DENSITY] = [1.6449, 0.1031];

export class SimulatedSoak {
  readonly #chance: Chance;
  readonly #next: () => Pair<Minute>;
  readonly #minutes: Pair<Minute>[] = [];

  constructor(chance: Chance, next: ReturnType<typeof minutesOf>, share: number) {
    this.#chance = chance;
    this.#next = () => next(share);
  }

  /** What is seen of errors after so many minutes. */
  errors(minutes: number, look: Look): Compared {
    this.#live(minutes);
    const periods = periodsIn({ from: 0, until: minutes * MINUTE });
    const counts = this.#of(periods).map((group) => bothSides(group, countOf));
    const { tolerance } = errorRate;
    return compareRates(counts, {
      name: 'Errors',
      seconds: periods.seconds,
      tolerance,
      levels: levelsOf(look, falseAlarms),
    });
  }

  /** The same of the latency. */
  latency(minutes: number, look: Look): Compared {
    this.#live(minutes);
    const whole = bothSides(this.#minutes.slice(0, minutes), countOf);
    const fewest = Math.min(whole.cluster.requests, whole.legacy.requests);
    const statistic = fewest >= requestsToCompare(latency.statistic) ? latency.statistic : 'Average';
    const periods = longPeriodsIn({ from: 0, until: minutes * MINUTE }, fewest, statistic);
    const values = this.#of(periods).map((group) =>
      bothSides(group, (side) => this.#latency(side, statistic)),
    );
    const told = { name: 'Latency', seconds: periods.seconds, tolerance: latency.tolerance, statistic };
    return compareValues(values, {
      ...told,
      levels: levelsOf(look, falseAlarms),
      unit: (value) => `${value} s`,
    });
  }

  #live(minutes: number): void {
    while (this.#minutes.length < minutes) this.#minutes.push(this.#next());
  }

  #of({ from, until, seconds }: Periods): readonly (readonly Pair<Minute>[])[] {
    const length = seconds / 60;
    return Array.from({ length: (until - from) / MINUTE / length }, (_, i) =>
      this.#minutes.slice(from / MINUTE + i * length, from / MINUTE + (i + 1) * length),
    );
  }

  /** A sample's average or percentile lies about the distribution's, the nearer the more samples. Source: their asymptotic variances. */
  #latency(side: readonly Minute[], statistic: string): Measured {
    const { requests: samples } = countOf(side);
    const slowness =
      side.reduce((sum, { requests, slowness: each }) => sum + requests * each, 0) / Math.max(1, samples);
    const root = Math.sqrt(Math.max(1, samples));
    const luck = this.#chance.normal() / root;
    const above =
      statistic === 'Average'
        ? Math.sqrt(Math.expm1(SIGMA ** 2)) * luck
        : SIGMA * (P95 + (Math.sqrt(0.95 * 0.05) / DENSITY) * luck) - SIGMA ** 2 / 2;
    return { samples, value: MEAN_SECONDS * Math.exp(slowness + above) };
  }
}

function bothSides<T>(minutes: readonly Pair<Minute>[], of: (side: readonly Minute[]) => T): Pair<T> {
  return {
    cluster: of(minutes.map(({ cluster }) => cluster)),
    legacy: of(minutes.map(({ legacy }) => legacy)),
  };
}

function countOf(side: readonly Minute[]): Count {
  return {
    requests: side.reduce((sum, { requests }) => sum + requests, 0),
    events: side.reduce((sum, { errors }) => sum + errors, 0),
  };
}
