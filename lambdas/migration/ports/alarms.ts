import type { Alarm, AlarmKind, AlarmMetric, AlarmQuery, AlarmTransition } from '../domain/alarm.ts';
import type { Reading } from '../domain/reading.ts';

export interface Alarms {
  /**
   * The alarms that exist of those named, whatever their type, by name; a missing one is left out. One that is
   * described in a way that nobody knows is not known, and hides no other one.
   * Throws `TransientFailure` when CloudWatch cannot be asked; never an alarm with a state that it did not report.
   */
  describe(names: readonly string[]): Promise<ReadonlyMap<string, Reading<Alarm>>>;
  /**
   * Changes of state with `from` ≤ time ≤ `until` (ISO 8601), oldest first. CloudWatch keeps two weeks.
   * @param kind of the alarm; without it, that of a log alarm is empty
   */
  history(
    name: string,
    from: string,
    until: string,
    kind: AlarmKind | undefined,
  ): Promise<readonly AlarmTransition[]>;
  /** True when CloudWatch has at least one datapoint of the metric or query with `from` ≤ time < `until` (ISO 8601). */
  hasData(source: AlarmMetric | AlarmQuery, from: string, until: string): Promise<boolean>;
}
