/** What functions of the stack had published when a scene begins: they have run for as long as everything else. */
import type { MigrationSettings } from '../../../lambdas/migration/contract/settings.ts';
import { SIGNAL, signalMetric } from '../../../lambdas/migration/contract/signals.ts';
import { seededRandom } from '../../route53/index.ts';
import type { LoadBalancer } from '../../world/load-balancer.ts';
import type { Metrics } from '../../world/metrics.ts';
import { MINUTE } from '../../world/minutes.ts';
import { failingPercent } from '../../world/name-probe.ts';
import { nameProbeOf } from './name-probe.ts';

interface Before {
  readonly seed: number;
  /** Epoch milliseconds, as `start`. */
  readonly from: number;
  readonly start: number;
}

/** Signals that have been heard and are in no alarm, and how many of the names failed. */
export function publishBefore(
  settings: MigrationSettings,
  cluster: LoadBalancer,
  metrics: Metrics,
  { seed, from, start }: Before,
): void {
  const { migration, signals = [] } = settings;
  const probe = nameProbeOf(settings, cluster);
  const random = seededRandom(seed);
  for (let at = from; at < start; at += MINUTE) {
    for (const { name } of signals)
      metrics.publish({ ...signalMetric(migration), dimensions: { [SIGNAL]: name } }, at, 0);
    if (probe) metrics.publish(probe.metric, at, failingPercent(probe, cluster, at, random));
  }
}
