import {
  type AlarmState,
  evaluationRange,
  isBreaching,
  type Judgement,
  judge,
  type Rule,
} from './alarm-rules.ts';
import type { MetricId, Metrics, Statistic } from './metrics.ts';
import { MINUTE, minuteOf } from './minutes.ts';

/** A metric alarm as somebody made it. */
export interface AlarmDefinition extends Rule {
  readonly name: string;
  readonly arn: string;
  readonly description: string;
  readonly metric: MetricId;
  readonly statistic: Statistic;
  /** Only data in this unit are seen. */
  readonly unit?: string;
  /** A multiple of 60. */
  readonly periodSeconds: number;
  readonly actionsEnabled: boolean;
}

/** An alarm's state, since when, and why in CloudWatch's words. */
export interface AlarmStatus {
  readonly state: AlarmState;
  readonly reason: string;
  /** JSON, as in the API. */
  readonly reasonData: string;
  readonly since: number;
}

/** One change of state; the history's entries are these. */
export interface Transition {
  readonly alarm: string;
  readonly at: number;
  readonly from: AlarmStatus;
  readonly to: AlarmStatus;
}

/** What load balancers observe in a minute is in CloudWatch this long after the minute's end. */
export const PUBLICATION_DELAY = MINUTE;

/** A metric alarm that is judged every minute, at the same second of each. */
export class Alarm {
  readonly definition: AlarmDefinition;
  /** When in each minute it is judged, milliseconds after the full minute. */
  readonly offset: number;
  readonly createdAt: number;
  #status: AlarmStatus;
  #history: Transition[] = [];

  /** `offset`: 0–59,999. Until its first judgement an alarm has no data, as in CloudWatch. */
  constructor(definition: AlarmDefinition, offset: number, createdAt: number) {
    this.definition = definition;
    this.offset = offset;
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

  /** Judges the alarm at the moment `at` by what CloudWatch has by then. Returns the transition, if it is one. */
  evaluate(at: number, metrics: Metrics): Transition | undefined {
    const { definition } = this;
    const period = definition.periodSeconds * 1000;
    const end = minuteOf(at - PUBLICATION_DELAY);
    const range = evaluationRange(definition);
    const starts = Array.from({ length: range }, (_, i) => end - (range - i) * period);
    const { metric, statistic, unit } = definition;
    const isSeen = unit === undefined || metrics.isIn(metric, unit);
    const points = starts.map((start) =>
      isSeen ? metrics.statistic(metric, statistic, start, start + period) : undefined,
    );
    const judgement = judge(points, definition, this.#status.state);
    if (judgement.state === this.#status.state) return undefined;
    const judged = judgement.judged.map((i) => ({ value: points[i] as number, start: starts[i] as number }));
    const to: AlarmStatus = {
      state: judgement.state,
      reason: reasonOf(definition, judgement, judged),
      reasonData: reasonDataOf(definition, judged, at),
      since: at,
    };
    const transition = { alarm: definition.name, at, from: this.#status, to };
    this.#history.push(transition);
    this.#status = to;
    return transition;
  }

  /** What comes back when the world goes back. */
  snapshot(): { readonly status: AlarmStatus; readonly transitions: number } {
    return { status: this.#status, transitions: this.#history.length };
  }

  restore(snapshot: ReturnType<Alarm['snapshot']>): void {
    this.#status = snapshot.status;
    this.#history.length = snapshot.transitions;
  }
}

interface DataPoint {
  readonly value: number;
  readonly start: number;
}

const WORDS = {
  GreaterThanThreshold: 'greater than',
  GreaterThanOrEqualToThreshold: 'greater than or equal to',
  LessThanThreshold: 'less than',
  LessThanOrEqualToThreshold: 'less than or equal to',
} as const;

/** The reason in the words that CloudWatch uses. */
function reasonOf(definition: AlarmDefinition, judgement: Judgement, judged: readonly DataPoint[]): string {
  const { evaluationPeriods, datapointsToAlarm, threshold, comparison } = definition;
  if (judgement.state === 'INSUFFICIENT_DATA') {
    return `Insufficient Data: ${counted(evaluationPeriods, 'datapoint')} unknown.`;
  }
  const inAlarm = judgement.state === 'ALARM';
  const named = judged.filter(({ value }) => isBreaching(value, definition) === inAlarm).toReversed();
  if (named.length === 0) {
    const periods = judgement.filled === 1 ? '1 period' : `${judgement.filled} periods`;
    const as = inAlarm ? 'Breaching' : 'NonBreaching';
    return `Threshold Crossed: no datapoints were received for ${periods} and ${counted(judgement.filled, 'missing datapoint')} treated as [${as}].`;
  }
  const last = evaluationPeriods === 1 ? '1 datapoint' : `${evaluationPeriods} datapoints`;
  const values = named.map(({ value, start }) => `${decimal(value)} (${shortTime(start)})`).join(', ');
  const needed = inAlarm ? datapointsToAlarm : evaluationPeriods - datapointsToAlarm + 1;
  const minimum = `minimum ${needed} datapoint${needed === 1 ? '' : 's'} for ${inAlarm ? 'OK -> ALARM' : 'ALARM -> OK'} transition`;
  const verb = `${named.length === 1 ? 'was' : 'were'}${inAlarm ? '' : ' not'}`;
  return `Threshold Crossed: ${named.length} out of the last ${last} [${values}] ${verb} ${WORDS[comparison]} the threshold (${decimal(threshold)}) (${minimum}).`;
}

function reasonDataOf(definition: AlarmDefinition, judged: readonly DataPoint[], at: number): string {
  return JSON.stringify({
    version: '1.0',
    queryDate: awsTime(at),
    ...(judged[0] && { startDate: awsTime(judged[0].start) }),
    statistic: definition.statistic,
    period: definition.periodSeconds,
    recentDatapoints: judged.map(({ value }) => value),
    threshold: definition.threshold,
  });
}

/** `2026-11-23T04:56:00.000+0000`, as CloudWatch writes times inside texts. */
export function awsTime(at: number): string {
  return new Date(at).toISOString().replace('Z', '+0000');
}

/** `23/11/26 04:56:00`. */
function shortTime(at: number): string {
  const [date = '', time = ''] = new Date(at).toISOString().split('T');
  const [year = '', month = '', day = ''] = date.split('-');
  return `${day}/${month}/${year.slice(2)} ${time.slice(0, 8)}`;
}

function decimal(value: number): string {
  return Number.isInteger(value) ? value.toFixed(1) : String(value);
}

/** `1 datapoint was`, `2 datapoints were`. */
function counted(n: number, noun: string): string {
  return n === 1 ? `1 ${noun} was` : `${n} ${noun}s were`;
}
