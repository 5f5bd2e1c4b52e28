import { ElasticLoadBalancingClient } from '@aws-sdk/client-elastic-load-balancing';
import { ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2';
import { ANSWER_TIMES } from '../shared/adapters/answer-times.ts';
import { ClassicLoadBalancers } from '../shared/adapters/classic-load-balancers.ts';
import { DnsParentZone } from '../shared/adapters/dns-parent-zone.ts';
import { Elbv2LoadBalancers } from '../shared/adapters/elbv2-load-balancers.ts';
import { route53 } from '../shared/adapters/route53-client.ts';
import { Route53Survey } from '../shared/adapters/route53-survey.ts';
import { parseLoadBalancerName } from '../shared/contract/load-balancer-name.ts';
import type { ClusterTarget } from '../shared/contract/settings.ts';
import { MIGRATE } from '../shared/contract/states.ts';
import type { LoadBalancerDirectory } from '../shared/ports/load-balancers.ts';
import { parseCheckPayload } from '../shared/runtime/check-payload.ts';
import { makeHandler } from '../shared/runtime/make-handler.ts';
import { verifyDns } from './verify-dns.ts';

const survey = new Route53Survey(route53);
const parent = new DnsParentZone();

export const handler = makeHandler(
  MIGRATE.verifyDns,
  parseCheckPayload,
  ({ run, continues }, { settings }) => {
    const asking = { migration: settings.migration, run: run.name, continues, settings };
    return verifyDns(settings.zones, asking, {
      survey,
      parent,
      loadBalancers: directoriesFor(settings.target),
    });
  },
);

/** The Region is in the name of the load balancer, and need not be that of the stack. */
function directoriesFor(target: ClusterTarget): LoadBalancerDirectory[] {
  if (target.kind === 'addresses') return [];
  const region = parseLoadBalancerName(target.dnsName)?.region;
  const config = { ...(region !== undefined && { region }), requestHandler: ANSWER_TIMES };
  const newer = new Elbv2LoadBalancers(new ElasticLoadBalancingV2Client(config));
  if (target.family === 'network') return [newer];
  return [newer, new ClassicLoadBalancers(new ElasticLoadBalancingClient(config))];
}
