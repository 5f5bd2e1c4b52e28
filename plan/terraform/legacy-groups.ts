import type { MigrationSettings } from '../../lambdas/migration/contract/settings.ts';
import { undotted } from '../../lambdas/shared/contract/dns-names.ts';
import { estateOf } from '../../rehearsal/estate/migration/estate.ts';
import { legacyEndsOf } from '../../rehearsal/estate/migration/legacy-ends.ts';
import { GROUPS } from '../../rehearsal/snapshot/kinds/autoscaling.ts';
import { CLASSIC_LOAD_BALANCERS } from '../../rehearsal/snapshot/kinds/elb.ts';
import { LOAD_BALANCERS, TARGET_GROUPS } from '../../rehearsal/snapshot/kinds/elbv2.ts';
import type { Snapshot } from '../../rehearsal/snapshot/snapshot.ts';

/** Names of the Auto Scaling groups behind the load balancers that legacy's records lead to. */
export function legacyGroups(settings: MigrationSettings, snapshot: Snapshot): ReadonlySet<string> {
  const ends = new Set(legacyEndsOf(estateOf(settings, snapshot)).dnsNames.map(undotted));
  const { LoadBalancerDescriptions = [] } = snapshot.find(CLASSIC_LOAD_BALANCERS, settings) ?? {};
  const { LoadBalancers = [] } = snapshot.find(LOAD_BALANCERS, settings) ?? {};
  const { TargetGroups = [] } = snapshot.find(TARGET_GROUPS, settings) ?? {};
  const isEnd = ({ DNSName = '' }: { readonly DNSName?: string }) => ends.has(DNSName.toLowerCase());
  const classic = LoadBalancerDescriptions.filter(isEnd).map(({ LoadBalancerName }) => LoadBalancerName);
  const arns = new Set(LoadBalancers.filter(isEnd).map(({ LoadBalancerArn }) => LoadBalancerArn));
  const targets = TargetGroups.filter(({ LoadBalancerArns = [] }) =>
    LoadBalancerArns.some((arn) => arns.has(arn)),
  ).map(({ TargetGroupArn }) => TargetGroupArn);
  const { AutoScalingGroups = [] } = snapshot.find(GROUPS, settings) ?? {};
  const behind = AutoScalingGroups.filter(
    ({ LoadBalancerNames = [], TargetGroupARNs = [] }) =>
      LoadBalancerNames.some((name) => classic.includes(name)) ||
      TargetGroupARNs.some((arn) => targets.includes(arn)),
  );
  return new Set(behind.map(({ AutoScalingGroupName }) => AutoScalingGroupName));
}
