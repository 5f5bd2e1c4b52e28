/** Metrics in place of those that are found from the load balancers. */
import type {
  ClusterTarget,
  RequestMetric,
  TrafficSettings,
} from '../../lambdas/shared/contract/settings.ts';
import type { Place } from './place.ts';
import { readText, readTextOrToken } from './values.ts';

const EXAMPLE =
  "{ namespace: 'AWS/ApplicationELB', metricName: 'RequestCount', dimensions: { LoadBalancer: 'app/…' } }";

export function readTraffic(place: Place, target: ClusterTarget | undefined): TrafficSettings {
  const fields = (place.isLeftOut ? place.with({}) : place).fields(['legacy', 'cluster'], {
    what: 'the traffic settings',
  });
  if (!fields) return { legacy: [], cluster: [] };
  if (target?.kind === 'addresses' && fields.cluster.isLeftOut)
    fields.cluster.warning(
      'cluster-requests-not-counted',
      'addresses have no metric of their own; without one here no request can be counted and every soak is held for a person',
    );
  return { legacy: readMetrics(fields.legacy), cluster: readMetrics(fields.cluster) };
}

function readMetrics(place: Place): RequestMetric[] {
  if (place.isLeftOut) return [];
  const places = place.items({
    of: 'a metric',
    atLeast: 1,
    atMost: 100,
    example: `[${EXAMPLE}], or leave it out`,
  });
  return (places ?? []).flatMap((at) => readMetric(at) ?? []);
}

function readMetric(place: Place): RequestMetric | undefined {
  const fields = place.fields(['namespace', 'metricName', 'dimensions'], {
    what: 'a metric',
    example: EXAMPLE,
  });
  if (!fields) return undefined;
  const namespace = readText(fields.namespace, {
    what: "a metric's namespace",
    example: "'AWS/ApplicationELB'",
  });
  const metricName = readText(fields.metricName, { what: "a metric's name", example: "'RequestCount'" });
  const dimensions = readDimensions(fields.dimensions);
  return namespace && metricName && dimensions ? { namespace, metricName, dimensions } : undefined;
}

function readDimensions(place: Place): Record<string, string> | undefined {
  const example = "{ LoadBalancer: 'app/k8s-ingress/0123456789abcdef' }";
  const entries = place.entries("the metric's dimensions", example);
  if (!entries) return undefined;
  if (entries.length > 30)
    return place.problem('at most 30 dimensions', 'fewer of them', `${entries.length} dimensions`);
  const read = entries.map(
    ([key, at]) => [key, readTextOrToken(at, { what: "a dimension's value, a text", example })] as const,
  );
  return Object.fromEntries(read.filter((entry): entry is [string, string] => entry[1] !== undefined));
}
