import type { Notices } from '../../shared/ports/notices.ts';
import type { MastersDecision } from '../domain/decision.ts';
import type { Lease } from '../domain/lease.ts';
import type { Replacement } from '../domain/replacement.ts';
import type { Roll } from '../domain/roll.ts';
import type { Warnings } from '../domain/warnings.ts';

/**
 * What is kept of a cluster's masters, in one table; every write is conditional. All throw `TransientFailure` when the
 * table cannot be read or written for now.
 */
export interface MastersJournal extends Notices {
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
}

/** What was read, with the version that a write in its place must still find, and counts up by one. */
export interface Kept<T> {
  readonly value: T;
  /** 0: nothing is kept. */
  readonly version: number;
}
