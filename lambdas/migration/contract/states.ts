/**
 * The names of the states. The same words are the state in the console, the folder under `lambdas/`
 * (kebab-case) and the heading in the runbook.
 */
export const MIGRATE = {
  validateInput: 'ValidateInput',
  preflight: 'Preflight',
  provisionStateBucket: 'ProvisionStateBucket',
  verifyKms: 'VerifyKms',
  verifyCluster: 'VerifyCluster',
  describeDatabases: 'DescribeDatabases',
  probeDatabases: 'ProbeDatabases',
  logInToDatabases: 'LogInToDatabases',
  verifyRds: 'VerifyRds',
  verifyIngress: 'VerifyIngress',
  verifyDns: 'VerifyDns',
  verifyAlarms: 'VerifyAlarms',
  verifyRollBack: 'VerifyRollBack',
  verifyNotifications: 'VerifyNotifications',
  verifyLegacy: 'VerifyLegacy',
  verifyCredentials: 'VerifyCredentials',
  verifyNetwork: 'VerifyNetwork',
  describeOwners: 'DescribeOwners',
  verifyWorkloads: 'VerifyWorkloads',
  verifyHooks: 'VerifyHooks',
  assessReadiness: 'AssessReadiness',
  lowerTtl: 'LowerTtl',
  startWatch: 'StartWatch',
  waitForOldTtl: 'WaitForOldTtl',
  adoptRecords: 'AdoptRecords',
  shiftWeight: 'ShiftWeight',
  waitForPropagation: 'WaitForPropagation',
  confirmWeight: 'ConfirmWeight',
  soak: 'Soak',
  judgeSoak: 'JudgeSoak',
  holdForDecision: 'HoldForDecision',
  judgeLegacy: 'JudgeLegacy',
  judgeTimeOut: 'JudgeTimeOut',
  judgePromotion: 'JudgePromotion',
  judgeHook: 'JudgeHook',
  watchHook: 'WatchHook',
  waitForFreezeEnd: 'WaitForFreezeEnd',
  retireLegacyRecords: 'RetireLegacyRecords',
  waitForDrain: 'WaitForDrain',
  measureLegacyTraffic: 'MeasureLegacyTraffic',
  closeMigration: 'CloseMigration',
} as const;

/** Each step has a state of its own, whose name the console shows: `Soak 25 %`. They run the same function. */
export function soakOf(percent: number): string {
  return `${MIGRATE.soak} ${percent} %`;
}

export const ROLL_BACK = {
  restoreLegacy: 'RestoreLegacy',
  stopMigration: 'StopMigration',
  joinRollBack: 'JoinRollBack',
  waitForPropagation: 'WaitForPropagation',
  confirmLegacy: 'ConfirmLegacy',
  notifyHeld: 'NotifyHeld',
  notifyRollBack: 'NotifyRollBack',
  notifyHook: 'NotifyHook',
} as const;

export const DRILL = {
  beginDrill: 'BeginDrill',
  moveDrillName: 'MoveDrillName',
  confirmDrill: 'ConfirmDrill',
  restoreDrillName: 'RestoreDrillName',
  removeDrillName: 'RemoveDrillName',
  reportDrill: 'ReportDrill',
} as const;

export const DECIDE = { recordDecision: 'RecordDecision' } as const;

/** What a schedule calls while a run is open; no machine does. */
export const WATCH = { watch: 'Watch' } as const;

/** What events of signals call, and a schedule; no machine does. */
export const SIGNALS = { followSignals: 'FollowSignals' } as const;

/** What a schedule calls for as long as the stack is there; no machine does. */
export const ALARMS = { probeNames: 'ProbeNames' } as const;

/** What people call, by their credentials; no machine does. */
export const CONTROL = { status: 'Status' } as const;

/** What CloudFormation calls when the stack is changed; no machine does. */
export const DEPLOYMENT = { guardNames: 'GuardNames' } as const;

/** Every function, most of them a state's. */
export const FUNCTION_STATES = [
  MIGRATE.validateInput,
  MIGRATE.provisionStateBucket,
  MIGRATE.verifyKms,
  MIGRATE.verifyCluster,
  MIGRATE.describeDatabases,
  MIGRATE.probeDatabases,
  MIGRATE.logInToDatabases,
  MIGRATE.verifyRds,
  MIGRATE.verifyIngress,
  MIGRATE.verifyDns,
  MIGRATE.verifyAlarms,
  MIGRATE.verifyRollBack,
  MIGRATE.verifyNotifications,
  MIGRATE.verifyLegacy,
  MIGRATE.verifyCredentials,
  MIGRATE.verifyNetwork,
  MIGRATE.describeOwners,
  MIGRATE.verifyWorkloads,
  MIGRATE.verifyHooks,
  MIGRATE.assessReadiness,
  MIGRATE.lowerTtl,
  MIGRATE.startWatch,
  MIGRATE.adoptRecords,
  MIGRATE.shiftWeight,
  MIGRATE.confirmWeight,
  MIGRATE.soak,
  MIGRATE.judgeSoak,
  MIGRATE.judgeLegacy,
  MIGRATE.judgeTimeOut,
  MIGRATE.holdForDecision,
  MIGRATE.judgePromotion,
  MIGRATE.judgeHook,
  MIGRATE.watchHook,
  MIGRATE.retireLegacyRecords,
  MIGRATE.measureLegacyTraffic,
  MIGRATE.closeMigration,
  ROLL_BACK.restoreLegacy,
  ROLL_BACK.stopMigration,
  ROLL_BACK.joinRollBack,
  ROLL_BACK.confirmLegacy,
  ROLL_BACK.notifyHeld,
  ROLL_BACK.notifyRollBack,
  DRILL.beginDrill,
  DRILL.moveDrillName,
  DRILL.confirmDrill,
  DRILL.restoreDrillName,
  DRILL.removeDrillName,
  DRILL.reportDrill,
  ROLL_BACK.notifyHook,
  DECIDE.recordDecision,
  WATCH.watch,
  SIGNALS.followSignals,
  ALARMS.probeNames,
  CONTROL.status,
  DEPLOYMENT.guardNames,
] as const;

export type FunctionState = (typeof FUNCTION_STATES)[number];
