import type {
  Alarm,
  AlarmMetric,
  AlarmQuery,
  AlarmTransition,
} from '../../../lambdas/migration/domain/alarm.ts';
import type { Reading } from '../../../lambdas/migration/domain/reading.ts';
import type { Alarms } from '../../../lambdas/migration/ports/alarms.ts';

/** Alarms in memory. Asking for the data of a metric is not what judging does, so it throws. */
export class MemoryAlarms implements Alarms {
  readonly alarms: Alarm[] = [];
  readonly transitions: (AlarmTransition & { readonly alarm: string })[] = [];
  /** Why an alarm's description can't be read, by its name. */
  readonly unreadable = new Map<string, string>();
  /** Thrown by the method of this name. */
  readonly failures = new Map<'describe' | 'history', Error>();

  async describe(names: readonly string[]): Promise<ReadonlyMap<string, Reading<Alarm>>> {
    this.#mayFail('describe');
    const named = this.alarms.filter(({ name }) => names.includes(name));
    return new Map(
      named.map((alarm) => {
        const why = this.unreadable.get(alarm.name);
        return [alarm.name, why === undefined ? { known: true, value: alarm } : { known: false, why }];
      }),
    );
  }

  async history(name: string, from: string, until: string): Promise<readonly AlarmTransition[]> {
    this.#mayFail('history');
    return this.transitions
      .filter(({ alarm, at }) => alarm === name && at >= from && at <= until)
      .toSorted((a, b) => (a.at < b.at ? -1 : 1));
  }

  async hasData(_source: AlarmMetric | AlarmQuery): Promise<boolean> {
    throw new Error('A verdict does not ask whether a metric has data.');
  }

  #mayFail(method: 'describe' | 'history'): void {
    const failure = this.failures.get(method);
    if (failure) throw failure;
  }
}
