import type { AlarmReading } from '../alarm-grounds.ts';
import type { Counted } from '../counted.ts';
import type { Hold } from '../hold.ts';
import type { WatchedState } from '../journal-state.ts';
import type { Reading } from '../reading.ts';
import type { StateVisit } from '../timeline.ts';
import type { SeenExecution } from '../watch/seen.ts';

/** As Step Functions lists it. Times are ISO 8601. */
export interface NewestExecution {
  readonly name: string;
  readonly arn: string;
  /** '' where Step Functions doesn't say. */
  readonly startedAt: string;
  /** `RUNNING`, `SUCCEEDED`, `FAILED` … */
  readonly status: string;
  readonly endedAt?: string;
}

/** An execution with the states that it was in last. */
export interface Followed extends NewestExecution {
  readonly visits: Reading<readonly StateVisit[]>;
}

/** What was counted in a while. Times are ISO 8601. */
export interface SeenTraffic {
  readonly from: string;
  readonly until: string;
  readonly cluster: readonly Counted[];
  readonly legacy: readonly Counted[];
}

/** All that Status has looked at. */
export interface StatusSeen {
  /** Epoch milliseconds. */
  readonly now: number;
  /** What the journal says of the last run; undefined: none ever began. */
  readonly state: WatchedState | undefined;
  readonly hold: Hold | undefined;
  readonly alarms: readonly AlarmReading[];
  /** The newest execution of Migrate. */
  readonly newest: Reading<Followed | undefined>;
  /** The run's own execution, and the states that it was in last; absent unless the run is open. */
  readonly owner?: {
    readonly execution: Reading<SeenExecution>;
    readonly visits: Reading<readonly StateVisit[]>;
  };
  /** The newest executions of RollBack that began after the run: one may only have joined another. Absent where the run has none. */
  readonly rollBacks?: Reading<readonly Followed[]>;
  /** Absent: no share is of interest. */
  readonly traffic?: Reading<SeenTraffic>;
}
