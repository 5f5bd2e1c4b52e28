/**
 * How fast calls may follow each other within a limit of Route 53's: a bucket of tokens, as far as one of its callers can
 * know it. The account's other callers take of the same one, unseen; that they do is learnt from refusals.
 */
import type { RateLimit } from '../contract/settings.ts';

export interface Pace {
  /** The part of the account's limit that is used at most. */
  readonly limit: RateLimit;
  /** Tokens that are believed to refill a second: less than the limit's after refusals. */
  readonly perSecond: number;
  /** What is believed to be in the bucket at the moment `at`, milliseconds; less than nothing after a call that costs more than it contains. */
  readonly tokens: number;
  readonly at: number;
  /** Refusals in a row. */
  readonly refusals: number;
}

/** What is left of the rate after a refusal, and what is added with each call that was taken, of the limit's. */
const SLOWER = 0.9;
const RECOVERY = 0.02;

/**
 * The first pauses are short beside the whole refill: as nobody knows what is missing, Route 53 is asked that often
 * meanwhile, and little of the refill is lost. Then they double: others take it all.
 */
const ASKED_IN_A_REFILL = 16;
const SHORTEST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 30_000;
const SHORT_PAUSES = 2 * ASKED_IN_A_REFILL;

/** @param share of the account's limit that may be used (0–1) */
export function fullPace({ burst, perSecond }: RateLimit, share: number, at: number): Pace {
  const limit = { burst: Math.max(1, burst * share), perSecond: perSecond * share };
  return { limit, perSecond: limit.perSecond, tokens: limit.burst, at, refusals: 0 };
}

/** Milliseconds until a call of this cost may begin. One that costs more than the full bucket begins when it is full. */
export function delayFor(pace: Pace, cost: number, now: number): number {
  const missing = Math.min(cost, pace.limit.burst) - tokensAt(pace, now);
  return Math.max(0, (missing / pace.perSecond) * 1000);
}

export function spend(pace: Pace, cost: number, now: number): Pace {
  return { ...pace, tokens: tokensAt(pace, now) - cost, at: now };
}

/** Route 53 took the call. */
export function taken(pace: Pace): Pace {
  const { limit } = pace;
  const perSecond = Math.min(limit.perSecond, pace.perSecond + limit.perSecond * RECOVERY);
  return { ...pace, perSecond, refusals: 0 };
}

/** Route 53 throttled a call of this cost, which took nothing: the bucket lacks at least what the pause will refill. */
export function throttled(pace: Pace, cost: number, now: number): Pace {
  const refusals = pace.refusals + 1;
  const perSecond = refusals === 1 ? pace.perSecond * SLOWER : pace.perSecond;
  const missing = (pauseMs(cost, perSecond, refusals) / 1000) * perSecond;
  return { ...pace, perSecond, refusals, tokens: Math.min(cost, pace.limit.burst) - missing, at: now };
}

/** Asked for longer than any refill takes: others leave less in the bucket than such a call needs. */
export function asksTooMuch({ refusals }: Pace): boolean {
  return refusals >= SHORT_PAUSES;
}

function pauseMs(cost: number, perSecond: number, refusals: number): number {
  const part = ((cost / perSecond) * 1000) / ASKED_IN_A_REFILL;
  const doubled = Math.max(SHORTEST_PAUSE_MS, part) * 2 ** Math.max(0, refusals - SHORT_PAUSES);
  return Math.min(doubled, LONGEST_PAUSE_MS);
}

function tokensAt({ limit, perSecond, tokens, at }: Pace, now: number): number {
  return Math.min(limit.burst, tokens + ((now - at) / 1000) * perSecond);
}
