import type { Place } from '../../snapshot/file-kind.ts';
import { TARGET_GROUPS, TARGET_HEALTH } from '../../snapshot/kinds/elbv2.ts';
import type { Snapshot } from '../../snapshot/snapshot.ts';

/**
 * Network load balancers whose target is an application load balancer: `net/<name>/<id>` by `app/<name>/<id>` behind it. The first
 * one counts connections, the second one what comes over them.
 * @param place account and region
 */
export function balancersBehind(snapshot: Snapshot, place: Place): ReadonlyMap<string, readonly string[]> {
  const groups = (snapshot.find(TARGET_GROUPS, place)?.TargetGroups ?? []).filter(
    ({ TargetType }) => TargetType === 'alb',
  );
  const behind = new Map<string, Set<string>>();
  for (const { TargetGroupName, LoadBalancerArns = [] } of groups) {
    const health = snapshot.find(TARGET_HEALTH, { ...place, names: [TargetGroupName] });
    const targets = (health?.TargetHealthDescriptions ?? []).map(({ Target }) => metricsIdIn(Target.Id));
    for (const front of LoadBalancerArns.map(metricsIdIn))
      behind.set(front, new Set([...(behind.get(front) ?? []), ...targets]));
  }
  return new Map([...behind].map(([front, ids]) => [front, [...ids]] as const));
}

/** As the dimension of its metrics has it. */
export function metricsIdIn(arn: string): string {
  return arn.replace(/^.*:loadbalancer\//, '');
}
