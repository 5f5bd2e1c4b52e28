import type { Decision } from '../contract/payloads.ts';
import type { RollBackHolder, RollBackRequest } from '../contract/roll-back-payloads.ts';
import type { Fence } from '../domain/fence.ts';
import type { Follow } from '../domain/follows.ts';
import type { ResourceRecordSet } from '../domain/record-set.ts';

/**
 * `open` until the migration was closed, or a rollback began. `owed`: a rollback has begun and is not finished, so no
 * step of the run begins any more. `restored`: it is.
 */
export type RunStatus = 'open' | 'owed' | 'restored' | 'closed';

/** An execution of Migrate that asks to be the run under way. */
export interface RunClaim {
  /** Name of the Migrate execution. */
  readonly execution: string;
  readonly executionArn: string;
  /** When that execution began, ISO 8601. */
  readonly startedAt: string;
}

export interface JournalRun extends RunClaim {
  readonly status: RunStatus;
  /** When the status was reached, ISO 8601. */
  readonly statusAt: string;
  /** When the first of the runs that took each other over began, ISO 8601: since then the records are being moved. */
  readonly begunAt: string;
  /** The run that recorded the before-image: this one, or the stopped one that it took over. */
  readonly beforeImageOf: string;
  /** The stopped run that this one took over; '' for a fresh one. Its fence counts as this run's until it is swapped. */
  readonly tookOver: string;
  /** The RollBack execution that is at the rollback; present only while that is owed. */
  readonly holder?: RollBackHolder;
}

/** A rollback that has begun, as it is marked. */
export interface OwedMark {
  /** The run as the rollback knows it. */
  readonly run: JournalRun;
  readonly holder: RollBackHolder;
  /** ARN of the RollBack execution whose place `holder` takes; '' for none. */
  readonly inPlaceOf: string;
  /** ISO 8601. */
  readonly at: string;
}

/** A rollback that left the work to the one that is at it already. */
export interface JoinedRollBack {
  /** ARN of its execution. */
  readonly execution: string;
  readonly request: RollBackRequest;
  /** ISO 8601. */
  readonly at: string;
}

/** What one zone held at the names of the migration before the first change. */
export interface BeforeImage {
  readonly fenceName: string;
  readonly records: readonly ResourceRecordSet[];
  /** Which of its names lead to other moved ones, in whichever zone: they are moved by those. */
  readonly follows: readonly Follow[];
}

/** What was last written to a zone; kept after every batch. */
export interface JournalZone {
  readonly zoneId: string;
  readonly fence: Fence;
  readonly changeId: string;
  readonly acceptedAt: string;
  /** Longest TTL that was in force before the change, seconds. */
  readonly ttlInForceSeconds: number;
}

export interface JournalState {
  readonly run: JournalRun;
  /** The record sets that legacy answered with before the first change, by zone id. */
  readonly beforeImage: ReadonlyMap<string, BeforeImage>;
  /** By zone id; a zone in which nothing was written yet is missing. */
  readonly zones: ReadonlyMap<string, JournalZone>;
  /** The newest epoch that any run is known to have written, by zone id: a fence that is gone is made anew from it. */
  readonly epochs: ReadonlyMap<string, number>;
}

export interface Hold {
  readonly run: string;
  readonly state: string;
  readonly step: number;
  readonly reasons: readonly string[];
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

/** The journal of one migration: a DynamoDB table, every write conditional. */
export interface Journal {
  /** Everything about the current run by one consistent query; undefined when no run ever began. Throws `BeforeImageUnreadable`. */
  load(): Promise<JournalState | undefined>;
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
  /** True while `execution` is the run under way and neither over nor owed a rollback. Asked before every batch. */
  isOpen(execution: string): Promise<boolean>;
  /**
   * Keeps what was written last; an older epoch never replaces a newer one (returns false). Throws `FenceLost` when the
   * run is not open.
   */
  recordZone(execution: string, zone: JournalZone): Promise<boolean>;
  /**
   * Marks the run's rollback as owed and its holder as the one at it: no step of the run begins from then on. Accepted
   * while the run is open; while it is owed and nobody, the holder itself or who stands in `inPlaceOf` is at it; and when
   * it was closed only after the rollback was asked for.
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
  /** Keeps the hold's token until it is decided; replaces an older hold of the migration. */
  saveHold(hold: Hold): Promise<void>;
  currentHold(): Promise<Hold | undefined>;
  /** Audits the decision and takes the hold away, once; false when the hold is gone or another. */
  decideHold(decision: KeptDecision): Promise<boolean>;
  /** Every decision of the migration, oldest first, of runs before this one too. */
  decisions(): Promise<readonly KeptDecision[]>;
  /**
   * True when `teller` (an execution's name) is to tell `key` about this run: each thing is told by one teller, once.
   * Until its telling has ended it is told again, because an attempt that failed before its message was out is made anew.
   */
  beginTelling(execution: string, key: string, teller: string): Promise<boolean>;
  /** The message is out: nobody tells it again. */
  endTelling(execution: string, key: string, teller: string): Promise<void>;
}
