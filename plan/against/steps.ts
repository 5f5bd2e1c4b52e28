import type { StepSettings } from '../../lambdas/migration/contract/settings.ts';
import { duration, percent } from '../../lambdas/shared/domain/text.ts';
import { fromTo } from './words.ts';

/** A step, and when it ends. */
export interface TimedStep extends StepSettings {
  /** Seconds after the migration's start; undefined where no plan was made. */
  readonly endsAfter: number | undefined;
}

interface Pair {
  readonly before?: TimedStep;
  readonly after?: TimedStep;
}

/** What changed of the steps. Those with the same share are the same step; of others, the one at the same place. */
export function stepChanges(before: readonly TimedStep[], after: readonly TimedStep[]): readonly string[] {
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
  const share =
    before.percent === after.percent ? [] : [`${percent(before.percent)} → ${percent(after.percent)}`];
  const others = [
    ...(before.soakSeconds === after.soakSeconds
      ? []
      : [`soak ${fromTo(before.soakSeconds, after.soakSeconds, duration, (seconds) => `${seconds} s`)}`]),
    ...(before.approval === after.approval
      ? []
      : [after.approval ? 'now waits for approval after its soak' : 'no longer waits for approval']),
  ];
  if (share.length + others.length === 0) return [];
  const here = share.length > 0 ? `step ${number}` : `step ${number} (${percent(after.percent)})`;
  return [`${here}: ${[...share, ...others, ...endChange(before.endsAfter, after.endsAfter)].join(', ')}`];
}

/** Writing takes another few seconds with each record more or less, which nobody plans by. */
const WORTH_SAYING = 60;

/** `ends 12 h earlier`; nothing where that is unknown, or no matter. */
export function endChange(before: number | undefined, after: number | undefined): readonly string[] {
  if (before === undefined || after === undefined) return [];
  const later = after - before;
  if (Math.abs(later) < WORTH_SAYING) return [];
  return [`ends ${duration(Math.abs(later))} ${later < 0 ? 'earlier' : 'later'}`];
}

/** In the order of `after`; what is gone stands where it was. */
function paired(before: readonly TimedStep[], after: readonly TimedStep[]): readonly Pair[] {
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

function pairOf(before: TimedStep | undefined, after: TimedStep | undefined): Pair {
  return { ...(before && { before }), ...(after && { after }) };
}
