import { dotted } from '../../../lambdas/shared/contract/dns-names.ts';
import type { ContentOf } from '../../snapshot/file-kind.ts';
import { GROUPS } from '../../snapshot/kinds/autoscaling.ts';
import { CLASSIC_LOAD_BALANCERS } from '../../snapshot/kinds/elb.ts';
import { LOAD_BALANCERS, TARGET_GROUPS } from '../../snapshot/kinds/elbv2.ts';
import type { Estate } from './estate.ts';
import { legacyEndsOf } from './legacy-ends.ts';

type Group = ContentOf<typeof GROUPS>['AutoScalingGroups'][number];

/** The Auto Scaling groups behind the load balancers that legacy's records lead to. */
export function groupsBehindLegacy(estate: Estate): readonly Group[] {
  const { home, snapshot } = estate;
  const { dnsNames } = legacyEndsOf(estate);
  const isLegacy = ({ DNSName = '' }: { readonly DNSName?: string }) => dnsNames.includes(dotted(DNSName));
  const classic = (snapshot.find(CLASSIC_LOAD_BALANCERS, home)?.LoadBalancerDescriptions ?? [])
    .filter(isLegacy)
    .map(({ LoadBalancerName }) => LoadBalancerName);
  const newer = (snapshot.find(LOAD_BALANCERS, home)?.LoadBalancers ?? [])
    .filter(isLegacy)
    .map(({ LoadBalancerArn }) => LoadBalancerArn);
  const targetGroups = (snapshot.find(TARGET_GROUPS, home)?.TargetGroups ?? [])
    .filter(({ LoadBalancerArns = [] }) => LoadBalancerArns.some((arn) => newer.includes(arn)))
    .map(({ TargetGroupArn }) => TargetGroupArn);
  return (snapshot.find(GROUPS, home)?.AutoScalingGroups ?? []).filter(
    ({ LoadBalancerNames = [], TargetGroupARNs = [] }) =>
      LoadBalancerNames.some((name) => classic.includes(name)) ||
      TargetGroupARNs.some((arn) => targetGroups.includes(arn)),
  );
}
