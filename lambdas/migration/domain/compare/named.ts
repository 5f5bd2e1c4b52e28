import type { ClusterTarget, MigrationSettings } from '../../contract/settings.ts';

type Compared = Pick<MigrationSettings, 'compare' | 'target' | 'traffic'>;

/** What a soak at this share compares, as far as the settings say it: `errors`, `latency (p95)`. @param share of the cluster, percent */
export function comparedNames({ compare, target, traffic }: Compared, share: number): readonly string[] {
  if (!compare || share === 0 || share === 100) return [];
  const isCounted = countsErrors(target) || traffic.cluster.length > 0;
  return [
    ...(compare.errorRate && isCounted ? ['errors'] : []),
    ...(compare.latency && isCounted ? [`latency (${compare.latency.statistic})`] : []),
    ...compare.metrics.map(({ name }) => name),
  ];
}

function countsErrors(target: ClusterTarget): boolean {
  return target.kind === 'load-balancer' && target.family !== 'network';
}
