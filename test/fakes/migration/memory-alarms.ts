import type { Alarm, AlarmTransition } from '../../../lambdas/migration/domain/alarm.ts';
import type { Alarms } from '../../../lambdas/migration/ports/alarms.ts';

/** Alarms in memory. Asking for the data of a metric is not what judging does, so it throws. */
export class MemoryAlarms implements Alarms {
  readonly alarms: Alarm[] = [];
  readonly transitions: (AlarmTransition & { readonly alarm: string })[] = [];
  /** Thrown by the method of this name. */
  readonly failures = new Map<'describe' | 'history', Error>();

  async describe(names: readonly string[]): Promise<readonly Alarm[]> {
    this.#mayFail('describe');
    return names.flatMap((name) => this.alarms.find((alarm) => alarm.name === name) ?? []);
  }

  async history(name: string, from: string, until: string): Promise<readonly AlarmTransition[]> {
    this.#mayFail('history');
    return this.transitions
      .filter(({ alarm, at }) => alarm === name && at >= from && at <= until)
      .toSorted((a, b) => (a.at < b.at ? -1 : 1));
  }

  async hasData(): Promise<boolean> {
    throw new Error('A verdict does not ask whether a metric has data.');
  }

  #mayFail(method: 'describe' | 'history'): void {
    const failure = this.failures.get(method);
    if (failure) throw failure;
  }
}
