import type { StepSettings } from '../../lambdas/migration/contract/settings.ts';
import { duration, percent } from '../../lambdas/shared/domain/text.ts';

interface Pair {
  readonly before?: StepSettings;
  readonly after?: StepSettings;
}

/** What changed of the steps. Those with the same share are the same step; of others, the one at the same place. */
export function stepChanges(
  before: readonly StepSettings[],
  after: readonly StepSettings[],
): readonly string[] {
  return paired(before, after).flatMap((pair) => {
    const number = pair.after ? after.indexOf(pair.after) + 1 : 0;
    return changesOf(pair, number);
  });
}

function changesOf({ before, after }: Pair, number: number): readonly string[] {
  if (!after) return before ? [`The step at ${percent(before.percent)} is gone.`] : [];
  if (!before) {
    const approval = after.approval ? ', then a person approves' : '';
    return [
      `A new step ${number} at ${percent(after.percent)}: soak ${duration(after.soakSeconds)}${approval}.`,
    ];
  }
  const here = `step ${number} (${percent(after.percent)})`;
  return [
    ...(before.percent === after.percent
      ? []
      : [`step ${number}: ${percent(before.percent)} → ${percent(after.percent)}`]),
    ...(before.soakSeconds === after.soakSeconds
      ? []
      : [`${here}: soak ${duration(before.soakSeconds)} → ${duration(after.soakSeconds)}`]),
    ...(before.approval === after.approval
      ? []
      : [
          `${here}: ${after.approval ? 'now waits for approval after its soak' : 'no longer waits for approval'}`,
        ]),
  ];
}

/** In the order of `after`; what is gone stands where it was. */
function paired(before: readonly StepSettings[], after: readonly StepSettings[]): readonly Pair[] {
  const pairs: Pair[] = [];
  let [b, a] = [0, 0];
  while (b < before.length || a < after.length) {
    const nextB = before.findIndex(
      (step, i) => i >= b && after.some((other, j) => j >= a && same(step, other)),
    );
    const end = nextB < 0 ? before.length : nextB;
    const match = before[nextB];
    const endA = match ? after.findIndex((other, j) => j >= a && same(match, other)) : after.length;
    const gap = Math.max(end - b, endA - a);
    for (let i = 0; i < gap; i++)
      pairs.push(pairOf(b + i < end ? before[b + i] : undefined, a + i < endA ? after[a + i] : undefined));
    if (match) pairs.push(pairOf(match, after[endA]));
    [b, a] = match ? [nextB + 1, endA + 1] : [before.length, after.length];
  }
  return pairs;
}

function same(one: StepSettings, other: StepSettings): boolean {
  return one.percent === other.percent;
}

function pairOf(before: StepSettings | undefined, after: StepSettings | undefined): Pair {
  return { ...(before && { before }), ...(after && { after }) };
}
