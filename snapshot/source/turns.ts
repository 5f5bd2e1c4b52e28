/** How fast AWS is asked: its limits are those of the whole account, and the account has others to serve. */

/** A timer and a clock, in milliseconds. */
export interface Timing {
  now(): number;
  sleep(ms: number): Promise<unknown>;
}

export const PROCESS: Timing = {
  now: () => performance.now(),
  sleep: (ms) => new Promise((ring) => setTimeout(ring, ms)),
};

/** Of what Route 53 takes of an account, the share that is left to others: the functions, external-dns, people. */
const LEFT = 0.5;
/** What Route 53 takes of each account, requests a second. Source: "Throttling for Amazon Route 53 API requests" in its guide. */
const ROUTE_53_A_SECOND = 10;
/** Of others AWS says little; this is far below what accounts are known to get. */
const OTHERS_MS = 100;

/** The requests of one account, with a pause between those of one service. */
export class Turns {
  readonly #timing: Timing;
  readonly #route53Ms: number;
  /** By service: when its next request may begin. */
  readonly #next = new Map<string, number>();

  /** @param route53 requests a second that Route 53 takes of the account, where the configuration says */
  constructor(route53: readonly number[] = [], timing: Timing = PROCESS) {
    this.#timing = timing;
    this.#route53Ms = 1000 / (Math.min(ROUTE_53_A_SECOND, ...route53) * (1 - LEFT));
  }

  async take(service: string): Promise<void> {
    const timing = this.#timing;
    const begin = Math.max(timing.now(), this.#next.get(service) ?? 0);
    this.#next.set(service, begin + (service === 'route53' ? this.#route53Ms : OTHERS_MS));
    // A timer may ring a little early.
    for (let wait = begin - timing.now(); wait > 0; wait = begin - timing.now()) await timing.sleep(wait);
  }
}
