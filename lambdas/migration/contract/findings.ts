/** What a preflight check found: one thing seen, judged. A check returns findings; it never throws for one. */
export interface Finding {
  /** The state that found it, e.g. `VerifyDns`. */
  readonly check: string;
  /** What was looked at: a record name, a key, an alarm. */
  readonly subject: string;
  readonly level: 'pass' | 'warn' | 'fail';
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
}
