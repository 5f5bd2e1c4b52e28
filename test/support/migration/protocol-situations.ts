/** Everything that a writer can find, in the words of the protocol. */
import type {
  FenceState,
  GoalKind,
  NamesState,
  RestoreGoalKind,
  Situation,
  StepGoal,
  Whose,
} from '../../../lambdas/migration/domain/protocol/words.ts';

interface Findable {
  readonly fences: readonly FenceState[];
  readonly names: readonly NamesState[];
}

const PLACED = ['from', 'mixed', 'to', 'foreign'] as const;
const NO_END = ['under way', 'closed', 'restoring', 'restored'] as const;
const RESTORED_FROM = {
  fences: ['absent', 'damaged', ...NO_END],
  names: [...PLACED, 'refused'],
} satisfies Findable;

const FINDABLE: Readonly<Record<GoalKind, Findable>> = {
  // Before the first step there is no fence of this run.
  open: { fences: ['absent', 'damaged', 'to', ...NO_END], names: PLACED },
  step: { fences: ['absent', 'damaged', 'from', 'to', ...NO_END], names: PLACED },
  // The close swaps the fence and no name.
  close: { fences: ['absent', 'damaged', 'from', 'to', ...NO_END], names: ['to', 'foreign'] },
  'restore-unread': { fences: NO_END, names: ['unread'] },
  restore: RESTORED_FROM,
  'restore-owed': RESTORED_FROM,
};

export const STEPPING: readonly StepGoal[] = ['open', 'step', 'close'];
export const RESTORING: readonly RestoreGoalKind[] = ['restore-unread', 'restore', 'restore-owed'];

export function situationsOf<Goal extends GoalKind>(goals: readonly Goal[]): readonly Situation<Goal>[] {
  return goals.flatMap((goal) =>
    FINDABLE[goal].fences.flatMap((fence) =>
      ownersOf(fence).flatMap((whose) =>
        FINDABLE[goal].names.map((names) => ({ goal, fence, whose, names })),
      ),
    ),
  );
}

function ownersOf(fence: FenceState): readonly Whose[] {
  return fence === 'absent' || fence === 'damaged' ? ['nobody'] : ['mine', 'taken over', 'other'];
}
