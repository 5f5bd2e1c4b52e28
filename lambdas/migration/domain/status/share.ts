import type { MigrationSettings } from '../../contract/settings.ts';
import type { SeenShare, StatusShare } from '../../contract/status.ts';
import { total } from '../counted.ts';
import type { WatchedState } from '../journal-state.ts';
import type { Reading } from '../reading.ts';
import type { SeenTraffic } from './seen.ts';

/** What was written to the zones, and what load balancers saw of it. */
export function shareOf(
  state: WatchedState | undefined,
  settings: Pick<MigrationSettings, 'zones'>,
  traffic: Reading<SeenTraffic> | undefined,
): StatusShare {
  const isRestored = state?.run.status === 'restored';
  const zones = settings.zones.map(({ id, name: zone }) => {
    const known = state?.zones.get(id);
    if (!known) return { zone, phase: 'untouched', percent: 0, changedAt: '' };
    const { fence, acceptedAt: changedAt } = known;
    return isRestored
      ? { zone, phase: 'restored', percent: 0, changedAt: state.run.statusAt }
      : { zone, phase: fence.phase, percent: fence.weight, changedAt };
  });
  const percents = zones.map(({ percent }) => percent);
  // What a rollback has restored is known when it is done.
  const least = state?.run.status === 'owed' ? 0 : Math.min(...percents);
  return {
    intended: { least, most: Math.max(...percents) },
    ...(traffic && { seen: seenIn(traffic) }),
    zones,
  };
}

function seenIn(traffic: Reading<SeenTraffic>): SeenShare {
  if (!traffic.known) return traffic;
  const { from, until } = traffic.value;
  const [cluster, legacy] = [total(traffic.value.cluster), total(traffic.value.legacy)];
  if (!cluster.known) return { known: false, why: `requests on the cluster: ${cluster.why}` };
  if (!legacy.known) return { known: false, why: `requests on legacy: ${legacy.why}` };
  const { unit } = cluster;
  if (legacy.unit !== unit)
    return { known: false, why: `legacy counts ${legacy.unit}s, and the cluster ${unit}s` };
  const requests = cluster.requests + legacy.requests;
  if (requests === 0) return { known: false, why: `no ${unit} was counted since ${from}` };
  return { known: true, percent: (cluster.requests * 100) / requests, requests, unit, from, until };
}
