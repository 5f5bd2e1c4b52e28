import type { Finding } from '../../../lambdas/migration/contract/findings.ts';
import type { MigrationSettings } from '../../../lambdas/migration/contract/settings.ts';
import { MIGRATE } from '../../../lambdas/migration/contract/states.ts';
import { notesOf } from '../../../lambdas/migration/domain/readiness/finding.ts';
import { dotted } from '../../../lambdas/shared/contract/dns-names.ts';
import { balancersBehind, metricsIdIn } from '../../../rehearsal/estate/migration/behind.ts';
import { estateOf } from '../../../rehearsal/estate/migration/estate.ts';
import { legacyEndsOf, withoutDualstack } from '../../../rehearsal/estate/migration/legacy-ends.ts';
import { LOAD_BALANCERS } from '../../../rehearsal/snapshot/kinds/elbv2.ts';
import type { Snapshot } from '../../../rehearsal/snapshot/snapshot.ts';
import type { OfflineCheck } from './offline-check.ts';

/** Whether requests are counted by another load balancer than the one that records name: soaks don't look behind that one. */
export const COUNTED_BEHIND_CHECK: OfflineCheck = {
  check: MIGRATE.judgeSoak,
  isWanted: () => true,
  needs: () => [],
  ask: ({ settings, snapshot }) =>
    Promise.resolve({ findings: countedBehind(settings, snapshot), notAsked: [] }),
};

const notes = notesOf(MIGRATE.judgeSoak);
type Side = 'cluster' | 'legacy';

function countedBehind(settings: MigrationSettings, snapshot: Snapshot): readonly Finding[] {
  const behind = balancersBehind(snapshot, settings);
  if (behind.size === 0) return [];
  const { target, traffic } = settings;
  const ends: Readonly<Record<Side, readonly string[]>> = {
    cluster: target.kind === 'load-balancer' ? [withoutDualstack(target.dnsName)] : [],
    legacy: legacyEndsOf(estateOf(settings, snapshot)).dnsNames,
  };
  const there = snapshot.find(LOAD_BALANCERS, settings)?.LoadBalancers ?? [];
  return there.flatMap(({ DNSName = '', LoadBalancerArn = '' }) => {
    const ids = behind.get(metricsIdIn(LoadBalancerArn)) ?? [];
    const isEnd = (side: Side) => traffic[side].length === 0 && ends[side].includes(dotted(DNSName));
    const sides = (['cluster', 'legacy'] as const).filter(isEnd);
    return ids.length === 0 ? [] : sides.map((side) => judge(DNSName, ids, side));
  });
}

function judge(dnsName: string, ids: readonly string[], side: Side): Finding {
  const metrics = ids.map(
    (id) =>
      `{ namespace: 'AWS/ApplicationELB', metricName: 'RequestCount', dimensions: { LoadBalancer: '${id}' } }`,
  );
  const others = side === 'legacy' ? ' beside those of all other load balancers of legacy' : '';
  return notes.warn(dnsName, 'requests-counted-behind', {
    seen: `This network load balancer counts connections. Behind it ${ids.join(', ')} counts requests, errors and latency.`,
    why: `Soaks read what the load balancer in the records counts. So they see connections of ${side === 'cluster' ? 'the cluster' : 'legacy'}, and don't compare errors and latency.`,
    toDo: `Name in \`traffic.${side}\`${others}: ${metrics.join(', ')}.`,
  });
}
