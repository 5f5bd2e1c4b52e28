import type { CheckResult, Finding } from './findings.ts';
import type { DatabaseSettings } from './settings.ts';

/**
 * What the machines hand to the functions and get back. Times are ISO 8601 in UTC, as Step Functions'
 * `Wait` takes them (`Timestamp`).
 */

/** Migrate's input as a person writes it in the console. */
export interface MigrateInput {
  readonly dryRun?: boolean;
  /** Continue a migration that stopped at this share (percent). */
  readonly startAtPercent?: number;
  readonly note?: string;
}

/** Who is running: from `$states.context.Execution`. `name` is what the fence carries. */
export interface Run {
  readonly name: string;
  readonly arn: string;
  readonly startedAt: string;
}

export interface ValidateInputPayload {
  readonly run: Run;
  readonly input: unknown;
}
export interface ValidatedInput {
  readonly dryRun: boolean;
  readonly note: string;
  /** Index into the steps at which the shift loop begins. */
  readonly step: number;
  /** The stopped run that this one takes over, or '' for a fresh migration. */
  readonly continues: string;
}

/** All preflight checks get this. */
export interface CheckPayload {
  readonly run: Run;
  readonly continues: string;
  /** A dry run looks and changes nothing, not even what a check would otherwise make or mend. */
  readonly dryRun: boolean;
}

/** Where VerifyRds finds a database: what RDS says, beside what the settings ask of it. */
export interface DatabaseEndpoint extends DatabaseSettings {
  readonly host: string;
  readonly port: number;
}
/** DescribeDatabases' result. VerifyRds runs where no AWS endpoint can be reached, so it is handed all it needs. */
export interface DescribedDatabases {
  readonly endpoints: readonly DatabaseEndpoint[];
  /** What RDS itself gives cause to say; VerifyRds returns these with its own. */
  readonly findings: readonly Finding[];
}
export interface VerifyRdsPayload extends CheckPayload {
  readonly described: DescribedDatabases;
}

export interface AssessReadinessPayload {
  readonly run: Run;
  readonly dryRun: boolean;
  readonly note: string;
  readonly step: number;
  readonly continues: string;
  readonly checks: readonly CheckResult[];
}
export interface Readiness {
  readonly ready: boolean;
  /** One line, e.g. "2 of 31 findings fail: …". */
  readonly summary: string;
  /** `s3://…` of the readable report. */
  readonly report: string;
  readonly failing: readonly string[];
}

/** LowerTtl, AdoptRecords, RetireLegacyRecords, CloseMigration. */
export interface ChangePayload {
  readonly run: Run;
}
export interface ShiftPayload {
  readonly run: Run;
  readonly step: number;
  /** The stopped run whose fence is taken over, or ''. */
  readonly continues: string;
}

/** What a zone-changing state returns. */
export interface ChangeResult {
  /** What was done, readable in the console. */
  readonly summary: string;
  readonly percent: number;
  /** When the next state may begin: after propagation, or after the TTL that was in force. */
  readonly waitUntil: string;
  /** The longest TTL in force before the change, seconds: what the soak clock adds to INSYNC. */
  readonly ttlInForceSeconds: number;
  readonly changes: readonly ZoneChange[];
}
export interface ZoneChange {
  readonly zoneId: string;
  /** Route 53's ids of the batches that made the change; empty when nothing had to be written. */
  readonly changeIds: readonly string[];
  readonly acceptedAt: string;
  readonly epoch: number;
}

export interface ConfirmPayload {
  readonly run: Run;
  readonly step: number;
  readonly change: ChangeResult;
}
export interface ConfirmResult {
  readonly summary: string;
  readonly inSyncAt: string;
  /** INSYNC + the longest TTL in force: when the soak's clock starts. */
  readonly soakFrom: string;
  readonly soakUntil: string;
}

export type VerdictName = 'pass' | 'fail' | 'inconclusive' | 'hold';

export interface JudgeSoakPayload {
  readonly run: Run;
  readonly step: number;
  readonly soakFrom: string;
  readonly soakUntil: string;
  /** How often this soak was extended for lack of evidence. */
  readonly extensions: number;
}
export interface SoakVerdict {
  readonly verdict: VerdictName;
  readonly reasons: readonly string[];
  /** True when the step judged is the last one. */
  readonly last: boolean;
  /** For `inconclusive`: the soak goes on until then. Otherwise soakUntil as it was. */
  readonly soakUntil: string;
  /** What to do on `promote` after a hold. */
  readonly resume: ResumeAt;
}
export type ResumeAt =
  | 'AdoptRecords'
  | 'ShiftWeight'
  | 'ConfirmWeight'
  | 'NextStep'
  | 'RetireLegacyRecords'
  | 'CloseMigration';

export interface HoldPayload {
  readonly run: Run;
  readonly taskToken: string;
  readonly step: number;
  readonly state: string;
  readonly reasons: readonly string[];
}
export interface Decision {
  readonly decision: 'promote' | 'extend' | 'abort';
  readonly reason: string;
  readonly decidedBy: string;
  /** For `extend`: until when. */
  readonly soakUntil: string;
}
export interface JudgePromotionPayload {
  readonly run: Run;
  /** Those of the hold: what the person was told. */
  readonly reasons: readonly string[];
}
export interface PromotionVerdict {
  /** `hold`: something is not known that the person was not told. */
  readonly verdict: Exclude<VerdictName, 'inconclusive'>;
  readonly reasons: readonly string[];
}
export interface RecordDecisionPayload {
  readonly run: Run;
  readonly input: unknown;
}

export interface MeasurePayload {
  readonly run: Run;
  /** When RetireLegacyRecords' change was accepted. */
  readonly retiredAt: string;
}
export interface DrainVerdict {
  readonly verdict: VerdictName;
  readonly reasons: readonly string[];
  readonly waitUntil: string;
}

/**
 * Most characters of the lists of names in what a function returns or fails with. Step Functions hands on 256 KiB and
 * keeps 32,768 characters of a failure's cause (in which Lambda says its message twice); what is more ends an
 * execution, past every Catch.
 */
export const MOST_LISTED = { result: 60_000, cause: 10_000 } as const;

/** Why legacy is put back: what RollBack's input comes to, whoever sent it. */
export interface RollBackRequest {
  /** `roll-back`: a RollBack execution ended while its rollback was owed, and this one takes it up. */
  readonly source: 'alarm' | 'execution' | 'migration' | 'person' | 'roll-back';
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
 * - `restored`: every zone holds what legacy was.
 * - `owed`: some don't yet: `pending` says which, and why. It is tried again.
 * - `already-restored`: the journal says so of an earlier rollback, and so do the fences.
 * - `nothing-to-restore`: the run that is meant has changed nothing, or is over.
 * - `joined`: another RollBack execution is at it: `holder`.
 * - `refused`: the migration is closed.
 * - `unrestorable`: a zone's fence says that a run is open, and what legacy was is kept nowhere any more.
 */
export type RestoreOutcome =
  | 'restored'
  | 'owed'
  | 'already-restored'
  | 'nothing-to-restore'
  | 'joined'
  | 'refused'
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
  /** What it was asked for with. */
  readonly request: RollBackRequest;
}
export interface RestoreResult {
  readonly outcome: RestoreOutcome;
  readonly reason: string;
  /** Who asked first, and why: of a rollback that takes another up, that one's. */
  readonly request: RollBackRequest;
  /** The migration's run that was rolled back; '' when none. */
  readonly migrationRun: string;
  /** Another run than the one that was meant, which goes on; '' when none. */
  readonly underWay: string;
  readonly startedAt: string;
  readonly acceptedAt: string;
  readonly changes: readonly ZoneChange[];
  /** What foreign writers had put and was taken away, one line each. */
  readonly overwritten: readonly string[];
  /** Names that Route 53 refuses. As many as fit; `reason` says how many there are. */
  readonly notRestored: readonly NotRestored[];
  readonly pending: readonly PendingZone[];
  /** The journal says that the rollback is owed and this execution's, so no step of the run begins any more. */
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
  /** False when the other execution has ended: RestoreLegacy goes on in its place. */
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
export interface NotifyRollBackPayload {
  readonly run: Run;
  readonly restore: RestoreResult;
  readonly stop: Pick<StopResult, 'stopped'>;
  readonly confirm: ConfirmLegacyResult;
}
