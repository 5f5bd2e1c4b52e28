import { ownNamespace } from './own-metrics.ts';

/** Names that ProbeNames requests from the cluster each minute, because its load balancer counts no answers. */
export interface NameProbeSettings {
  /** Sent as SNI and Host: moved names, or names that a wildcard answers for. At least one, each once. */
  readonly hosts: readonly string[];
  /** With the query. */
  readonly path: string;
  /** It sends its requests from the cluster's network. Absent: from outside of any VPC, as clients do. */
  readonly inClusterNetwork?: true;
}

/** The percentage of a minute's requests that failed; no value for a minute in which none could be sent. */
export function failingNamesMetric(migration: string): {
  readonly namespace: string;
  readonly metricName: string;
} {
  return { namespace: ownNamespace(migration), metricName: 'FailingNames' };
}
