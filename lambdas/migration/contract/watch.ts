/** A soak or a drain that hasn't heard of Watch for so long has its schedule made again, seconds. */
export const SILENCE_SECONDS = 600;
/** Of one soak, or of the drain. Watch that stays silent longer is asked about. */
export const MOST_SILENCES = 3;

/** With what a run's schedule calls Watch each minute. */
export interface WatchRequest {
  /** The run that made the schedule: the execution's name and ARN. */
  readonly run: string;
  readonly arn: string;
  /** Name of the schedule itself, so that Watch can remove it. */
  readonly schedule: string;
}

/** What Watch comes to. */
export interface Watched {
  readonly summary: string;
  /** What it did. */
  readonly acts: readonly string[];
  /** What it could not look at, and why. */
  readonly unread: readonly string[];
  /** What it measured for the dashboard, in words, or why it could not: nothing depends on it. Absent: nothing is to be shown. */
  readonly shown?: string;
  /**
   * ISO 8601: before that, it would do nothing new if nothing that it looks at changes; '' if time alone changes nothing. It is
   * called each minute all the same: only a rehearsal, which knows that nothing has changed, passes over such calls.
   */
  readonly unchangedUntil: string;
}
