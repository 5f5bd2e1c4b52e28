import type { Decision } from '../contract/holds.ts';

export interface Hold {
  /** Undefined while it waits with its first token, which then says it. */
  readonly id?: string;
  readonly run: string;
  readonly state: string;
  readonly step: number;
  readonly reasons: readonly string[];
  /** What speaks against a rollback to legacy. Earlier versions didn't record it. */
  readonly legacy?: readonly string[];
  /** Only a person rolls back. Earlier versions didn't record it. */
  readonly oneWay?: boolean;
  readonly taskToken: string;
  readonly since: string;
}

/** A decision as it is audited. */
export interface KeptDecision extends Decision {
  /** The Decide execution: its name and when it was started, for a name may be used again. */
  readonly execution: string;
  /** ISO 8601. */
  readonly at: string;
  /** What it answered. */
  readonly hold: Hold;
}
