/** What the machine RollBack hands to its functions and gets back. Times are ISO 8601 in UTC. */

import type { Run } from '../../shared/contract/run.ts';
import type { HookSeen, HookVerdict } from './hooks.ts';
import type { ZoneChange } from './payloads.ts';

/** Ends of an execution that are no success: each of them starts a rollback. */
export const BAD_ENDS = ['ABORTED', 'TIMED_OUT', 'FAILED'] as const;

/** Why legacy is put back: what RollBack's input comes to, whoever sent it. */
export interface RollBackRequest {
  /**
   * `decision`: a person aborted a hold. `roll-back`: a RollBack execution ended while its rollback was owed, and this one takes
   * it up. `watch`: Watch saw that one was needed, and that none had begun.
   */
  readonly source: 'alarm' | 'decision' | 'execution' | 'migration' | 'person' | 'roll-back' | 'watch';
  /** The run it belongs to, where the source names one; '' otherwise. */
  readonly run: string;
  readonly reason: string;
  /** When the alarm fired, the execution ended, or this was asked: later runs are not meant. */
  readonly asOf: string;
  /** ARN of the alarm or execution that asked; '' for a person. */
  readonly cause: string;
  /** ARN of the RollBack execution from which this one takes the rollback over; absent for a rollback of its own. */
  readonly predecessor?: string;
}
/** What an execution of RollBack starts the next one with, which takes the rollback over. */
export interface HandedOn {
  readonly source: RollBackRequest['source'];
  /** ARN of the execution that ends. */
  readonly predecessor: string;
  /** The request that started it. */
  readonly request: RollBackRequest;
}
export interface RestoreLegacyPayload {
  readonly run: Run;
  /** The machine's input as it came. */
  readonly event: unknown;
  /** How often RestoreLegacy was tried before, by this execution and those that it follows. */
  readonly round: number;
  /** What the round before came to: its changes are not made again. */
  readonly restore?: RestoreResult;
}
/**
 * - `restored`: every zone contains what legacy was.
 * - `owed`: some don't yet: `pending` says which, and why. It is tried again.
 * - `already-restored`: the journal says so of an earlier rollback, and so do the fences.
 * - `nothing-to-restore`: the run that is meant has changed nothing, or is over.
 * - `joined`: another RollBack execution is at it: `holder`.
 * - `refused`: the migration is closed.
 * - `held`: the run is past its one-way step, and no person has asked.
 * - `unrestorable`: a zone's fence says that a run is open, and what legacy was is kept nowhere any more.
 */
export type RestoreOutcome =
  | 'restored'
  | 'owed'
  | 'already-restored'
  | 'nothing-to-restore'
  | 'joined'
  | 'refused'
  | 'held'
  | 'unrestorable';
/** A zone that could not be restored yet. */
export interface PendingZone {
  readonly zoneId: string;
  readonly why: string;
}
/** A name that a rollback could not restore though nobody wrote in between, and Route 53's words on it. */
export interface NotRestored {
  readonly zoneId: string;
  /** As people write it. */
  readonly name: string;
  readonly why: string;
}
/** The RollBack execution that is at a rollback. */
export interface RollBackHolder {
  readonly arn: string;
  readonly name: string;
  /** ISO 8601. */
  readonly since: string;
  /** The request that started it. */
  readonly request: RollBackRequest;
}
export interface RestoreResult {
  readonly outcome: RestoreOutcome;
  readonly reason: string;
  /** Who asked first, and why: of a rollback that takes another up, that one's. */
  readonly request: RollBackRequest;
  /** The migration's run that was rolled back; '' when none. */
  readonly migrationRun: string;
  /** Another run than the one that was meant, which continues; '' when none. */
  readonly underWay: string;
  readonly startedAt: string;
  readonly acceptedAt: string;
  readonly changes: readonly ZoneChange[];
  /** What foreign writers had put and was taken away, one line each. */
  readonly overwritten: readonly string[];
  /** Names that Route 53 refuses. As many as fit; `reason` says how many there are. */
  readonly notRestored: readonly NotRestored[];
  readonly pending: readonly PendingZone[];
  /** The journal says that no step of the run begins any more: the rollback is owed and this execution's, or it is over. */
  readonly marked: boolean;
  /** Who is at the rollback in this one's place, where it is `joined`. */
  readonly holder?: RollBackHolder;
  /** Longest TTL that was in force, seconds. */
  readonly ttlInForceSeconds: number;
  readonly waitUntil: string;
}
export interface StopMigrationPayload {
  readonly run: Run;
  /** The machine's input as it came. */
  readonly event: unknown;
  /** Absent when RestoreLegacy itself failed: then the rollback is marked as owed here. */
  readonly restore?: RestoreResult;
}
export interface StopResult {
  readonly stopped: readonly string[];
  readonly request: RollBackRequest;
  /** As in RestoreResult, after this try. */
  readonly marked: boolean;
}
export interface JoinRollBackPayload {
  readonly run: Run;
  readonly restore: RestoreResult;
}
export interface JoinResult {
  /** False when the other execution has ended: RestoreLegacy continues in its place. */
  readonly joined: boolean;
  readonly reason: string;
}
export interface ConfirmLegacyPayload {
  readonly run: Run;
  readonly restore: RestoreResult;
}
export interface ConfirmLegacyResult {
  readonly legacyServes: boolean;
  /** The journal says so too. */
  readonly ended: boolean;
  readonly reasons: readonly string[];
  readonly inSyncAt: string;
  readonly lastTtlRunsOutAt: string;
}
export interface NotifyHeldPayload {
  readonly run: Run;
  readonly restore: RestoreResult;
}
export interface HeldNotified {
  readonly notified: boolean;
}
export interface NotifyRollBackPayload {
  readonly run: Run;
  readonly restore: RestoreResult;
  readonly stop: Pick<StopResult, 'stopped'>;
  readonly confirm: ConfirmLegacyResult;
}
export interface RollBackNotified {
  readonly notified: boolean;
  /** Address of the report; '' where there is none of this rollback. */
  readonly report: string;
}
export interface NotifyHookPayload {
  readonly run: Run;
  /** The migration's run that was rolled back. */
  readonly migrationRun: string;
  readonly seen: HookSeen;
}
export interface HookNotified extends HookVerdict {
  readonly notified: boolean;
}
