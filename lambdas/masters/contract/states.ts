/**
 * The states of the machines that keep the masters. As everywhere: state in the console = folder under `lambdas/`
 * (kebab-case) = heading in the runbook.
 */
export const REPLACE_MASTER = {
  acquireLease: 'AcquireLease',
  describeMasters: 'DescribeMasters',
  observeCluster: 'ObserveCluster',
  judgeQuorum: 'JudgeQuorum',
  pause: 'Pause',
  recordHeartbeat: 'RecordHeartbeat',
  drainMaster: 'DrainMaster',
  completeLifecycle: 'CompleteLifecycle',
  waitForVolumes: 'WaitForVolumes',
  waitForReplacement: 'WaitForReplacement',
  verifyMaster: 'VerifyMaster',
  settle: 'Settle',
  releaseLease: 'ReleaseLease',
  pageOperator: 'PageOperator',
} as const;

export const ROLL_MASTERS = {
  observeVersions: 'ObserveVersions',
  planRoll: 'PlanRoll',
  rollNextMaster: 'RollNextMaster',
  waitForMaster: 'WaitForMaster',
} as const;

/** How a roll ends that has begun. */
export const ROLL_ENDS = { done: 'MastersRolled', stopped: 'RollStopped' } as const;

/**
 * How long an execution of RollMasters may last, days; and how long after its last start an unfinished roll is gone on with.
 */
export const MOST_ROLL_DAYS = 14;

/** A person's answer to a page; the machine is called Decide, as that of a migration. */
export const DECIDE_MASTERS = { recordMastersDecision: 'RecordMastersDecision' } as const;

/** Functions that no machine runs: EventBridge, its schedule and CloudFormation do. */
export const MASTERS_EVENTS = {
  takeSignal: 'TakeSignal',
  sweepMasters: 'SweepMasters',
  reconcileHooks: 'ReconcileHooks',
} as const;

/** What people call, by their credentials; no machine does. */
export const MASTERS_CONTROL = { mastersStatus: 'MastersStatus' } as const;

/** Every function of the masters' stack. */
export const MASTERS_FUNCTIONS = [
  REPLACE_MASTER.acquireLease,
  REPLACE_MASTER.describeMasters,
  REPLACE_MASTER.observeCluster,
  REPLACE_MASTER.judgeQuorum,
  REPLACE_MASTER.recordHeartbeat,
  REPLACE_MASTER.drainMaster,
  REPLACE_MASTER.completeLifecycle,
  REPLACE_MASTER.waitForVolumes,
  REPLACE_MASTER.waitForReplacement,
  REPLACE_MASTER.verifyMaster,
  REPLACE_MASTER.releaseLease,
  REPLACE_MASTER.pageOperator,
  ROLL_MASTERS.observeVersions,
  ROLL_MASTERS.planRoll,
  ROLL_MASTERS.rollNextMaster,
  DECIDE_MASTERS.recordMastersDecision,
  MASTERS_EVENTS.takeSignal,
  MASTERS_EVENTS.sweepMasters,
  MASTERS_EVENTS.reconcileHooks,
  MASTERS_CONTROL.mastersStatus,
] as const;

export type MastersFunction = (typeof MASTERS_FUNCTIONS)[number];

/**
 * What an operator is paged for: one heading of the runbook each, and the error that the execution ends with.
 */
export const PAGES = {
  quorumLost: 'QuorumLost',
  quorumAtRisk: 'QuorumAtRisk',
  volumeStuck: 'VolumeStuck',
  volumeMissing: 'VolumeMissing',
  noCapacity: 'NoCapacity',
  launchSuspended: 'LaunchSuspended',
  launchFailed: 'LaunchFailed',
  replacementNeverJoined: 'ReplacementNeverJoined',
  groupGone: 'GroupGone',
  credentialsRefused: 'CredentialsRefused',
  leaseBroken: 'LeaseBroken',
  replacementFailed: 'ReplacementFailed',
} as const;

export type PageHeading = (typeof PAGES)[keyof typeof PAGES];

/** Headings of what people are notified of while nothing stops. */
export const NOTIFICATIONS = { masterOld: 'MasterOld' } as const;
