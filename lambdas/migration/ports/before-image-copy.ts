import type { CopiedRun } from '../domain/journal-state.ts';

/** The before-image once more, where the journal's end is not its end too. */
export interface BeforeImageCopy {
  /**
   * Undefined where there is none, or none that may be read: S3 answers both alike to a role that may not list the bucket.
   * Throws `BeforeImageUnreadable` when it is not what this code writes, `TransientFailure`.
   */
  load(): Promise<CopiedRun | undefined>;
  /**
   * Replaces that of an older run; the first of a run stays, and learns that the run's one-way step has begun. Throws `FenceLost` when that of a newer one is kept,
   * `TransientFailure`.
   */
  save(copied: CopiedRun): Promise<void>;
}
