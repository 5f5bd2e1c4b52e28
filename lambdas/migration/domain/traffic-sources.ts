/** Where the requests of legacy and of the cluster are counted. */

import { displayName } from '../../shared/contract/dns-names.ts';
import { type LoadBalancerName, parseLoadBalancerName } from '../contract/load-balancer-name.ts';
import type { RequestMetric } from '../contract/request-metric.ts';
import type { ClusterTarget, TrafficSettings } from '../contract/settings.ts';
import type { Image } from './chains.ts';
import type { ResourceRecordSet } from './record-set.ts';

export type TrafficSource =
  | { readonly kind: 'load-balancer'; readonly name: LoadBalancerName }
  | { readonly kind: 'metric'; readonly metric: RequestMetric }
  /** Answers that no metric is known for. */
  | { readonly kind: 'unmeasured'; readonly what: string; readonly why: string };

/** What a record leads to. */
export type RecordSource = Exclude<TrafficSource, { kind: 'metric' }>;

/** The cluster's: what the settings say, or else the load balancer that the records will name. */
export function clusterSources(target: ClusterTarget, { cluster }: TrafficSettings): TrafficSource[] {
  if (cluster.length > 0) return cluster.map((metric) => ({ kind: 'metric', metric }));
  if (target.kind === 'load-balancer') return [sourceOf(target.dnsName, 'traffic.cluster')];
  const what = [...target.ipv4, ...target.ipv6].join(' ');
  return [unmeasured(what, 'addresses have no metric', 'traffic.cluster')];
}

/**
 * Legacy's: what the settings say, or else every load balancer that legacy's records named.
 * @param before what legacy answered with, in all zones, at the names that follow no other one
 */
export function legacySources(
  before: readonly ResourceRecordSet[],
  { legacy }: TrafficSettings,
): TrafficSource[] {
  if (legacy.length > 0) return legacy.map((metric) => ({ kind: 'metric', metric }));
  return sourcesOf(before);
}

/** What these records lead to, each once. */
export function sourcesOf(records: readonly ResourceRecordSet[]): RecordSource[] {
  const sources = new Map<string, RecordSource>();
  for (const record of records) {
    const source = recordSource(record);
    sources.set(source.kind === 'load-balancer' ? source.name.dnsName : JSON.stringify(source), source);
  }
  return [...sources.values()];
}

/** Of all zones. The requests for a name that follows another one are counted with those for that one. */
export function ownAnswers(images: Iterable<Image>): readonly ResourceRecordSet[] {
  return [...images].flatMap(({ records, follows }) => {
    const led = new Set(follows.map(({ name }) => name));
    return records.filter(({ Name }) => !led.has(Name));
  });
}

function recordSource(record: ResourceRecordSet): RecordSource {
  if (record.AliasTarget) return sourceOf(record.AliasTarget.DNSName, 'traffic.legacy');
  const values = record.ResourceRecords?.map((value) => value.Value) ?? [];
  if (record.Type === 'CNAME' && values.length === 1 && values[0])
    return sourceOf(values[0], 'traffic.legacy');
  const what = `${displayName(record.Name)} ${record.Type} ${values.join(' ')}`;
  return unmeasured(what, 'addresses have no metric', 'traffic.legacy');
}

function sourceOf(dnsName: string, setting: Setting): RecordSource {
  const name = parseLoadBalancerName(dnsName);
  if (name) return { kind: 'load-balancer', name };
  return unmeasured(displayName(dnsName), 'it is not the name of a load balancer', setting);
}

type Setting = 'traffic.legacy' | 'traffic.cluster';

function unmeasured(what: string, because: string, setting: Setting): RecordSource {
  return {
    kind: 'unmeasured',
    what,
    why: `${because}; name a metric that counts its requests in \`${setting}\``,
  };
}
