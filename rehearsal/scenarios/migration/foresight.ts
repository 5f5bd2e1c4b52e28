/** Whether the alarms of an estate would roll back what a scenario lets fail: asked before it is played. */
import type { Estate } from '../../estate/migration/estate.ts';
import type { HowBad } from '../../people/migration/habits.ts';
import type { Health } from '../../world/load-balancer.ts';
import type { MetricId } from '../../world/metrics.ts';

/** Alarms that fire so soon after the first one find its rollback under way: it waits as long for its changes to be in sync. */
export const TOGETHER_SECONDS = 60;

/** A cluster that fails so, for so long. */
export interface Failing extends HowBad {
  /** Of the traffic that is on the cluster then. */
  readonly percent: number;
  /** Requests a minute that testers send straight to it. */
  readonly testersPerMinute?: number;
  /** How long after the scenario's begin that is, about, milliseconds. */
  readonly after: number;
  readonly seconds: number;
  /** Whether it matters which alarms fire after the first one. */
  readonly all: boolean;
}

export interface Foreseen {
  /** How the cluster fails: as its kind of load balancer can. */
  readonly health: Health;
  /** Alarms that roll back, and fire whatever chance does; unless all are asked for, those that are the first. */
  readonly always: readonly string[];
  /** Those that fire by chance. */
  readonly sometimes: readonly string[];
  /** How many fired within `TOGETHER_SECONDS`, in the draw in which those were the fewest; only if all are asked for. */
  readonly together: number;
  /** In how many draws one of them fired, of how many. */
  readonly fired: number;
  readonly of: number;
  /** Until the first one fired, in the draw in which that took longest. */
  readonly latestSeconds: number;
}

export type Foresees = (failing: Failing) => Foreseen;

/** An estate whose alarms can be asked. */
export interface ForeseenEstate extends Estate {
  /** Metrics of one's own that tell whether the cluster fails. */
  readonly telling: readonly MetricId[];
  readonly foresees: Foresees;
}
