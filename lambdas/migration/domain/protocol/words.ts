/** The words of the protocol: what a writer of a zone wants, what it can find there, and what it does then. */

/** What a step of the migration wants. */
export const STEP_GOALS = {
  open: 'begin a run in the zone',
  step: 'move the records to the next state, or check that they are there',
  close: 'end the migration: from then on nothing is written or rolled back',
} as const;
export type StepGoal = keyof typeof STEP_GOALS;

/** What a rollback wants. */
export const RESTORE_GOALS = {
  'restore-unread': 'roll back from the last state in the journal, without reading the zone',
  restore: 'roll back a zone that was read',
  'restore-owed': 'the same, after the journal has confirmed that the run was not over and has shut it out',
} as const;
export type RestoreGoalKind = keyof typeof RESTORE_GOALS;

export type GoalKind = StepGoal | RestoreGoalKind;

/** What stands at the fence's name. */
export const FENCES = {
  absent: 'nothing',
  damaged: 'something other than a fence, or a fence that this version can’t read',
  from: 'a fence that says where the step begins',
  to: 'a fence that says where the step ends',
  'under way': 'a fence that says `prepare`, `shift` or `drain`, and is at neither end of the step',
  closed: 'a fence that says `closed`, and is at neither end of the step',
  restoring: 'a fence that says `restoring`',
  restored: 'a fence that says `restored`',
} as const;
export type FenceState = keyof typeof FENCES;

/** Which execution the fence names. */
export const WHOSE = {
  nobody: 'none: there is no fence that can be read',
  mine: 'the run that writes, or is rolled back',
  'taken over': 'the stopped run that this one took over',
  other: 'another run',
} as const;
export type Whose = keyof typeof WHOSE;

/** What the migrated names contain; for a rollback, `to` is as it was before the migration. */
export const NAMES = {
  from: 'none is where the writer wants it; each is where the migration put it',
  mixed: 'some are where the writer wants them; the others are where the migration put them',
  to: 'all are where the writer wants them',
  foreign: 'at least one is where the migration never put it',
  refused: 'Route 53 refuses to restore each name that is not as before',
  unread: 'unknown',
} as const;
export type NamesState = keyof typeof NAMES;

/** What a step of the migration does. */
export const STEP_DEEDS = {
  write: 'writes the names that are not there yet, and the next fence',
  done: 'is done',
  'not-a-fence': 'holds for a decision (`ForeignWrite`)',
  'fence-gone': 'holds for a decision (`ForeignWrite`)',
  'foreign-names': 'holds for a decision (`ForeignWrite`)',
  'another-run': 'stops (`FenceLost`)',
  'rolled-back': 'stops (`FenceLost`)',
  overtaken: 'stops (`FenceLost`)',
} as const;
export type StepDeed = keyof typeof STEP_DEEDS;

/** What a rollback does. */
export const RESTORE_DEEDS = {
  restore: 'restores every name, and writes the next fence',
  restored: 'is done',
  partly: 'is done but for these names',
  'not-begun': 'asks the journal, and continues as `restore-owed` unless the run is over',
  closed: 'asks the journal, and continues as `restore-owed` unless the run is over',
  'not-ours': 'leaves the zone alone',
} as const;
export type RestoreDeed = keyof typeof RESTORE_DEEDS;

/** What a rollback does that has not read the zone. */
export const UNREAD_DEEDS = {
  restore: 'restores every name, and writes the next fence',
  'read-first': 'reads the zone, and continues as `restore`',
} as const;
export type UnreadDeed = keyof typeof UNREAD_DEEDS;

export type Deed = StepDeed | RestoreDeed | UnreadDeed;

/** What a writer found in a zone. */
export interface Situation<Goal extends GoalKind = GoalKind> {
  readonly goal: Goal;
  readonly fence: FenceState;
  readonly whose: Whose;
  readonly names: NamesState;
}

/** One row of the protocol. A column that it leaves out may be anything. */
export interface Rule<Goal extends GoalKind = GoalKind, Does extends Deed = Deed> {
  readonly goal: readonly Goal[];
  readonly fence?: readonly FenceState[];
  readonly whose?: readonly Whose[];
  readonly names?: readonly NamesState[];
  readonly does: Does;
  readonly why: string;
}
