import { failingNamesMetric } from '../../../lambdas/migration/contract/name-probe.ts';
import type { MigrationSettings } from '../../../lambdas/migration/contract/settings.ts';
import { dotted } from '../../../lambdas/shared/contract/dns-names.ts';
import type { LoadBalancer } from '../../world/load-balancer.ts';
import type { NameProbe } from '../../world/name-probe.ts';

/** What the configuration has asked each minute; undefined if that is nothing. */
export function nameProbeOf(
  { migration, nameProbe }: MigrationSettings,
  cluster: Pick<LoadBalancer, 'id'>,
): NameProbe | undefined {
  if (!nameProbe) return undefined;
  return {
    metric: { ...failingNamesMetric(migration), dimensions: {} },
    asks: cluster.id,
    names: nameProbe.hosts.map(dotted),
  };
}
