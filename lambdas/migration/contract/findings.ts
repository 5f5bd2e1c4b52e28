/**
 * `pass`: in order. `warn`: to know of. `fail`: seen to be wrong, or denied, timed out, unreadable. `unknown`: can't be
 * asked by design, for example another account's routes. `fail` and `unknown` block.
 */
export const LEVELS = ['pass', 'warn', 'fail', 'unknown'] as const;

export type Level = (typeof LEVELS)[number];

/** What a preflight check found: one thing seen, judged. A check returns findings; it never throws for one. */
export interface Finding {
  /** The state that found it, e.g. `VerifyDns`. */
  readonly check: string;
  /** What was looked at: a record name, a key, an alarm. */
  readonly subject: string;
  readonly level: Level;
  /** Stable kebab-case word for the kind of finding, e.g. `record-missing`. */
  readonly code: string;
  readonly seen: string;
  readonly why: string;
  /** Empty for `pass`. */
  readonly toDo: string;
}

/** What each preflight check's function returns. */
export interface CheckResult {
  readonly check: string;
  readonly findings: readonly Finding[];
  /** Where findings were joined: a hash of all that the settings name for it, each of which was judged (`joined`). */
  readonly covers?: string;
  /** Why it asked nothing at all, as a sentence; there are no findings then. */
  readonly notAsked?: string;
}
