import { seededRandom } from '../../route53/index.ts';
import { type Caller, isBy } from '../request/calls.ts';
import { Park } from './park.ts';

/** What a fault does to a call. */
export type Effect =
  | { readonly kind: 'throttle' }
  | { readonly kind: 'delay'; readonly milliseconds: number }
  | { readonly kind: 'loseResponse' }
  | { readonly kind: 'fail'; readonly status: number }
  | { readonly kind: 'reset' }
  | { readonly kind: 'park'; readonly park: Park };

/** Which calls a fault is for. What is left out matches everything. */
export interface FaultMatch {
  /** Of the credential scope, e.g. `route53`, `monitoring`. */
  readonly service?: string;
  /** API operation. */
  readonly action?: string;
  /** State, function or app id. */
  readonly by?: string;
  /** From then on, and before `until`; rehearsal time, epoch milliseconds. */
  readonly from?: number;
  readonly until?: number;
  /** Only the nth call that matches, from 1. */
  readonly nth?: number;
  /** Only the first so many calls that match. */
  readonly first?: number;
  /** Each call that matches with this probability (0–1), drawn from the plan's seed. */
  readonly probability?: number;
}

export interface FaultedCall {
  readonly service: string;
  readonly operation: string;
  readonly caller: Caller;
  /** When it arrived, rehearsal time, epoch milliseconds. */
  readonly at: number;
}

export interface PlannedEffect {
  readonly effect: Effect;
  /** The rule in words, for the record of the call. */
  readonly rule: string;
}

interface Rule {
  readonly match: FaultMatch;
  readonly effect: Effect;
  readonly random: () => number;
  matched: number;
  fired: number;
}

/** Longer than this, a call is better parked: its time is then the scenario's to decide. */
const LONGEST_DELAY_MS = 60_000;

/**
 * Faults by rules: `plan.on({ service: 'route53', action: 'ChangeResourceRecordSets', nth: 2 }).loseResponse()`.
 * Only calls that the caller's role allows are counted. The same seed and the same calls give the same faults.
 */
export class FaultPlan {
  readonly seed: number;
  readonly #rules: Rule[] = [];

  constructor(seed = 1) {
    this.seed = seed;
  }

  on(match: FaultMatch) {
    checkMatch(match);
    return {
      /** The service's own throttling error, before anything is done. */
      throttle: () => this.#add(match, { kind: 'throttle' }),
      /** Real milliseconds, before anything is done. */
      delay: (milliseconds: number) =>
        this.#add(match, { kind: 'delay', milliseconds: checkDelay(milliseconds) }),
      /** The service does it, and the connection breaks before the answer. */
      loseResponse: () => this.#add(match, { kind: 'loseResponse' }),
      /** The service's own error with a 5xx status, before anything is done. */
      fail: (status = 500) => this.#add(match, { kind: 'fail', status: checkStatus(status) }),
      /** The connection breaks before anything is done. */
      reset: () => this.#add(match, { kind: 'reset' }),
      /** Held before it reaches the service, until released; then carried out even when the caller has gone. */
      park: (): Park => {
        const park = new Park(describeMatch(match));
        this.#add(match, { kind: 'park', park });
        return park;
      },
    };
  }

  #add(match: FaultMatch, effect: Effect): void {
    // A generator of its own for each rule: adding a rule does not move the faults of the others.
    const random = seededRandom(this.seed + this.#rules.length * 0x9e3779b9);
    this.#rules.push({ match, effect, random, matched: 0, fired: 0 });
  }

  /** The effects for this call, in the order of the rules; counts the call. */
  next(call: FaultedCall): readonly PlannedEffect[] {
    return this.#rules
      .filter((rule) => applies(rule, call))
      .map((rule) => {
        rule.fired += 1;
        return { effect: rule.effect, rule: describe(rule) };
      });
  }

  /** How often each rule fired; a scenario that rests on a fault checks that it happened. */
  report(): readonly { readonly rule: string; readonly matched: number; readonly fired: number }[] {
    return this.#rules.map((rule) => ({ rule: describe(rule), matched: rule.matched, fired: rule.fired }));
  }

  /** Whether a call of the state `by` may still meet a fault in this time, `until` included; epoch milliseconds. */
  mayHit(by: string, from: number, until: number): boolean {
    return this.#rules.some(({ match, matched }) => {
      const spent = Math.max(match.nth ?? 0, match.first ?? 0);
      return (
        // The names of its function and its app id end with the state's.
        (match.by === undefined || `-${match.by}`.endsWith(`-${by}`)) &&
        (spent === 0 || matched < spent) &&
        (match.from ?? -Infinity) <= until &&
        (match.until ?? Infinity) > from
      );
    });
  }

  /** Ends every park: the gateway stops, and no call will arrive or continue. */
  close(): void {
    for (const { effect } of this.#rules) {
      if (effect.kind === 'park') effect.park.close();
    }
  }

  /** Rules that never fired, in words. */
  unfired(): readonly string[] {
    return this.#rules.filter((rule) => rule.fired === 0).map(describe);
  }
}

function applies(rule: Rule, { service, operation, caller, at }: FaultedCall): boolean {
  const { match } = rule;
  if (at < (match.from ?? -Infinity) || at >= (match.until ?? Infinity)) return false;
  if (match.service !== undefined && match.service !== service) return false;
  if (match.action !== undefined && match.action !== operation) return false;
  if (match.by !== undefined && !isBy(caller, match.by)) return false;
  rule.matched += 1;
  // Drawn for every match, so that nth and first do not shift what the seed gives.
  const drawn = rule.random();
  if (match.nth !== undefined && rule.matched !== match.nth) return false;
  if (match.first !== undefined && rule.matched > match.first) return false;
  return match.probability === undefined || drawn < match.probability;
}

function describe({ match, effect }: Rule): string {
  return `${effect.kind} ${describeMatch(match)}`;
}

function describeMatch(match: FaultMatch): string {
  const which = [
    match.nth === undefined ? '' : `call ${match.nth}`,
    match.first === undefined ? '' : `first ${match.first} calls`,
    match.probability === undefined ? '' : `${match.probability * 100} % of calls`,
  ].filter((part) => part !== '');
  const what = [match.service ?? 'any service', match.action ?? 'any action'].join(' ');
  return `${which.join(', ') || 'every call'} of ${what} by ${match.by ?? 'anybody'}${describeWindow(match)}`;
}

function describeWindow({ from, until }: FaultMatch): string {
  const at = (word: string, time: number | undefined) =>
    time === undefined ? '' : ` ${word} ${new Date(time).toISOString()}`;
  return `${at('from', from)}${at('until', until)}`;
}

function checkMatch(match: FaultMatch): void {
  for (const field of ['nth', 'first'] as const) {
    const value = match[field];
    if (value !== undefined && (!Number.isInteger(value) || value < 1)) {
      throw new RangeError(
        `fault on ${JSON.stringify(match)}: ${field} is ${value}, not a whole number from 1`,
      );
    }
  }
  const { from, until, probability } = match;
  if (from !== undefined && until !== undefined && from >= until) {
    throw new RangeError(`fault on ${JSON.stringify(match)}: the window ends before it begins`);
  }
  if (probability !== undefined && !(probability > 0 && probability <= 1)) {
    throw new RangeError(`fault on ${JSON.stringify(match)}: probability is ${probability}, not in (0, 1]`);
  }
}

function checkDelay(milliseconds: number): number {
  if (milliseconds >= 0 && milliseconds <= LONGEST_DELAY_MS) return milliseconds;
  throw new RangeError(
    `a delay of ${milliseconds} ms: 0 to ${LONGEST_DELAY_MS} can be had; park the call instead`,
  );
}

function checkStatus(status: number): number {
  if (Number.isInteger(status) && status >= 500 && status <= 599) return status;
  throw new RangeError(`a failure with status ${status}: it must be 500 to 599`);
}
