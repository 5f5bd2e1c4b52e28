import type { Page, ReplacementRef } from '../contract/payloads.ts';

export interface Replacement extends ReplacementRef {
  readonly request: 'voluntary' | 'involuntary';
  /** How it came to be known: for people. */
  readonly origin: string;
  /** First heard of, ISO 8601. */
  readonly since: string;
  /**
   * `open`: an execution works on it, or should. `paged`: the machine stopped and a person must decide.
   * `replaced`, `dismissed`: over.
   */
  readonly status: 'open' | 'paged' | 'replaced' | 'dismissed';
  /** When the status became that, ISO 8601. */
  readonly statusAt: string;
  /** Lifecycle actions heard of, by instance: that of the master that goes, and that of its replacement. */
  readonly actions: Readonly<Record<string, KeptAction>>;
  readonly page?: Page;
  /** A person's yes to a forced detach: used up when it was done. */
  readonly mayDetach?: { readonly decidedBy: string; readonly reason: string; readonly at: string };
  /**
   * When its phases began, ISO 8601, by the word (`MARKS` in domain/masters/marks.ts). What budgets are counted from,
   * and never from before `statusAt`: a person's `retry` begins them anew.
   */
  readonly marks: Readonly<Record<string, string>>;
  /** The etcd volumes as they were seen first, its group's own and all: one that comes later may be an empty one. */
  readonly volumes?: { readonly own: readonly string[]; readonly all: readonly string[] };
}

export interface KeptAction {
  readonly hook: string;
  readonly transition: 'terminating' | 'launching';
  readonly token?: string;
  /** Two tokens were heard of, so neither is kept. */
  readonly disputed?: true;
  /** When the instance came to wait in the hook, ISO 8601: what AWS counts its overall limit from. */
  readonly since: string;
  /** ISO 8601. */
  readonly lastHeartbeat: string;
  readonly completed: boolean;
}
