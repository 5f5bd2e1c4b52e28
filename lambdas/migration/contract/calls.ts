import type { Call, Summary } from '../../shared/contract/call.ts';
import type { InputPayload } from '../../shared/contract/input-payload.ts';
import type { LoggedIn } from './database-logins.ts';
import type { ProbedFromHere } from './database-probes.ts';
import type {
  ConfirmDrillPayload,
  DrillBegun,
  DrillConfirmed,
  DrillPayload,
  DrillRemoved,
  DrillReported,
  ReportDrillPayload,
} from './drill.ts';
import type { CheckResult } from './findings.ts';
import type { Decision, HoldPayload } from './holds.ts';
import type { HookVerdict, JudgeHookPayload, WatchHookPayload } from './hooks.ts';
import type {
  AssessReadinessPayload,
  ChangePayload,
  ChangeResult,
  CheckPayload,
  ConfirmPayload,
  ConfirmResult,
  DescribedDatabases,
  DescribedOwners,
  DrainVerdict,
  JudgeLegacyPayload,
  JudgePromotionPayload,
  JudgeSoakPayload,
  JudgeTimeOutPayload,
  LegacyVerdict,
  LogInToDatabasesPayload,
  MeasurePayload,
  MigrationClosed,
  ProbeDatabasesPayload,
  PromotionVerdict,
  Readiness,
  ShiftPayload,
  SoakPayload,
  SoakVerdict,
  StartWatchPayload,
  StepVerdict,
  ValidatedInput,
  VerifyRdsPayload,
  VerifyWorkloadsPayload,
} from './payloads.ts';
import type {
  ConfirmLegacyPayload,
  ConfirmLegacyResult,
  HeldNotified,
  HookNotified,
  JoinResult,
  JoinRollBackPayload,
  NotifyHeldPayload,
  NotifyHookPayload,
  NotifyRollBackPayload,
  RestoreLegacyPayload,
  RestoreResult,
  RollBackNotified,
  StopMigrationPayload,
  StopResult,
} from './roll-back-payloads.ts';

/**
 * Each function that a machine runs, by its state. The compiler holds both sides to it: the machine (`migrationTask`),
 * which hands over exactly this payload and reads nothing but this result, and the function (`makeHandler`).
 */
export interface MigrationCalls {
  ValidateInput: Call<InputPayload, ValidatedInput>;
  ProvisionStateBucket: Call<CheckPayload, CheckResult>;
  VerifyKms: Call<CheckPayload, CheckResult>;
  VerifyCluster: Call<CheckPayload, CheckResult>;
  DescribeDatabases: Call<CheckPayload, DescribedDatabases>;
  ProbeDatabases: Call<ProbeDatabasesPayload, ProbedFromHere>;
  LogInToDatabases: Call<LogInToDatabasesPayload, LoggedIn>;
  VerifyRds: Call<VerifyRdsPayload, CheckResult>;
  VerifyIngress: Call<CheckPayload, CheckResult>;
  VerifyDns: Call<CheckPayload, CheckResult>;
  VerifyAlarms: Call<CheckPayload, CheckResult>;
  VerifyRollBack: Call<CheckPayload, CheckResult>;
  VerifyNotifications: Call<CheckPayload, CheckResult>;
  VerifyLegacy: Call<CheckPayload, CheckResult>;
  VerifyCredentials: Call<CheckPayload, CheckResult>;
  VerifyNetwork: Call<CheckPayload, CheckResult>;
  DescribeOwners: Call<CheckPayload, DescribedOwners>;
  VerifyWorkloads: Call<VerifyWorkloadsPayload, CheckResult>;
  VerifyHooks: Call<CheckPayload, CheckResult>;
  AssessReadiness: Call<AssessReadinessPayload, Readiness>;
  LowerTtl: Call<ChangePayload, ChangeResult>;
  StartWatch: Call<StartWatchPayload, Summary>;
  AdoptRecords: Call<ChangePayload, ChangeResult>;
  ShiftWeight: Call<ShiftPayload, ChangeResult>;
  ConfirmWeight: Call<ConfirmPayload, ConfirmResult>;
  /** The state ends when its time is over, or when Watch answers it. */
  Soak: Call<SoakPayload, Summary>;
  JudgeSoak: Call<JudgeSoakPayload, SoakVerdict>;
  JudgeLegacy: Call<JudgeLegacyPayload, StepVerdict>;
  JudgeTimeOut: Call<JudgeTimeOutPayload, LegacyVerdict>;
  /** The state ends with the `Decision` that RecordDecision answers it with. */
  HoldForDecision: Call<HoldPayload, Summary>;
  JudgePromotion: Call<JudgePromotionPayload, PromotionVerdict>;
  JudgeHook: Call<JudgeHookPayload, HookVerdict>;
  /** With a token, the state ends when the hook does. */
  WatchHook: Call<WatchHookPayload, Summary>;
  RetireLegacyRecords: Call<ChangePayload, ChangeResult>;
  MeasureLegacyTraffic: Call<MeasurePayload, DrainVerdict>;
  CloseMigration: Call<ChangePayload, MigrationClosed>;
  RestoreLegacy: Call<RestoreLegacyPayload, RestoreResult>;
  StopMigration: Call<StopMigrationPayload, StopResult>;
  JoinRollBack: Call<JoinRollBackPayload, JoinResult>;
  ConfirmLegacy: Call<ConfirmLegacyPayload, ConfirmLegacyResult>;
  NotifyHeld: Call<NotifyHeldPayload, HeldNotified>;
  NotifyRollBack: Call<NotifyRollBackPayload, RollBackNotified>;
  BeginDrill: Call<InputPayload, DrillBegun>;
  MoveDrillName: Call<DrillPayload, ChangeResult>;
  ConfirmDrill: Call<ConfirmDrillPayload, DrillConfirmed>;
  RestoreDrillName: Call<DrillPayload, ChangeResult>;
  RemoveDrillName: Call<ChangePayload, DrillRemoved>;
  ReportDrill: Call<ReportDrillPayload, DrillReported>;
  NotifyHook: Call<NotifyHookPayload, HookNotified>;
  RecordDecision: Call<InputPayload, Decision>;
}

/** What the function of `State` returns. */
export type ResultOf<State extends keyof MigrationCalls> = MigrationCalls[State]['result'];

/** The preflight checks: functions that return findings. */
export type CheckState = {
  [State in keyof MigrationCalls]: ResultOf<State> extends CheckResult ? State : never;
}[keyof MigrationCalls];
