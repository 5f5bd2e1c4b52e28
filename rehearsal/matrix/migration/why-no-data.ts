/** Why a metric that an alarm reads has no data, or none of the cluster. */

import type { Published } from '../../trials/migration/sightings.ts';
import type { Subject } from '../../trials/migration/subject.ts';
import { inWords, notKnown, sameDimensions, useless, type Why } from '../../trials/migration/why.ts';
import type { WatchedMetric } from '../../world/alarm-definition.ts';
import {
  BALANCER_NAMESPACES,
  inOtherCase,
  isModelled,
  metricsPlaceOf,
  namespacesWith,
} from '../../world/balancer-metrics.ts';
import type { Counting } from '../../world/counters.ts';
import { keyOf, type MetricId } from '../../world/metrics.ts';

type Balancers = Pick<Subject, 'cluster' | 'others'>;

/** Undefined if it has data. @param threshold of an alarm on the metric itself; undefined in metric math */
export function noDataOf(
  { metric, unit }: WatchedMetric,
  published: readonly Published[],
  balancers: Balancers,
  threshold?: number,
): Why | undefined {
  const { namespace, metricName, dimensions } = metric;
  const called = published.filter(
    (each) => each.metric.namespace === namespace && each.metric.metricName === metricName,
  );
  const own = called.find((each) => sameDimensions(each.metric.dimensions, dimensions));
  if (own && (unit === undefined || unit === own.unit)) return undefined;
  if (own)
    return useless(
      `Unit ${unit}: the unit of ${metricName} is ${own.unit}, so the alarm sees no data. Leave Unit out${thresholdThen(threshold, unit ?? '', own.unit)}.`,
    );
  if (!isModelled(metric)) return otherNamespace(metric) ?? otherCase(metric) ?? noneHere(metric);
  return otherBalancer(metric, balancers) ?? otherDimensions(metric, called, balancers);
}

const SECONDS: Readonly<Record<string, number>> = { Seconds: 1, Milliseconds: 1e-3, Microseconds: 1e-6 };

/** Without the unit the threshold means another one. */
function thresholdThen(threshold: number | undefined, from: string, to: string): string {
  if (threshold === undefined) return '';
  const [one, other] = [SECONDS[from], SECONDS[to]];
  if (one === undefined || other === undefined)
    return `, and check that the threshold ${threshold} is in ${to}`;
  const meant = Number(((threshold * one) / other).toPrecision(6));
  return `, and set Threshold to ${meant}: without Unit, ${threshold} is in ${to}`;
}

/** CloudWatch keeps `AWS/` for its own, so what is called so there is no metric of somebody else. */
function otherCase(metric: MetricId): Why | undefined {
  const meant = inOtherCase(metric);
  if (meant === undefined) return undefined;
  return useless(
    `${metric.namespace} has no ${metric.metricName}: the metric is ${meant}, and CloudWatch distinguishes upper and lower case. Correct it.`,
  );
}

/** As `euc1-az2`: it tells the same zone in each account, and no metric has it. */
const ZONE_ID = /^[a-z]+\d-az\d+$/;

/** Also metrics of the same name, which the world has of one kind of load balancer alone. */
const OF_OTHERS_TOO = ['ProcessedBytes', 'PeakLCUs'];

/** Undefined if the namespace is not certainly wrong. CloudWatch keeps `AWS/` for its own. */
function otherNamespace({ namespace, metricName }: MetricId): Why | undefined {
  const meant = BALANCER_NAMESPACES.find((each) => each.toLowerCase() === namespace.toLowerCase());
  if (meant !== undefined && meant !== namespace)
    return useless(
      `Namespace ${namespace}: the namespace is ${meant}, and CloudWatch distinguishes upper and lower case. Correct it.`,
    );
  const [elsewhere] = namespacesWith(metricName);
  const isCertain = meant !== undefined || namespace.startsWith('AWS/');
  if (elsewhere === undefined || !isCertain || OF_OTHERS_TOO.includes(metricName)) return undefined;
  return useless(`Namespace ${namespace}: ${metricName} is a metric of ${elsewhere}. Correct it.`);
}

function noneHere({ namespace, metricName }: MetricId): Why {
  const meant = BALANCER_NAMESPACES.find((each) => each.toLowerCase() === `aws/${namespace.toLowerCase()}`);
  const hint = meant === undefined ? '' : ` Is ${meant} meant?`;
  const toDo = namespace.startsWith('AWS/')
    ? 'Try it in your account.'
    : 'If it counts requests, errors or latency, say so in behaviour.json (docs/snapshot.md); otherwise try it in your account.';
  return notKnown(
    `The rehearsal has no ${namespace} ${metricName}, so it can't say whether the alarm fires.${hint} ${toDo}`,
  );
}

/** Undefined unless it counts what comes to a load balancer that is not the cluster's. */
export function otherBalancer(metric: MetricId, { cluster, others }: Balancers): Why | undefined {
  const { namespace, metricName, dimensions } = metric;
  const counts = ({ countedBy = [] }: Counting) => countedBy.some((by) => keyOf(by.metric) === keyOf(metric));
  if (!counts(cluster) && others.some(counts))
    return useless(
      `${namespace} ${metricName} (${inWords(dimensions)}) counts legacy's requests: the cluster's failures don't show there. Watch a metric that counts the cluster's.`,
    );
  const isBehind = (other: { readonly id: string }) =>
    cluster.behind?.some(({ id }) => id === other.id) ?? false;
  const other = others.find((each) => Object.values(dimensions).includes(each.id) && !isBehind(each));
  if (!other) return undefined;
  return useless(
    `${inWords(dimensions)} is not the cluster's load balancer: the cluster's failures don't show there.${instead(cluster)}`,
  );
}

function otherDimensions(
  { metricName, namespace, dimensions }: MetricId,
  called: readonly Published[],
  { cluster }: Balancers,
): Why {
  const { AvailabilityZone, ...inAllZones } = dimensions;
  if (
    AvailabilityZone !== undefined &&
    called.some((each) => sameDimensions(each.metric.dimensions, inAllZones))
  ) {
    if (ZONE_ID.test(AvailabilityZone))
      return useless(
        `AvailabilityZone=${AvailabilityZone} is the id of a zone; metrics use its name, which ends in a letter. Watch ${inWords(inAllZones)}, or give the name.`,
      );
    return notKnown(
      `The rehearsal has ${metricName} only for all zones together, so it can't say whether the alarm fires. Watch ${inWords(inAllZones)}, or try it in your account.`,
    );
  }
  const place = metricsPlaceOf(cluster);
  if (place && place.namespace !== namespace)
    return useless(
      `Namespace ${namespace}: no load balancer there has ${metricName} for ${inWords(dimensions)}.${instead(cluster)}`,
    );
  const known = Object.keys(place?.dimensions ?? {})[0] ?? '';
  const value = dimensions[known];
  if (value !== undefined && value !== cluster.id)
    return useless(
      `${known}=${value} is not a load balancer of the account in this Region, so the alarm sees no data.${instead(cluster)}`,
    );
  const [nearest] = called
    .filter((each) => Object.values(each.metric.dimensions).includes(cluster.id))
    .map((each) => inWords(each.metric.dimensions))
    .toSorted((one, another) => one.length - another.length);
  const expected = nearest === undefined ? '' : ` It has data for ${nearest}. Give exactly these dimensions.`;
  return useless(`${metricName} has no data for ${inWords(dimensions)}.${expected}`);
}

function instead(cluster: Subject['cluster']): string {
  const place = metricsPlaceOf(cluster);
  return place ? ` The cluster's is ${inWords(place.dimensions)} in ${place.namespace}. Watch that.` : '';
}
