import type { Summary } from '../../shared/contract/call.ts';
import type { Run } from '../../shared/contract/run.ts';
import type { LoggedIn } from './database-logins.ts';
import type { ProbedFromHere } from './database-probes.ts';
import type { CheckResult, Finding } from './findings.ts';
import type { DatabaseSettings, HostAndPort } from './settings.ts';

/**
 * What the machines hand to the functions and get back. Times are ISO 8601 in UTC, as Step Functions'
 * `Wait` takes them (`Timestamp`).
 */

/** Migrate's input as a person writes it in the console. */
export interface MigrateInput {
  readonly dryRun?: boolean;
  /** Of a dry run that is repeated: people are notified of what blocks now and didn't, or no longer does. */
  readonly notify?: Exclude<Notify, ''>;
  /** Continue a migration that stopped at this share (percent). */
  readonly startAtPercent?: number;
  readonly note?: string;
}

/** Whom a run notifies of: as it is asked for, or '' as the run itself needs. */
export type Notify = 'changes' | '';

export interface ValidatedInput {
  readonly dryRun: boolean;
  readonly notify: Notify;
  /** A repeated dry run comes too late: the migration has begun. */
  readonly begun: boolean;
  readonly note: string;
  /** Index into the steps at which the shift loop begins. */
  readonly step: number;
  /** Index of the furthest step that is known to have begun, if that is a one-way step of the stopped run; otherwise -1. */
  readonly shifted: number;
  /** The stopped run that this one takes over, or '' for a fresh migration. */
  readonly continues: string;
  /** What that one would have done next. In its drain nothing is left to be checked: it is retired already. */
  readonly next: AfterLegacy;
}

/** All preflight checks get this. */
export interface CheckPayload {
  readonly run: Run;
  readonly continues: string;
  /** A dry run looks and changes nothing, not even what a check would otherwise make or fix. */
  readonly dryRun: boolean;
}

/** DescribeOwners' result. VerifyWorkloads runs where Route 53 may not be reached, so it is handed what the zones say. */
export interface DescribedOwners {
  readonly owned: readonly OwnedName[];
  /** Why the zones could not be read; '' where they were. */
  readonly unread: string;
}

/** A moved name with a mark of external-dns. */
export interface OwnedName {
  /** As in the zone: dot-terminated, `*` as `\052`. */
  readonly name: string;
  /** '' where the mark may be encrypted. */
  readonly owner: string;
}

export interface VerifyWorkloadsPayload extends CheckPayload {
  readonly owners: DescribedOwners;
}

/** Where ProbeDatabases finds a database, beside what the settings ask of it. */
export interface DatabaseEndpoint
  extends HostAndPort,
    Pick<DatabaseSettings, 'kind' | 'engine' | 'roundTrips' | 'p99BudgetMs' | 'login'> {
  /** The database's identifier, of its further endpoints with what they are: `orders (reader)`. */
  readonly subject: string;
}
/** DescribeDatabases' result. ProbeDatabases runs where no AWS endpoint can be reached, so it is handed all it needs. */
export interface DescribedDatabases {
  readonly endpoints: readonly DatabaseEndpoint[];
  /** Availability Zones of the probing places, in their order; '' where it is not known. */
  readonly zones: readonly string[];
  /** What RDS itself gives cause to say; VerifyRds returns these with its own. */
  readonly findings: readonly Finding[];
}
export interface ProbeDatabasesPayload extends CheckPayload {
  readonly endpoints: readonly DatabaseEndpoint[];
  /** Which of the probing places this is. */
  readonly place: number;
}
export interface LogInToDatabasesPayload extends CheckPayload {
  readonly endpoints: readonly DatabaseEndpoint[];
}
export interface VerifyRdsPayload extends CheckPayload {
  readonly described: DescribedDatabases;
  /** By the probing places, in their order; and the logins, if any are tried. */
  readonly seen: readonly (ProbedFromHere | LoggedIn)[];
}

export interface AssessReadinessPayload {
  readonly run: Run;
  readonly dryRun: boolean;
  readonly notify: Notify;
  readonly note: string;
  readonly step: number;
  readonly continues: string;
  readonly checks: readonly CheckResult[];
}
export interface Readiness {
  readonly ready: boolean;
  /** One line, e.g. "2 of 31 findings block the start: …". */
  readonly summary: string;
  /** `s3://…` of the readable report. */
  readonly report: string;
  readonly blocking: readonly string[];
}

/** What CloseMigration returns. */
export interface MigrationClosed extends Summary {
  /** `s3://…` of the report. */
  readonly report: string;
}

/** LowerTtl, AdoptRecords, RetireLegacyRecords, CloseMigration, RemoveDrillName. */
export interface ChangePayload {
  readonly run: Run;
}
export interface StartWatchPayload {
  readonly run: Run;
  /** How often Watch was silent in the wait that is under way. */
  readonly silences: number;
  /** The stopped run that this one takes over, or ''. */
  readonly continues: string;
}
export interface ShiftPayload {
  readonly run: Run;
  readonly step: number;
  /** Index of the step that the zones are at, if a person has jumped; -1 or absent: the one before. */
  readonly from?: number;
  /** How often a person has jumped in this execution, so that no late step of before comes through. */
  readonly jumps?: number;
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

export interface SoakPayload {
  readonly run: Run;
  /** With which Watch ends it before its time. */
  readonly taskToken: string;
  readonly step: number;
  readonly soakUntil: string;
}
export interface JudgeSoakPayload {
  readonly run: Run;
  readonly step: number;
  /** As in ShiftPayload. */
  readonly from?: number;
  readonly soakFrom: string;
  readonly soakUntil: string;
  /** How often this soak was extended for lack of evidence. */
  readonly extensions: number;
}
export interface SoakVerdict {
  /** `again`: Route 53 has lost the step, so it is made again. */
  readonly verdict: VerdictName | 'again';
  readonly reasons: readonly string[];
  /** True when the step judged is the last one. */
  readonly last: boolean;
  /** For `inconclusive`: the soak continues until then. Otherwise soakUntil as it was. */
  readonly soakUntil: string;
  /** How often the soak has been extended by then. */
  readonly extensions: number;
  /** What to do on `promote` after a hold. */
  readonly resume: ResumeAt;
}
export type ResumeAt =
  | 'JumpToStep'
  | 'AdoptRecords'
  | 'ShiftWeight'
  | 'ConfirmWeight'
  | 'NextStep'
  | 'RetireLegacyRecords'
  | 'CloseMigration';

/** Where the migration continues once legacy is known to be able to take all the traffic back. */
export type AfterLegacy = Extract<ResumeAt, 'ShiftWeight' | 'RetireLegacyRecords'>;

export interface JudgeLegacyPayload {
  readonly run: Run;
  /** As in ShiftPayload; absent: ''. It is not taken over yet. */
  readonly continues?: string;
  readonly next: AfterLegacy;
}
/** What is said before a step, and before legacy's records are retired. */
export interface StepVerdict {
  readonly verdict: Extract<VerdictName, 'pass' | 'hold'> | 'frozen';
  readonly reasons: readonly string[];
  /** Those that speak against a rollback; none for `pass`, and none for `frozen`, where legacy is not looked at. */
  readonly legacy: readonly string[];
  /** For `frozen`: when the freeze ends. Otherwise ''. */
  readonly frozenUntil: string;
}
/** A freeze keeps what comes next from beginning. */
export interface Frozen extends StepVerdict {
  readonly verdict: 'frozen';
}
export interface JudgeTimeOutPayload {
  readonly run: Run;
  /** What the hold that timed out said against a rollback. */
  readonly held: readonly string[];
  /** The state that asked. */
  readonly state: string;
  /** The one-way step has begun: only a person rolls back. */
  readonly oneWay: boolean;
}
export interface LegacyVerdict {
  readonly verdict: Extract<VerdictName, 'pass' | 'hold'>;
  readonly reasons: readonly string[];
  /** Those that speak against a rollback; none for `pass`. */
  readonly legacy: readonly string[];
}

export interface JudgePromotionPayload {
  readonly run: Run;
  /** As in JudgeLegacyPayload. */
  readonly continues?: string;
  /** Those of the hold: what the notification said. */
  readonly reasons: readonly string[];
  readonly legacy: readonly string[];
  /** Where the promotion leads to. */
  readonly resume: ResumeAt;
}
export interface PromotionVerdict {
  /** `hold`: something is unknown, or against legacy, and the notification did not say so. */
  readonly verdict: Exclude<VerdictName, 'inconclusive'> | 'frozen';
  readonly reasons: readonly string[];
  /** What speaks against a rollback now. */
  readonly legacy: readonly string[];
  /** For `frozen`: when the freeze ends. Otherwise ''. */
  readonly frozenUntil: string;
}

export interface MeasurePayload {
  readonly run: Run;
  /** When RetireLegacyRecords' change was accepted. */
  readonly retiredAt: string;
}
export interface DrainVerdict {
  readonly verdict: VerdictName;
  readonly reasons: readonly string[];
  /** Those that speak against a rollback. */
  readonly legacy: readonly string[];
  readonly waitUntil: string;
}

/**
 * Most characters of the lists of names in what a function returns or fails with. Step Functions hands on 256 KiB and
 * keeps 32,768 characters of a failure's cause (in which Lambda says its message twice); what is more ends an
 * execution, past every Catch.
 */
export const MOST_LISTED = { result: 60_000, cause: 10_000 } as const;
