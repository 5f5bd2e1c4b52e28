/** Names that a function asks the cluster for each minute, because its load balancer counts no answers. */
export interface NameProbeSettings {
  /** Sent as SNI and Host: moved names, or names that a wildcard answers for. At least one, each once. */
  readonly hosts: readonly string[];
  /** With the query. */
  readonly path: string;
  /** It asks from the cluster's network. Absent: from outside of any VPC, as clients do. */
  readonly inClusterNetwork?: true;
}

/** Percent of what was asked in a minute that has failed; no value of a minute in which nobody could ask. */
export function failingNamesMetric(migration: string): {
  readonly namespace: string;
  readonly metricName: string;
} {
  return { namespace: `kops-cutover/${migration}`, metricName: 'FailingNames' };
}
