import type { RollBackHolder, RollBackRequest } from '../contract/roll-back-payloads.ts';
import type { ZoneRole } from '../contract/settings.ts';
import type { Fence } from './fence.ts';
import type { Follow } from './follows.ts';
import type { ResourceRecordSet } from './record-set.ts';
import type { Others } from './watch/others.ts';
import type { Unexplained } from './watch/unexplained-write.ts';
import type { EndedHook, WaitingHook, WaitingSoak } from './watch/waiting.ts';

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
  /** When its one-way step began, or that of a run that it took over, ISO 8601: since then only a person's word restores legacy. */
  readonly oneWaySince?: string;
  /** How often a person has jumped to another step than the next one, or gone on from there. */
  readonly jumps?: number;
  /** The RollBack execution that is at the rollback; present only while that is owed. */
  readonly holder?: RollBackHolder;
}

/** What is kept of a step before its first batch. */
export interface StepBegun {
  readonly oneWay: boolean;
  /** How often a person has jumped before it, or gone on from there. */
  readonly jumps: number;
}

/** A rollback that has begun, as it is marked. */
export interface OwedMark {
  /** The run as the rollback knows it. */
  readonly run: JournalRun;
  readonly holder: RollBackHolder;
  /** ARN of the RollBack execution whose place `holder` takes; '' for none. */
  readonly inPlaceOf: string;
  /** No person has asked: the mark isn't accepted once the run's one-way step has begun. */
  readonly unlessOneWay: boolean;
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
  /** By which the zone is reached; null: by none. Earlier versions didn't record it. */
  readonly role?: ZoneRole | null;
  /** The rest of the zone, only to tell whether it changes. Earlier versions didn't record it. */
  readonly others?: Others;
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

/** What Watch goes by each minute: without the before-image, which is large and stays as it is. */
export interface WatchedState extends Pick<JournalState, 'run' | 'zones'> {
  readonly soak: WaitingSoak | undefined;
  /** What waits beside the hook that was asked last, and the hook that ended last. */
  readonly waitingHook?: WaitingHook | undefined;
  readonly endedHook?: EndedHook | undefined;
  /** Foreign writes of which nobody knows yet who made them; of the run that is named in it. */
  readonly unexplained?: Unexplained | undefined;
}

/** All names that a run writes in a zone: those that it moves, and its fence's. */
export function writtenNames({ records, fenceName }: BeforeImage): readonly string[] {
  return [...new Set([...records.map(({ Name }) => Name), fenceName])];
}

/** A run and what legacy answered with, as they were before the run's first change. */
export interface CopiedRun {
  readonly run: JournalRun;
  readonly beforeImage: ReadonlyMap<string, BeforeImage>;
}

/** The copy of a run once more, when one was kept: the first one stays, and learns that the run's one-way step has begun. */
export function keptOnce(kept: CopiedRun, { run: { oneWaySince } }: Pick<CopiedRun, 'run'>): CopiedRun {
  if (oneWaySince === undefined || kept.run.oneWaySince !== undefined) return kept;
  return { ...kept, run: { ...kept.run, oneWaySince } };
}
