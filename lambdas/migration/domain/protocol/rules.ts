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
    why: 'Somebody else wrote to the fence’s name, so it is unknown which run the zone belongs to.',
  },
  {
    goal: ['step', 'close'],
    fence: ['absent'],
    does: 'fence-gone',
    why: 'This run wrote a fence, and somebody deleted it.',
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
    why: 'Somebody changed a name after the before-image was kept, so the image is out of date.',
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
    why: 'The step is already done, or an answer of Route 53 was lost.',
  },
  {
    goal: ['open', 'step', 'close'],
    fence: ['to'],
    whose: ['mine'],
    names: ['from', 'mixed'],
    does: 'write',
    why: 'Some batches were accepted; the others follow.',
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
    why: 'The run continues where the stopped one was. Its own name in the fence shuts that one out.',
  },
];

/** What a rollback does first, before it reads anything but the journal. */
export const UNREAD_RULES: readonly Rule<'restore-unread', UnreadDeed>[] = [
  {
    goal: ['restore-unread'],
    fence: ['under way'],
    does: 'restore',
    why: 'The last written fence says what every name has. If a name differs, Route 53 refuses the batch.',
  },
  {
    goal: ['restore-unread'],
    fence: ['closed', 'restoring', 'restored'],
    does: 'read-first',
    why: 'The run may be over, or each name must be checked.',
  },
];

/** What a rollback does. It writes over foreign values too, and says so, because legacy must serve. */
export const RESTORE_RULES: readonly Rule<'restore' | 'restore-owed', RestoreDeed>[] = [
  {
    goal: ['restore', 'restore-owed'],
    fence: ['absent', 'damaged'],
    does: 'restore',
    why: 'A missing or damaged fence must not keep legacy from serving.',
  },
  {
    goal: ['restore', 'restore-owed'],
    fence: ['under way', 'closed', 'restoring'],
    whose: ['other'],
    does: 'not-ours',
    why: 'A rollback belongs to one run. After the next run has begun, it changes nothing.',
  },
  {
    goal: ['restore'],
    fence: ['restored'],
    whose: ['other'],
    does: 'not-begun',
    why: 'The run has written nothing here yet. If it is not over, a fence shuts out its first batch.',
  },
  {
    goal: ['restore-owed'],
    fence: ['restored'],
    whose: ['other'],
    does: 'restore',
    why: 'The run can’t continue. If its first batch is on its way, it comes too late.',
  },
  {
    goal: ['restore', 'restore-owed'],
    fence: ['restored'],
    whose: OURS,
    names: ['to'],
    does: 'restored',
    why: 'An earlier try or another rollback did it, or an answer of Route 53 was lost.',
  },
  {
    goal: ['restore', 'restore-owed'],
    fence: ['restored'],
    whose: OURS,
    names: ['from', 'mixed', 'foreign', 'refused'],
    does: 'restore',
    why: 'Somebody wrote after the rollback, before it was confirmed. Legacy must serve.',
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
    why: 'The run has ended, and legacy may be gone, unless the rollback came before the run could record its end.',
  },
  {
    goal: ['restore-owed'],
    fence: ['closed'],
    whose: OURS,
    does: 'restore',
    why: 'The journal recorded the rollback before the close, so the zones are rolled back too.',
  },
  {
    goal: ['restore', 'restore-owed'],
    fence: ['restoring'],
    whose: ['mine'],
    names: ['refused'],
    does: 'partly',
    why: 'Route 53 refuses every remaining name, and the fence already says so.',
  },
  {
    goal: ['restore', 'restore-owed'],
    fence: ['restoring'],
    whose: ['mine'],
    names: [...KNOWN, 'foreign'],
    does: 'restore',
    why: 'Some batches were accepted; the others follow.',
  },
  {
    goal: ['restore', 'restore-owed'],
    fence: ['restoring'],
    whose: ['taken over'],
    does: 'restore',
    why: 'A rollback of the stopped run was half done when this one took over.',
  },
];
