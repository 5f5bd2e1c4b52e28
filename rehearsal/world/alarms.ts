import type {
  AlarmDefinition,
  AlarmSnapshot,
  MetricAlarmDefinition,
  Transition,
} from './alarm-definition.ts';
import { CompositeAlarm } from './composite-alarm.ts';
import { MetricAlarm } from './metric-alarm.ts';
import type { Metrics } from './metrics.ts';
import { MINUTE } from './minutes.ts';
import type { Random } from './random.ts';

export type Alarm = MetricAlarm | CompositeAlarm;

/** All alarms of an account. */
export class Alarms {
  readonly #offsets: Random;
  readonly #all: Alarm[];
  readonly #byName: Map<string, Alarm>;
  readonly #metric: MetricAlarm[];
  /** Each after those that it rests on. */
  readonly #composite: readonly CompositeAlarm[];

  /** @param definitions whose composite alarms rest on others among them, in no circle */
  constructor(definitions: readonly AlarmDefinition[], offsets: Random, begin: number) {
    this.#offsets = offsets;
    this.#all = definitions.map((definition) =>
      definition.kind === 'metric'
        ? new MetricAlarm(definition, Math.floor(offsets() * MINUTE), begin)
        : new CompositeAlarm(definition, begin),
    );
    this.#byName = new Map(this.all.map((alarm) => [alarm.definition.name, alarm]));
    this.#metric = this.all.filter((alarm) => alarm instanceof MetricAlarm);
    this.#composite = this.#inOrder();
  }

  /** In the order of their definitions; those that came later last. */
  get all(): readonly Alarm[] {
    return this.#all;
  }

  /** Somebody makes another one. */
  add(definition: MetricAlarmDefinition, now: number): void {
    if (this.#byName.has(definition.name))
      throw new Error(`the world has an alarm ${definition.name} already`);
    const alarm = new MetricAlarm(definition, Math.floor(this.#offsets() * MINUTE), now);
    this.#all.push(alarm);
    this.#metric.push(alarm);
    this.#byName.set(definition.name, alarm);
  }

  /** The next moment at which one of them is judged. */
  nextAfter(moment: number): number | undefined {
    if (this.all.length === 0) return undefined;
    // Composite alarms alone are judged by the minute: only constants make such.
    const moments = this.#metric.map((alarm) => alarm.nextAfter(moment));
    return Math.min(...(moments.length > 0 ? moments : [Math.floor(moment / MINUTE + 1) * MINUTE]));
  }

  /** Judges those whose time it is, and what rests on others. Returns their changes, children first. */
  judge(at: number, metrics: Metrics): readonly Transition[] {
    const due = this.#metric.filter((alarm) => alarm.nextAfter(at - 1) === at);
    return [
      ...due.flatMap((alarm) => alarm.evaluate(at, metrics) ?? []),
      ...this.#composite.flatMap((alarm) => alarm.evaluate(at, (name) => this.called(name)) ?? []),
    ];
  }

  called(name: string): Alarm {
    const alarm = this.#byName.get(name);
    if (!alarm) throw new Error(`the world has no alarm ${name}`);
    return alarm;
  }

  snapshot(): readonly AlarmSnapshot[] {
    return this.all.map((alarm) => alarm.snapshot());
  }

  restore(snapshots: readonly AlarmSnapshot[]): void {
    for (const [i, alarm] of this.all.entries()) alarm.restore(snapshots[i] as AlarmSnapshot);
  }

  #inOrder(): readonly CompositeAlarm[] {
    const ordered = new Set<CompositeAlarm>();
    const place = (alarm: Alarm) => {
      if (!(alarm instanceof CompositeAlarm) || ordered.has(alarm)) return;
      for (const child of alarm.definition.rule.children) place(this.called(child));
      ordered.add(alarm);
    };
    for (const alarm of this.all) place(alarm);
    return [...ordered];
  }
}
