/** Alarms as somebody made them, their states, and how these change. */
import type { AlarmState, Rule } from './alarm-rules.ts';
import type { CompositeRule } from './composite-rule.ts';
import type { Evaluate } from './metric-math/compile.ts';
import type { MetricId } from './metrics.ts';

interface AlarmBasics {
  readonly name: string;
  readonly arn: string;
  readonly description: string;
  readonly actionsEnabled: boolean;
}

/** A metric with a statistic that the world computes. */
export interface WatchedMetric {
  readonly metric: MetricId;
  readonly statistic: string;
  /** Only data in this unit are seen. */
  readonly unit?: string;
}

/** An entry of `Metrics`, as it was given. */
export interface MathQuery {
  readonly id: string;
  readonly label?: string;
  /** Whether it is what the alarm watches. */
  readonly returned: boolean;
  readonly reads: WatchedMetric | { readonly expression: string };
}

export interface WatchedMath {
  readonly queries: readonly MathQuery[];
  readonly evaluate: Evaluate;
}

export type MetricAlarmDefinition = AlarmBasics &
  Rule & {
    readonly kind: 'metric';
    readonly watched: WatchedMetric | WatchedMath;
    /** 10, 20, 30 or a multiple of 60. */
    readonly periodSeconds: number;
    /** Whether a percentile of few samples keeps the state as it is. */
    readonly ignoresFewSamples: boolean;
  };

/** Whose state keeps the actions of a composite alarm quiet. */
export interface Suppressor {
  /** The name or the ARN, as it was given. */
  readonly given: string;
  readonly name: string;
  readonly waitSeconds: number;
  readonly extensionSeconds: number;
}

export interface CompositeAlarmDefinition extends AlarmBasics {
  readonly kind: 'composite';
  /** As it was given. */
  readonly ruleText: string;
  readonly rule: CompositeRule;
  readonly suppressor?: Suppressor;
}

export type AlarmDefinition = MetricAlarmDefinition | CompositeAlarmDefinition;

export type Suppression = 'Alarm' | 'WaitPeriod' | 'ExtensionPeriod';

/** An alarm's state, since when, and why in CloudWatch's words. */
export interface AlarmStatus {
  readonly state: AlarmState;
  readonly reason: string;
  /** JSON, as in the API. */
  readonly reasonData: string;
  readonly since: number;
  /** What kept the actions of a composite alarm quiet when it changed. */
  readonly suppressedBy?: Suppression | undefined;
}

/** One change of state; the history's entries are these. */
export interface Transition {
  readonly alarm: string;
  readonly at: number;
  readonly from: AlarmStatus;
  readonly to: AlarmStatus;
}

/** What comes back when the world goes back. */
export interface AlarmSnapshot {
  readonly status: AlarmStatus;
  readonly transitions: number;
}

/** An alarm with a history. */
export class AlarmRecord<D extends AlarmDefinition> {
  readonly definition: D;
  readonly createdAt: number;
  #status: AlarmStatus;
  readonly #history: Transition[] = [];

  /** Until its first judgement an alarm has no data, as in CloudWatch. */
  constructor(definition: D, createdAt: number) {
    this.definition = definition;
    this.createdAt = createdAt;
    this.#status = {
      state: 'INSUFFICIENT_DATA',
      reason: 'Unchecked: Initial alarm creation',
      reasonData: '',
      since: createdAt,
    };
  }

  get status(): AlarmStatus {
    return this.#status;
  }

  /** Oldest first. */
  get history(): readonly Transition[] {
    return this.#history;
  }

  snapshot(): AlarmSnapshot {
    return { status: this.#status, transitions: this.#history.length };
  }

  restore(snapshot: AlarmSnapshot): void {
    this.#status = snapshot.status;
    this.#history.length = snapshot.transitions;
  }

  protected change(to: AlarmStatus): Transition {
    const transition = { alarm: this.definition.name, at: to.since, from: this.#status, to };
    this.#history.push(transition);
    this.#status = to;
    return transition;
  }
}
