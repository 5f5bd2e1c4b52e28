import { ElasticLoadBalancingClient } from '@aws-sdk/client-elastic-load-balancing';
import { ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2';
import { ANSWER_TIMES } from '../../shared/adapters/answer-times.ts';
import { ClassicLoadBalancers } from '../adapters/classic-load-balancers.ts';
import { DnsParentZone } from '../adapters/dns-parent-zone.ts';
import { Elbv2LoadBalancers } from '../adapters/elbv2-load-balancers.ts';
import { Route53HealthChecks } from '../adapters/route53-health-checks.ts';
import { Route53Survey } from '../adapters/route53-survey.ts';
import { parseLoadBalancerName } from '../contract/load-balancer-name.ts';
import type { ClusterTarget } from '../contract/settings.ts';
import type { LoadBalancerDirectory } from '../ports/load-balancers.ts';
import type { DnsPorts } from '../readiness/look-at-dns.ts';
import type { HandlerContext } from './make-handler.ts';
import { route53Access } from './route53-access.ts';
import { statusTurnsOf } from './turns.ts';

/** Route 53, the zones above and Elastic Load Balancing, as a function that looks at DNS needs them. */
export function dnsPorts(context: HandlerContext): DnsPorts {
  const access = route53Access(context);
  const roleOf = (zoneId: string) => context.settings.zones.find(({ id }) => id === zoneId)?.role;
  return {
    survey: new Route53Survey(access),
    healthChecks: new Route53HealthChecks(access, (zoneId) => statusTurnsOf(context, roleOf(zoneId))),
    parent: new DnsParentZone(),
    loadBalancers: directoriesFor(context.settings.target),
  };
}

/** The Region is in the name of the load balancer, and need not be that of the stack. */
function directoriesFor(target: ClusterTarget): LoadBalancerDirectory[] {
  if (target.kind === 'addresses') return [];
  const region = parseLoadBalancerName(target.dnsName)?.region;
  const config = { ...(region !== undefined && { region }), requestHandler: ANSWER_TIMES };
  const newer = new Elbv2LoadBalancers(new ElasticLoadBalancingV2Client(config));
  if (target.family === 'network') return [newer];
  return [newer, new ClassicLoadBalancers(new ElasticLoadBalancingClient(config))];
}
