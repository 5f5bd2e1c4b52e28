/** Sorts what a writer found into the protocol's words, and finds the row that fits. */
import type { Phase } from './fence.ts';
import type { FenceFound } from './observed-zone.ts';
import type { Deed, FenceState, GoalKind, NamesState, Rule, Situation, Whose } from './protocol/words.ts';

/** @throws where no row fits, which a test rules out for all that can be found */
export function ruleFor<Goal extends GoalKind, Does extends Deed>(
  rules: readonly Rule<Goal, Does>[],
  found: Situation<Goal>,
): Rule<Goal, Does> {
  const rule = rules.find((one) => fits(one, found));
  if (!rule) throw new Error(`The protocol has no row for ${JSON.stringify(found)}.`);
  return rule;
}

export function fits<Goal extends GoalKind>(
  { goal, fence, whose, names }: Rule<Goal>,
  found: Situation<Goal>,
): boolean {
  return (
    goal.includes(found.goal) &&
    (fence?.includes(found.fence) ?? true) &&
    (whose?.includes(found.whose) ?? true) &&
    (names?.includes(found.names) ?? true)
  );
}

/** @param takenOver name of the stopped run that `run` took over, or '' */
export function whoseFence(found: FenceFound, run: string, takenOver: string): Whose {
  if (found.kind !== 'ours') return 'nobody';
  const { execution } = found.fence;
  if (execution === run) return 'mine';
  return takenOver !== '' && execution === takenOver ? 'taken over' : 'other';
}

/** What a fence of this phase is, where it is at no end of a step. */
export function fenceState(phase: Phase): FenceState {
  return phase === 'closed' || phase === 'restoring' || phase === 'restored' ? phase : 'under way';
}

/** Where names are of which `toChange` of `all` are not where the writer wants them. */
export function placeOf(toChange: number, all: number, foreign: boolean): NamesState {
  if (foreign) return 'foreign';
  if (toChange === 0) return 'to';
  return toChange === all ? 'from' : 'mixed';
}
