import { ERRORS as SHARED } from '../../shared/contract/errors.ts';

/** The names of a migration’s errors. A name is an API: the functions throw it, the machines retry and catch it. */
export const ERRORS = {
  ...SHARED,
  /** Preflight found something that must be fixed first; nothing was changed. */
  notReady: 'NotReady',
  /** Route 53 says PENDING; asked again after a while. Retried by the machine. */
  notInSync: 'NotInSync',
  /** The zone contains what no step of ours wrote. The migration holds. */
  foreignWrite: 'ForeignWrite',
  /** Route 53 refuses what a step would write, though nobody else wrote: for a name, a health check, a protection. Held for a person. */
  changeRefused: 'ChangeRefused',
  /** The fence is another run's, or this run was rolled back: this writer must stop. */
  fenceLost: 'FenceLost',
  /** Another run of this migration is open. */
  migrationInProgress: 'MigrationInProgress',
  /** The role that a zone of another account is reached by can't be assumed. */
  roleNotAssumed: 'RoleNotAssumed',
  /** An open run needs what a deployment would take from its rollback. */
  namesInUse: 'NamesInUse',
  /** An item of the journal is not in a form that this version writes. */
  journalUnreadable: 'JournalUnreadable',
  /** The before-image in the journal is missing or does not fit the run. */
  beforeImageUnreadable: 'BeforeImageUnreadable',
  /** Legacy could not be restored within the tries allowed. */
  rollBackIncomplete: 'RollBackIncomplete',
  /** The migration is closed: a person's rollback came too late. */
  rollBackRefused: 'RollBackRefused',
  /** A zone says that it was moved, and what legacy was is kept nowhere any more. */
  unrestorable: 'Unrestorable',
  /** The soak's or the drain's verdict was fail. */
  soakFailed: 'SoakFailed',
  /** A hook answered fail. */
  hookFailed: 'HookFailed',
  /** Watch could not look at everything: a call that fails is no good look, and WatchSilent counts those. */
  watchBlind: 'WatchBlind',
  /** A drill would touch something that it has not made, or another one is under way: nothing was made. */
  drillRefused: 'DrillRefused',
  /** A rollback of the migration is under way, and what a drill still has to do waits for it. Retried by the machine. */
  rollBackFirst: 'RollBackFirst',
  /** A drill was not completed, or has left something. */
  drillFailed: 'DrillFailed',
  /** A person decided to abort. */
  aborted: 'Aborted',
} as const;

export type ErrorName = (typeof ERRORS)[keyof typeof ERRORS];

/** With these a drill ends at once, because it has made nothing yet. */
export const DRILL_REFUSALS = [ERRORS.invalidInput, ERRORS.migrationInProgress, ERRORS.drillRefused] as const;
