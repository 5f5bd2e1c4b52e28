/**
 * Minutes of two platforms behind one name, as CloudWatch counts them: more by day, in bursts, each minute like the one before it,
 * errors in clusters that both sides have together or one alone.
 */
import type { Pair } from '../../lambdas/migration/domain/compare/rates.ts';
import { type Chance, wandering } from './chance.ts';

export interface Site {
  /** Of all clients, a second, in the mean of a day. */
  readonly requestsPerSecond: number;
  /** Of legacy's requests, in the mean (0–1), and how many times as many of the cluster's fail. */
  readonly errors: number;
  readonly times: number;
  /** How many times as long the cluster takes. */
  readonly slower: number;
}

/** One side in one minute. */
export interface Minute {
  readonly requests: number;
  readonly errors: number;
  /** The logarithm of how slow it is, against what is usual. */
  readonly slowness: number;
}

/** How the busiest hour lies above the mean. */
const SWING = 0.5;
/** Deviations of logarithms, and memories in minutes. */
const RUSH = { deviation: 0.25, memory: 15 };
const OWN_RUSH = { deviation: 0.15, memory: 10 };
const TROUBLE = { deviation: 0.5, memory: 60 };
const OWN_TROUBLE = { deviation: 0.25, memory: 15 };
const SLOWNESS = { deviation: 0.2, memory: 60 };
const OWN_SLOWNESS = { deviation: 0.1, memory: 60 };
/** Begins once in so many minutes, lasts a few, and multiplies errors: of what both sides need, and of one side's clients. */
const OUTBURST = { every: 1440, lasting: 5, factor: 6 };

/** Minute after minute, without end. */
export function minutesOf(site: Site, chance: Chance): (share: number) => Pair<Minute> {
  const common = {
    rush: walk(chance, RUSH),
    trouble: walk(chance, TROUBLE),
    slowness: walk(chance, SLOWNESS),
    burst: outbursts(chance),
  };
  const sides = { cluster: sideOf(chance), legacy: sideOf(chance) };
  const midnight = Math.floor(chance.uniform() * 1440);
  let minute = 0;
  return (share) => {
    const day = 1 + SWING * Math.cos((2 * Math.PI * (minute + midnight)) / 1440);
    minute++;
    const load = site.requestsPerSecond * 60 * day * Math.exp(common.rush());
    const failing = site.errors * Math.exp(common.trouble()) * common.burst();
    const slow = common.slowness() + 0.3 * (day - 1);
    const side = (which: keyof typeof sides, part: number, times: number, slower: number): Minute => {
      const own = sides[which];
      const requests = chance.count(load * part * Math.exp(own.rush()));
      const rate = Math.min(1, failing * times * Math.exp(own.trouble()) * own.burst());
      const errors = Math.min(requests, chance.count(requests * rate));
      return { requests, errors, slowness: slow + own.slowness() + Math.log(slower) };
    };
    return {
      cluster: side('cluster', share, site.times, site.slower),
      legacy: side('legacy', 1 - share, 1, 1),
    };
  };
}

function sideOf(chance: Chance) {
  return {
    rush: walk(chance, OWN_RUSH),
    trouble: walk(chance, OWN_TROUBLE),
    slowness: walk(chance, OWN_SLOWNESS),
    burst: outbursts(chance),
  };
}

/** Of logarithms, such that the mean of what they stand for is 1. */
function walk(
  chance: Chance,
  { deviation, memory }: { readonly deviation: number; readonly memory: number },
) {
  const next = wandering(chance, deviation, memory);
  return () => next() - deviation ** 2 / 2;
}

/** Mean 1 over time. */
function outbursts(chance: Chance): () => number {
  const { every, lasting, factor } = OUTBURST;
  const mean = 1 + ((factor - 1) * lasting) / every;
  let isOn = false;
  return () => {
    isOn = isOn ? chance.uniform() > 1 / lasting : chance.uniform() < 1 / every;
    return (isOn ? factor : 1) / mean;
  };
}
