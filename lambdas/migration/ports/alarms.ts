import type { Alarm, AlarmMetric, AlarmTransition } from '../domain/alarm.ts';

export interface Alarms {
  /**
   * The alarms that exist of those named, metric and composite, in the order of `names`; a missing one is left out.
   * Throws `TransientFailure` when CloudWatch cannot be asked; never an alarm with a state that it did not report.
   */
  describe(names: readonly string[]): Promise<readonly Alarm[]>;
  /** Changes of state with `from` ≤ time ≤ `until` (ISO 8601), oldest first. CloudWatch keeps two weeks. */
  history(name: string, from: string, until: string): Promise<readonly AlarmTransition[]>;
  /** True when CloudWatch has at least one datapoint of the metric with `from` ≤ time < `until` (ISO 8601). */
  hasData(metric: AlarmMetric, from: string, until: string): Promise<boolean>;
}
