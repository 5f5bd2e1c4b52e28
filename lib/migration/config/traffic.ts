/** Metrics in place of those that are found from the load balancers. */
import type { RequestMetric } from '../../../lambdas/migration/contract/request-metric.ts';
import type { ClusterTarget, TrafficSettings } from '../../../lambdas/migration/contract/settings.ts';
import { refuseRepeats } from '../../shared/config/lists.ts';
import type { Place } from '../../shared/config/place.ts';
import { readText, readTextOrToken } from '../../shared/config/values.ts';

const EXAMPLE =
  "{ namespace: 'AWS/ApplicationELB', metricName: 'RequestCount', dimensions: { LoadBalancer: 'app/…' } }";

export function readTraffic(place: Place, target: ClusterTarget | undefined): TrafficSettings {
  const fields = place.optionalFields(['legacy', 'cluster'], {
    what: 'the traffic settings',
  });
  if (!fields) return { legacy: [], cluster: [] };
  if (target?.kind === 'addresses' && fields.cluster.isLeftOut)
    fields.cluster.warning(
      'cluster-requests-not-counted',
      'addresses have no metric of their own; without one here a soak is judged by what legacy lost against its own past, and at a small share ends in a hold',
    );
  const [legacy, cluster] = [readMetrics(fields.legacy), readMetrics(fields.cluster)];
  if (isNetwork(target) && fields.cluster.isLeftOut && legacy.length > 0)
    fields.legacy.warning(
      'sides-not-comparable',
      'a network load balancer counts connections, not what these metrics count; without a metric in `traffic.cluster` a soak is judged by what legacy lost against its own past, and at a small share ends in a hold',
    );
  refuseRepeats([...legacy, ...cluster], 'each metric (a request is counted once, on one side)');
  const metrics = (found: readonly ReadMetric[]) => found.map(({ metric }) => metric);
  return { legacy: metrics(legacy), cluster: metrics(cluster) };
}

function isNetwork(target: ClusterTarget | undefined): boolean {
  return target?.kind === 'load-balancer' && target.family === 'network';
}

interface ReadMetric {
  readonly place: Place;
  readonly key: string;
  readonly metric: RequestMetric;
}

function readMetrics(place: Place): ReadMetric[] {
  if (place.isLeftOut) return [];
  const places = place.items({
    of: 'a metric',
    atLeast: 1,
    atMost: 100,
    example: `[${EXAMPLE}], or leave it out`,
  });
  return (places ?? []).flatMap((at) => {
    const metric = readMetric(at);
    return metric ? [{ place: at, key: keyOf(metric), metric }] : [];
  });
}

/** The same for the same metric, in whatever order its dimensions are written. */
function keyOf({ namespace, metricName, dimensions }: RequestMetric): string {
  const sorted = Object.entries(dimensions).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([namespace, metricName, sorted]);
}

export function readMetric(place: Place): RequestMetric | undefined {
  const fields = place.fields(['namespace', 'metricName', 'dimensions'], {
    what: 'a metric',
    example: EXAMPLE,
  });
  if (!fields) return undefined;
  const namespace = readWords(fields.namespace, "a metric's namespace", "'AWS/ApplicationELB'");
  const metricName = readWords(fields.metricName, "a metric's name", "'RequestCount'");
  const dimensions = readDimensions(fields.dimensions);
  return namespace && metricName && dimensions ? { namespace, metricName, dimensions } : undefined;
}

/** Source: MetricDatum and Dimension in CloudWatch's API. */
const WORDS = /^(?!:)(?=.*\S)\P{Cc}{1,255}$/u;

function readWords(place: Place, whose: string, example: string): string | undefined {
  const what = `${whose}: 1 to 255 characters, no control characters, not starting with a colon`;
  const text = readText(place, { what, example });
  return text === undefined || WORDS.test(text) ? text : place.problem(what, example);
}

function readDimensions(place: Place): Record<string, string> | undefined {
  const example = "{ LoadBalancer: 'app/k8s-ingress/0123456789abcdef' }";
  const entries = place.entries("the metric's dimensions", example);
  if (!entries) return undefined;
  if (entries.length > 30)
    return place.problem('at most 30 dimensions', 'fewer of them', `${entries.length} dimensions`);
  for (const [key, at] of entries) {
    if (!WORDS.test(key))
      at.problem("a dimension's name of 1 to 255 characters, not starting with a colon", example);
  }
  const read = entries.map(
    ([key, at]) => [key, readTextOrToken(at, { what: "a dimension's value, a text", example })] as const,
  );
  return Object.fromEntries(read.filter((entry): entry is [string, string] => entry[1] !== undefined));
}
