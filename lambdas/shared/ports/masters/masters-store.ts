import type { Page, ReplacementRef } from '../../contract/masters/payloads.ts';

/**
 * What is kept of a cluster's masters, in one table; every write is conditional. All throw `TransientFailure` when the
 * table cannot be read or written for now.
 */
export interface MastersStore {
  /** Notes a signal by its key; false when it was noted before. */
  noteSignal(key: string, at: string): Promise<boolean>;

  /** Notes that the hooks go for good, with their stack. */
  noteRemoval(at: string): Promise<void>;
  isBeingRemoved(): Promise<boolean>;

  replacement(id: string): Promise<Kept<Replacement> | undefined>;
  /** Those that are `open` or `paged`. */
  unfinished(): Promise<readonly Kept<Replacement>[]>;
  /** Puts it in place of `before` (undefined: of nothing); false when that is not what stands there any more. */
  putReplacement(before: Kept<Replacement> | undefined, next: Replacement): Promise<boolean>;

  /** The cluster's one lease; a free one with fencing 0 where none was ever taken. */
  lease(): Promise<Kept<Lease>>;
  putLease(before: Kept<Lease>, next: Lease): Promise<boolean>;

  roll(): Promise<Kept<Roll> | undefined>;
  putRoll(before: Kept<Roll> | undefined, next: Roll): Promise<boolean>;

  /** Spot warnings of masters; none with version 0 where none ever came. */
  warnings(): Promise<Kept<Warnings>>;
  putWarnings(before: Kept<Warnings>, next: Warnings): Promise<boolean>;

  /** A person's decision, kept for good; false when this execution has kept one before. */
  keepDecision(decision: MastersDecision): Promise<boolean>;
  decisionOf(execution: string): Promise<MastersDecision | undefined>;

  /** As the migration's journal: true when `teller` should tell now. */
  beginTelling(about: string, key: string, teller: string): Promise<boolean>;
  endTelling(about: string, key: string, teller: string): Promise<void>;
}

/** What was read, with the version that a write in its place must still find, and counts up by one. */
export interface Kept<T> {
  readonly value: T;
  /** 0: nothing is kept. */
  readonly version: number;
}

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

export interface Lease {
  /** Counts up at each change of holder; never back. */
  readonly fencing: number;
  /** Who acts on masters now, alone. */
  readonly holder?: LeaseHolder;
  /** Executions whose master was gone before they came: they disturb nobody, and nothing voluntary begins beside them. */
  readonly recovering: readonly LeaseHolder[];
  /** Set by a page: nobody takes the lease until a person has decided. */
  readonly broken?: { readonly replacement: string; readonly at: string; readonly page: Page };
}

export interface LeaseHolder {
  readonly executionArn: string;
  readonly replacement: string;
  /** When its replacement took the lease, by whichever of its attempts, ISO 8601. */
  readonly since: string;
  readonly reason: string;
  /** A master of another group that must go first: it has the volumes that this one's replacement needs. */
  readonly waitsFor?: string;
}

/** By instance: when EC2 warned that it takes it, ISO 8601. Old ones may be left out. */
export type Warnings = Readonly<Record<string, string>>;

/** One rolling replacement of several masters. */
export interface Roll {
  readonly startedAt: string;
  /** ARN of the execution that is at it, or was last. */
  readonly execution: string;
  /** Another execution may come to have the same ARN, ISO 8601. */
  readonly executionStartedAt: string;
  /** In the order in which they go. */
  readonly masters: readonly RolledMaster[];
  readonly status: 'rolling' | 'stopped' | 'done';
  /** Why it stopped; '' otherwise. */
  readonly reason: string;
}

export interface RolledMaster {
  readonly group: string;
  readonly instance: string;
  /** `gone`: something else than the roll has replaced it, or made an end of it. */
  readonly status: 'waiting' | 'replacing' | 'replaced' | 'gone';
}

export interface MastersDecision {
  /** Its name and when it was started: a name may be used again. */
  readonly execution: string;
  readonly decidedBy: string;
  readonly at: string;
  readonly decision: 'retry' | 'detach' | 'dismiss';
  readonly reason: string;
  readonly replacement: string;
  /** The attempt that was paged: a later page is not what was decided on. */
  readonly attempt: number;
}
