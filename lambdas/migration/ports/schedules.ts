import type { WatchRequest } from '../contract/watch.ts';

/** The schedules by which runs have Watch called. */
export interface Schedules {
  /**
   * Has Watch called with `request` each minute until `end` (epoch milliseconds). If the schedule is there already, it is as it should be afterwards.
   * Throws `TransientFailure`.
   */
  make(request: WatchRequest, end: number): Promise<void>;
  /** Harmless if it is gone already. Throws `TransientFailure`. */
  remove(schedule: string): Promise<void>;
}
