/**
 * The protocol of the fence: what a writer does with a zone, by what it found there. `advance.ts` and `restore.ts`
 * sort what they found into the words of these columns and do what the one row says that fits. docs/protocol.md is
 * printed from here, and tests are made of it.
 */
import type { RestoreDeed, Rule, StepDeed, StepGoal, UnreadDeed } from './words.ts';

const OURS = ['mine', 'taken over'] as const;
const KNOWN = ['from', 'mixed', 'to'] as const;

/** What a step of the migration does. It never writes over anything that neither it nor the step before it wrote. */
export const STEP_RULES: readonly Rule<StepGoal, StepDeed>[] = [
  {
    goal: ['open', 'step', 'close'],
    fence: ['damaged'],
    does: 'not-a-fence',
    why: 'Somebody else wrote at the fence’s name, so nobody knows whose the zone is.',
  },
  {
    goal: ['step', 'close'],
    fence: ['absent'],
    does: 'fence-gone',
    why: 'This run wrote a fence, and somebody took it away.',
  },
  {
    goal: ['open'],
    fence: ['absent', 'restored'],
    whose: ['nobody', 'other'],
    names: KNOWN,
    does: 'write',
    why: 'No run is under way: none ever began, or the last one was rolled back.',
  },
  {
    goal: ['open'],
    fence: ['absent', 'restored'],
    whose: ['nobody', 'other'],
    names: ['foreign'],
    does: 'foreign-names',
    why: 'Somebody wrote since the before-image was kept, so it is not what legacy answers with.',
  },
  {
    goal: ['open'],
    fence: ['to', 'under way', 'closed', 'restoring'],
    whose: ['other'],
    does: 'another-run',
    why: 'Another run is under way, or has moved the zone for good.',
  },
  {
    goal: ['step', 'close'],
    whose: ['other'],
    does: 'another-run',
    why: 'Another run has begun since: this writer is too late.',
  },
  {
    goal: ['open', 'step', 'close'],
    fence: ['restoring', 'restored'],
    whose: OURS,
    does: 'rolled-back',
    why: 'A rollback always wins; this writer is too late.',
  },
  {
    goal: ['open', 'step', 'close'],
    fence: ['under way', 'closed'],
    whose: OURS,
    does: 'overtaken',
    why: 'A later step of the run has written: this writer is too late.',
  },
  {
    goal: ['open', 'step', 'close'],
    fence: ['from', 'to'],
    whose: OURS,
    names: ['foreign'],
    does: 'foreign-names',
    why: 'Somebody else moves this name too; two writers would undo each other.',
  },
  {
    goal: ['open', 'step', 'close'],
    fence: ['to'],
    whose: ['mine'],
    names: ['to'],
    does: 'done',
    why: 'The zone was there already, or an answer of Route 53 was lost.',
  },
  {
    goal: ['open', 'step', 'close'],
    fence: ['to'],
    whose: ['mine'],
    names: ['from', 'mixed'],
    does: 'write',
    why: 'Some of several batches were accepted: the others follow.',
  },
  {
    goal: ['open', 'step', 'close'],
    fence: ['from'],
    whose: ['mine'],
    names: KNOWN,
    does: 'write',
    why: 'The zone is where the step begins.',
  },
  {
    goal: ['open', 'step', 'close'],
    fence: ['from', 'to'],
    whose: ['taken over'],
    names: KNOWN,
    does: 'write',
    why: 'The run goes on where the stopped one was; its own name in the fence shuts that one out.',
  },
];

/** What a rollback does first, before it reads anything but the journal. */
export const UNREAD_RULES: readonly Rule<'restore-unread', UnreadDeed>[] = [
  {
    goal: ['restore-unread'],
    fence: ['under way'],
    does: 'restore',
    why: 'The fence that was written last says what every name holds. Where it is not so, Route 53 refuses the batch.',
  },
  {
    goal: ['restore-unread'],
    fence: ['closed', 'restoring', 'restored'],
    does: 'read-first',
    why: 'The run may be over, or each name must be looked at.',
  },
];

/** What a rollback does. It writes over foreign values too, and says so, because legacy must serve. */
export const RESTORE_RULES: readonly Rule<'restore' | 'restore-owed', RestoreDeed>[] = [
  {
    goal: ['restore', 'restore-owed'],
    fence: ['absent', 'damaged'],
    does: 'restore',
    why: 'Who took the fence away, or wrote in its place, doesn’t keep legacy from serving.',
  },
  {
    goal: ['restore', 'restore-owed'],
    fence: ['under way', 'closed', 'restoring'],
    whose: ['other'],
    does: 'not-ours',
    why: 'A rollback belongs to one run: asked late, after the next began, it changes nothing.',
  },
  {
    goal: ['restore'],
    fence: ['restored'],
    whose: ['other'],
    does: 'not-begun',
    why: 'The run has written nothing here yet. Unless it is over, its first batch is shut out by a fence.',
  },
  {
    goal: ['restore-owed'],
    fence: ['restored'],
    whose: ['other'],
    does: 'restore',
    why: 'The run can’t go on, and its first batch, should it be on its way, comes too late.',
  },
  {
    goal: ['restore', 'restore-owed'],
    fence: ['restored'],
    whose: OURS,
    names: ['to'],
    does: 'restored',
    why: 'An earlier try did it, or another rollback, or an answer of Route 53 was lost.',
  },
  {
    goal: ['restore', 'restore-owed'],
    fence: ['restored'],
    whose: OURS,
    names: ['from', 'mixed', 'foreign', 'refused'],
    does: 'restore',
    why: 'Somebody wrote behind the rollback before it was confirmed, and legacy must serve.',
  },
  {
    goal: ['restore', 'restore-owed'],
    fence: ['under way'],
    whose: OURS,
    does: 'restore',
    why: 'The run is under way here: a rollback always wins.',
  },
  {
    goal: ['restore'],
    fence: ['closed'],
    whose: OURS,
    does: 'closed',
    why: 'The run has ended, and legacy may be gone; unless it is rolled back before it could say so.',
  },
  {
    goal: ['restore-owed'],
    fence: ['closed'],
    whose: OURS,
    does: 'restore',
    why: 'The journal was faster than the close: the run is rolled back, so its zones are.',
  },
  {
    goal: ['restore', 'restore-owed'],
    fence: ['restoring'],
    whose: ['mine'],
    names: ['refused'],
    does: 'partly',
    why: 'Route 53 refuses all that is left, and the fence says that already.',
  },
  {
    goal: ['restore', 'restore-owed'],
    fence: ['restoring'],
    whose: ['mine'],
    names: [...KNOWN, 'foreign'],
    does: 'restore',
    why: 'Some of several batches were accepted: the others follow.',
  },
  {
    goal: ['restore', 'restore-owed'],
    fence: ['restoring'],
    whose: ['taken over'],
    does: 'restore',
    why: 'A rollback of the stopped run was half done when this one took over.',
  },
];
