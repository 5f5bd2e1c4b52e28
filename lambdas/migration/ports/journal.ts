import type { Notices } from '../../shared/ports/notices.ts';
import type { Hold, KeptDecision } from '../domain/hold.ts';
import type {
  BeforeImage,
  JoinedRollBack,
  JournalRun,
  JournalState,
  JournalZone,
  OwedMark,
  RunClaim,
  StepBegun,
  WatchedState,
} from '../domain/journal-state.ts';
import type { Unexplained } from '../domain/watch/unexplained-write.ts';
import type { EndedHook, WaitingHook, WaitingSoak } from '../domain/watch/waiting.ts';

/** The journal of one migration: a DynamoDB table, every write conditional. */
export interface Journal extends Notices {
  /** Everything about the current run by one consistent query; undefined when no run ever began. Throws `BeforeImageUnreadable`. */
  load(): Promise<JournalState | undefined>;
  /** The current run with what was written last, its soak and its hook, by one consistent query that leaves out the before-image. */
  loadWatched(): Promise<WatchedState | undefined>;
  /**
   * Makes `run` the current one unless another is open; throws `MigrationInProgress`. Claiming again by the same
   * execution is harmless while it is open. Throws `FenceLost` when it was ended, or began before the run that was.
   */
  claim(run: RunClaim, takesOver?: string): Promise<JournalRun>;
  /**
   * Written before the first change of the run. What is kept stays: a second try of the same run, which may have read
   * the zones after the first one changed them, replaces nothing. Throws `FenceLost` when the run is not open.
   */
  saveBeforeImage(execution: string, zones: ReadonlyMap<string, BeforeImage>): Promise<void>;
  /**
   * Keeps that a step begins now which is one-way, unless one is kept already, and before which a person has jumped so often.
   * Throws `FenceLost` when the run is not open, or a person has jumped more often.
   */
  beginStep(execution: string, step: StepBegun, at: string): Promise<void>;
  /**
   * True while `execution` is the run under way and neither over nor owed a rollback, and a person has jumped no more often than
   * `jumps`, if that is given. Asked before every batch.
   */
  isOpen(execution: string, jumps?: number): Promise<boolean>;
  /**
   * Keeps what was written last; an older epoch never replaces a newer one (returns false). Throws `FenceLost` when the
   * run is not open.
   */
  recordZone(execution: string, zone: JournalZone): Promise<boolean>;
  /**
   * Marks the run's rollback as owed and its holder as the one at it: no step of the run begins from then on. Accepted
   * while the run is open; while it is owed and nobody, the holder itself or who stands in `inPlaceOf` is at it; and when
   * it was closed only after the rollback was requested. In the first and the last case not past its one-way step, if the mark
   * says so.
   * Returns the run as it stands then: with another status or holder, where the mark was not accepted.
   */
  markOwed(mark: OwedMark): Promise<JournalRun | undefined>;
  /**
   * Puts a run that the journal has lost back, as `markOwed` would mark it, in place of an older one or of none.
   * Returns the run as it stands then.
   */
  bringBack(mark: OwedMark): Promise<JournalRun | undefined>;
  /** Keeps that a rollback was joined, as long as `holder` (an ARN) is at that of the run; else false. */
  joinRollBack(execution: string, holder: string, joined: JoinedRollBack): Promise<boolean>;
  /** Every rollback of the run that was joined, oldest first. */
  joinedRollBacks(execution: string): Promise<readonly JoinedRollBack[]>;
  /**
   * Ends the run; false when another is under way. `closed` only while it is open, so that a rollback comes before it or
   * after. `restored` always: rollback wins, and its holder has done.
   */
  endRun(execution: string, status: 'closed' | 'restored', at: string): Promise<boolean>;
  /** Keeps the token of the soak that waits; replaces that of an older one. Throws `FenceLost` when the run is not open. */
  saveSoak(soak: WaitingSoak): Promise<void>;
  /** Keeps the token of what waits beside a hook; replaces an older one. Throws `FenceLost` when the run is not open. */
  saveWaitingHook(hook: WaitingHook): Promise<void>;
  /** Keeps which hook has ended last. Throws `FenceLost` when the run is not open. */
  endHook(hook: EndedHook): Promise<void>;
  /**
   * Keeps the foreign writes that are to be explained, unless they have changed since they were read; then false. Also of a run that
   * is over.
   */
  saveUnexplained(unexplained: Unexplained): Promise<boolean>;
  /** Keeps the hold's token until it is decided; replaces an older hold of the migration. */
  saveHold(hold: Hold): Promise<void>;
  currentHold(): Promise<Hold | undefined>;
  /** Audits the decision and takes the hold away, once; false when the hold is gone or another. */
  decideHold(decision: KeptDecision): Promise<boolean>;
  /** Every decision of the migration, oldest first, of runs before this one too. */
  decisions(): Promise<readonly KeptDecision[]>;
}
