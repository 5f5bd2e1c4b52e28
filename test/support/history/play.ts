/** Plays a history and judges it. */
import type { Cell } from './faults.ts';
import { History } from './history.ts';
import { happen, putBackUnchecked } from './mishaps.ts';
import { type Plan, planOf, TAKE_OVER_LOST } from './plan.ts';
import { ZoneWatch } from './zone-watch.ts';
import { worldOf } from './zones.ts';

export interface Played {
  readonly plan: Plan;
  readonly history: History;
  /** Faults that were met, by phase. */
  readonly cells: ReadonlySet<Cell>;
}

/** @throws with every problem and the story, when something was not as it must be */
export async function play(seed: number): Promise<Played> {
  const plan = planOf(seed);
  const { settings, zones } = worldOf(plan);
  const history = new History(plan, settings, zones);
  const watch = new ZoneWatch(history);
  if (plan.earlier) await history.earlierRun();
  start(plan, history);
  await comeToEnd(history);
  history.isOver = true;
  watch.judge();
  await watch.judgeOwed();
  putBackUnchecked(history);
  await history.rollBacks.last();
  await watch.judgeEnd();
  if (watch.leftAsBefore) await history.oneMoreRun();
  return { plan, history, cells: history.phases.cells };
}

/** A history takes some hundreds of turns; one that loops never ends. */
const MOST_TURNS = 30_000;

async function comeToEnd({ turns, log }: History): Promise<void> {
  try {
    await turns.run(MOST_TURNS);
  } catch (error) {
    throw new Error([(error as Error).message, '', ...log.slice(0, 100)].join('\n'));
  }
}

function start(plan: Plan, history: History): void {
  for (const timed of plan.rollBacks) history.phases.once(timed, async () => history.rollBacks.startAsked());
  for (const mishap of plan.mishaps) {
    const canHappen = () =>
      mishap.mishap !== TAKE_OVER_LOST || history.migrations.beforeTakeOver !== undefined;
    history.phases.once(mishap, () => happen(mishap, history), canHappen);
  }
  history.migrations.start('run-1', plan.first);
  if (plan.second) history.migrations.start('run-2', { closes: false });
  if (plan.afterwards) history.migrations.startAfterwards('run-4', plan.afterwards);
  if (plan.takeOver) history.migrations.startTakeOver('run-3', plan.takeOver);
}
