/** What of the two sides can be compared, and by which metrics. */

import type {
  ComparedMetricSettings,
  CompareSettings,
  ToleranceSettings,
} from '../../contract/compare-settings.ts';
import type { PrometheusSide } from '../../contract/prometheus-settings.ts';
import type { RequestMetric } from '../../contract/request-metric.ts';
import type { Measurable } from '../counted.ts';
import { type Ground, ground } from '../grounds.ts';
import { requestsToCompare, type SeriesMetric } from './periods.ts';
import type { Pair } from './rates.ts';

/** A part of the requests of each side: sums of metrics. */
export interface ComparedRate {
  readonly kind: 'rate';
  readonly name: string;
  readonly sides: Pair<{
    readonly requests: readonly SeriesMetric[];
    readonly events: readonly SeriesMetric[];
  }>;
  readonly tolerance: ToleranceSettings;
  /** Of a metric that the configuration names: without any datapoint it may have another name. */
  readonly isGiven: boolean;
  /** If more of legacy's requests fare so, a person decides. */
  readonly mostOnLegacy?: number;
}

/** What has the value, and what counts its samples. */
interface MeasuredSide {
  readonly value: SeriesMetric;
  readonly samples: SeriesMetric;
}

/** A value of each side. */
export interface ComparedValue {
  readonly kind: 'value';
  readonly name: string;
  readonly statistic: string;
  readonly sides: Pair<MeasuredSide>;
  readonly tolerance: ToleranceSettings;
  /** '' for that of the metric. */
  readonly unit: 'seconds' | '';
}

export type ComparedThing = ComparedRate | ComparedValue;

export interface WhatToCompare {
  readonly things: readonly ComparedThing[];
  /** What is not compared, and why. */
  readonly grounds: readonly Ground[];
}

export function whatToCompare(settings: CompareSettings, sides: Pair<readonly Measurable[]>): WhatToCompare {
  const own = ownMetrics(settings, sides);
  const given = settings.metrics.map((metric) => givenThing(metric, sides));
  const all = [...own, ...given];
  return {
    things: all.filter((each) => 'kind' in each),
    grounds: all.filter((each) => 'verdict' in each),
  };
}

type ThingOrGround = ComparedThing | Ground;

/** Of the load balancers that count the requests. */
function ownMetrics(
  { errorRate, latency }: CompareSettings,
  sides: Pair<readonly Measurable[]>,
): readonly ThingOrGround[] {
  if (!errorRate && !latency) return [];
  const why = unreadable(sides);
  if (why !== undefined) return [ground('inconclusive', `The cluster can't be compared with legacy: ${why}`)];
  const [cluster, legacy] = [metersOf(sides.cluster), metersOf(sides.legacy)];
  if (!cluster || !legacy) return [ground('pass', NOT_COMPARABLE)];
  return [
    ...(errorRate
      ? [
          {
            kind: 'rate',
            name: 'Errors',
            isGiven: false,
            sides: { cluster: errorsOf(cluster), legacy: errorsOf(legacy) },
            ...errorRate,
          } as const,
        ]
      : []),
    ...(latency ? [latencyOf(latency, cluster, legacy)] : []),
  ];
}

const NOT_COMPARABLE =
  "The cluster's errors and latency are not compared with legacy's, because no application or classic load balancer counts both. The alarms alone judge them. Metrics that both sides have can be named in `compare.metrics`.";

function unreadable(sides: Pair<readonly Measurable[]>): string | undefined {
  const whys = [...sides.cluster, ...sides.legacy].flatMap((each) =>
    each.known || each.isUnmeasured ? [] : [`${each.source}: ${each.why}`],
  );
  return whys.length > 0 ? whys.join('; ') : undefined;
}

/** A load balancer that counts requests, errors and times: by the dimensions of the metric that counts its requests. */
export interface Meter {
  readonly requests: RequestMetric;
  readonly errors: readonly string[];
  readonly latency: string;
}

/** Names as ELB's user guides have them. The errors of an application load balancer itself are not counted for target groups. */
const METERS = {
  'AWS/ApplicationELB': {
    errors: ['HTTPCode_Target_5XX_Count'],
    ofBalancer: ['HTTPCode_ELB_5XX_Count'],
    latency: 'TargetResponseTime',
  },
  'AWS/ELB': { errors: ['HTTPCode_Backend_5XX'], ofBalancer: ['HTTPCode_ELB_5XX'], latency: 'Latency' },
} as const;

/** Undefined where not all requests of a side are counted by such ones. */
export function metersOf(side: readonly Measurable[]): readonly Meter[] | undefined {
  const meters = side.flatMap((each): Meter[] => {
    if (!each.known || each.metric.metricName !== 'RequestCount') return [];
    const meter = Object.entries(METERS).find(([namespace]) => namespace === each.metric.namespace)?.[1];
    if (!meter) return [];
    const ofBalancer = 'TargetGroup' in each.metric.dimensions ? [] : meter.ofBalancer;
    return [{ requests: each.metric, errors: [...meter.errors, ...ofBalancer], latency: meter.latency }];
  });
  return side.length > 0 && meters.length === side.length ? meters : undefined;
}

function errorsOf(meters: readonly Meter[]) {
  return { requests: meters.map(({ requests }) => requests), events: meters.flatMap(errorMetrics) };
}

export function errorMetrics({ requests, errors }: Meter): readonly RequestMetric[] {
  return errors.map((metricName) => ({ ...requests, metricName }));
}

export function latencyMetric({ requests, latency }: Meter): RequestMetric {
  return { ...requests, metricName: latency };
}

function latencyOf(
  { statistic, tolerance }: NonNullable<CompareSettings['latency']>,
  cluster: readonly Meter[],
  legacy: readonly Meter[],
): ThingOrGround {
  const [ofCluster, ofLegacy] = [onlyOf(cluster), onlyOf(legacy)];
  if (!ofCluster || !ofLegacy) return ground('pass', SEVERAL);
  return {
    kind: 'value',
    name: `Latency (${statistic})`,
    statistic,
    sides: { cluster: inCloudWatch(ofCluster), legacy: inCloudWatch(ofLegacy) },
    tolerance,
    unit: 'seconds',
  };
}

const SEVERAL =
  "Latency is not compared: one side has several load balancers, whose percentiles can't be combined. The alarms alone judge it.";

function onlyOf(meters: readonly Meter[]): RequestMetric | undefined {
  const [only, ...others] = meters;
  return only && others.length === 0 ? latencyMetric(only) : undefined;
}

/** It counts the samples of its own statistics. */
function inCloudWatch(metric: RequestMetric): MeasuredSide {
  return { value: metric, samples: metric };
}

function sideOf(side: ComparedMetricSettings['legacy']): MeasuredSide {
  return 'measured' in side ? { value: side.measured, samples: side.requests } : inCloudWatch(side);
}

function givenThing(
  { name, statistic, legacy, cluster, tolerance }: ComparedMetricSettings,
  sides: Pair<readonly Measurable[]>,
): ThingOrGround {
  if (statistic !== 'Sum')
    return {
      kind: 'value',
      name: `${name} (${statistic})`,
      statistic,
      sides: { cluster: sideOf(cluster), legacy: sideOf(legacy) },
      tolerance,
      unit: '',
    };
  if ('measured' in cluster && 'measured' in legacy) {
    const rateOf = ({ measured, requests }: PrometheusSide) => ({ requests: [requests], events: [measured] });
    const both = { cluster: rateOf(cluster), legacy: rateOf(legacy) };
    return { kind: 'rate', name, isGiven: true, sides: both, tolerance };
  }
  const unknown = [...sides.cluster, ...sides.legacy].flatMap((each) =>
    each.known ? [] : [`${each.source}: ${each.why}`],
  );
  if (unknown.length > 0)
    return ground('inconclusive', `${name}: the number of requests is unknown: ${unknown.join('; ')}`);
  const of = (side: readonly Measurable[], metric: SeriesMetric) => ({
    requests: side.flatMap((each) => (each.known ? [each.metric] : [])),
    events: [metric],
  });
  return {
    kind: 'rate',
    name,
    isGiven: true,
    sides: {
      cluster: of(sides.cluster, sideOf(cluster).value),
      legacy: of(sides.legacy, sideOf(legacy).value),
    },
    tolerance,
  };
}

/** With too few requests for a percentile of latency, averages are compared. @param requests of the side that has fewer */
export function withStatisticFor(thing: ComparedThing, requests: number): ComparedThing {
  if (thing.kind !== 'value' || thing.unit !== 'seconds' || thing.statistic === AVERAGE) return thing;
  if (requests >= requestsToCompare(thing.statistic)) return thing;
  return { ...thing, statistic: AVERAGE, name: `Latency (average: too few requests for ${thing.statistic})` };
}

const AVERAGE = 'Average';
