import type { AlarmReading } from '../alarm-grounds.ts';
import type { Hold } from '../hold.ts';
import type { JournalRun, WatchedState } from '../journal-state.ts';
import type { Reading } from '../reading.ts';
import type { ZoneWatched } from './judge-zone.ts';
import type { Unexplained } from './unexplained-write.ts';
import type { WaitingSoak } from './waiting.ts';

/** An execution of a machine; without `endedAt` (epoch milliseconds) it ended long ago. */
export type SeenExecution =
  | { readonly running: true }
  | { readonly running: false; readonly status: string; readonly endedAt?: number };

/** Only a person rolls back. */
export interface OneWaySeen {
  readonly reason: string;
  readonly state: Pick<WatchedState, 'run' | 'zones'>;
}

/** All that Watch has looked at. What a run in this state doesn't need is absent. */
export interface WatchSeen {
  /** Epoch milliseconds. */
  readonly now: number;
  /** The run that made the schedule. */
  readonly own: { readonly run: string; readonly execution: Reading<SeenExecution> };
  readonly run: JournalRun | undefined;
  /** The execution of Migrate that the run belongs to. */
  readonly owner?: Reading<SeenExecution>;
  /** Whether any execution of Migrate runs, which may take the run over; asked only when its owner is gone. */
  readonly others?: Reading<boolean>;
  /** The execution that is at the rollback, if that is owed. */
  readonly holder?: Reading<SeenExecution>;
  /** Whether an execution of RollBack runs; asked only when one may have to be started. */
  readonly rollingBack?: Reading<boolean>;
  readonly alarms?: readonly AlarmReading[];
  readonly zones?: readonly ZoneWatched[];
  /** Some zones' names, or the rest of some zones, were not looked at in this minute: their turn comes. */
  readonly namesLeft?: boolean;
  readonly soak?: WaitingSoak | undefined;
  /** Whether the heartbeats could be sent of what waits; absent if nothing does. */
  readonly heartbeat?: Reading<unknown>;
  readonly hold?: Hold | undefined;
  /** Foreign writes of the run of which nobody knows yet who made them. */
  readonly unexplained?: Unexplained | undefined;
  /** When Route 53 accepted what the run wrote last, ISO 8601 by zone id. */
  readonly acceptedAt?: ReadonlyMap<string, string>;
  /** The cluster's share that was written last, percent. */
  readonly share?: number | undefined;
  /** Absent while every rollback restores legacy. */
  readonly oneWay?: OneWaySeen;
}
