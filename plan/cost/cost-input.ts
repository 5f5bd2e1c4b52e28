/** What an estimate of the costs counts, by the settings and a snapshot. */
import type { MigrationSettings } from '../../lambdas/migration/contract/settings.ts';
import type { Plan } from '../../lambdas/migration/domain/readiness/plan.ts';
import {
  clusterSources,
  legacySources,
  type TrafficSource,
} from '../../lambdas/migration/domain/traffic-sources.ts';
import { balancersOf } from '../../rehearsal/scenes/migration/load-balancers.ts';
import { NETWORK_INTERFACES } from '../../rehearsal/snapshot/kinds/ec2.ts';
import type { Snapshot } from '../../rehearsal/snapshot/snapshot.ts';
import { legacyZonesIn } from '../offline/legacy-zones.ts';
import type { WatchedAlarm } from '../plan-document.ts';
import type { CostInput } from './cost.ts';

/** @param snapshot undefined without one: then one load balancer is taken for legacy */
export function costInput(
  plan: Plan,
  settings: MigrationSettings,
  snapshot: Snapshot | undefined,
  watched: readonly WatchedAlarm[],
): CostInput {
  const cluster = measured(clusterSources(settings.target, settings.traffic)).length;
  const alarmMetrics = snapshot
    ? watched.reduce((sum, each) => sum + metricsOf(each), 0)
    : settings.alarms.length;
  if (!snapshot)
    return {
      settings,
      plan,
      zones: undefined,
      follows: [],
      hostMetrics: 0,
      counted: { legacy: Math.max(1, settings.traffic.legacy.length), cluster },
      alarmMetrics,
    };
  const { zones, follows } = legacyZonesIn(settings, snapshot);
  const led = new Set(follows.map(({ name }) => name));
  const own = zones.flatMap(({ before }) => before.filter(({ Name }) => !led.has(Name)));
  const legacy = measured(legacySources(own, settings.traffic));
  return {
    settings,
    plan,
    zones: zones.map(({ before }) => before),
    follows,
    hostMetrics: hostMetrics(legacy, snapshot, settings),
    counted: { legacy: legacy.length, cluster },
    alarmMetrics,
  };
}

function measured(sources: readonly TrafficSource[]): readonly TrafficSource[] {
  return sources.filter(({ kind }) => kind !== 'unmeasured');
}

/** Of each load balancer its requests, and its healthy hosts in each zone. */
function hostMetrics(
  legacy: readonly TrafficSource[],
  snapshot: Snapshot,
  settings: MigrationSettings,
): number {
  if (!snapshot.find(NETWORK_INTERFACES, settings)) return 0;
  const balancers = balancersOf(snapshot, settings);
  return legacy.reduce((sum, source) => {
    if (source.kind !== 'load-balancer') return sum;
    const found = balancers.find(({ dnsName }) => dnsName.toLowerCase() === source.name.dnsName);
    return found ? sum + 1 + found.zones.length : sum;
  }, 0);
}

/** A composite alarm reads none. */
function metricsOf({ definition }: WatchedAlarm): number {
  if ('AlarmRule' in definition) return 0;
  const { Metrics } = definition;
  return Metrics === undefined ? 1 : Metrics.split('"MetricStat"').length - 1;
}
