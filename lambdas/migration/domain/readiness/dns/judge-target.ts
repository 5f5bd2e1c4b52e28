/** The cluster's target: that it is there, and which kinds of address it answers with. */

import { displayName } from '../../../../shared/contract/dns-names.ts';
import type { ClusterTarget } from '../../../contract/settings.ts';
import type { DescribedLoadBalancer } from '../../load-balancer.ts';
import { type Remark, remarks } from '../finding.ts';
import type { TargetSeen } from './seen.ts';

const WHY = 'All names will answer with it.';

/** Which kinds of address the cluster answers with. */
export interface Answers {
  readonly ipv4: boolean;
  readonly ipv6: boolean;
}

/** Undefined where the load balancer could not be looked at. */
export function answersOf({ target, loadBalancer }: TargetSeen): Answers | undefined {
  if (target.kind === 'addresses') return { ipv4: target.ipv4.length > 0, ipv6: target.ipv6.length > 0 };
  return loadBalancer?.known ? loadBalancer.value?.answers : undefined;
}

export function judgeTarget({ target, loadBalancer }: TargetSeen): Remark[] {
  if (target.kind === 'addresses') return [];
  if (!loadBalancer?.known) {
    const seen = `It could not be looked up: ${loadBalancer?.why ?? 'not read'}`;
    const toDo = 'Allow the function to describe load balancers, then start again.';
    return [remarks.fail(displayName(target.dnsName), 'target-unreadable', { seen, why: WHY, toDo })];
  }
  if (!loadBalancer.value) {
    const seen = 'No load balancer in this account, in the Region that the name says, has this DNS name.';
    const toDo = "Correct the target in the configuration, or first create the cluster's ingress.";
    return [remarks.fail(displayName(target.dnsName), 'target-missing', { seen, why: WHY, toDo })];
  }
  return judgeLoadBalancer(target, loadBalancer.value);
}

type LoadBalancerTarget = Extract<ClusterTarget, { kind: 'load-balancer' }>;

function judgeLoadBalancer(target: LoadBalancerTarget, found: DescribedLoadBalancer): Remark[] {
  const findings: Remark[] = [];
  if (found.state !== 'active') {
    const level = found.state === 'active_impaired' ? 'warn' : 'fail';
    const seen = `Its state is ${found.state}.`;
    const toDo = 'Wait until it is active. If it does not become active, check its subnets in the console.';
    findings.push(remarks[level](displayName(target.dnsName), 'target-not-active', { seen, why: WHY, toDo }));
  }
  if (found.hostedZoneId !== target.hostedZoneId) {
    const seen = `Its hosted zone is ${found.hostedZoneId}; the configuration says ${target.hostedZoneId}.`;
    const why = 'Route 53 refuses an alias whose hosted zone id is not that of its target.';
    const toDo = "Correct the target's hosted zone id in the configuration, or leave it out.";
    findings.push(remarks.fail(displayName(target.dnsName), 'target-zone-differs', { seen, why, toDo }));
  }
  if (!found.internetFacing) {
    const seen = 'It is internal: its DNS name answers with private addresses.';
    const why = 'Clients on the Internet cannot reach private addresses.';
    const toDo =
      'Configure an internet-facing load balancer, unless all clients come through a private network.';
    findings.push(remarks.warn(displayName(target.dnsName), 'target-internal', { seen, why, toDo }));
  }
  return findings.length > 0 ? findings : [targetReady(target, found)];
}

function targetReady({ dnsName }: LoadBalancerTarget, { answers }: DescribedLoadBalancer): Remark {
  const kinds = [answers.ipv4 ? 'IPv4' : '', answers.ipv6 ? 'IPv6' : ''].filter((kind) => kind !== '');
  const seen = `It is active and answers with ${kinds.join(' and ')}.`;
  return remarks.pass(displayName(dnsName), 'target-ready', { seen, why: WHY });
}
