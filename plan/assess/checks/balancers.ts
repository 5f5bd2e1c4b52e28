import { ClassicListing, Elbv2Listing } from '../../../lambdas/migration/adapters/by-dns-name.ts';
import { ClassicBalancerTraits } from '../../../lambdas/migration/adapters/classic-balancer-traits.ts';
import { ClassicHostPools } from '../../../lambdas/migration/adapters/classic-host-pools.ts';
import { Elbv2BalancerTraits } from '../../../lambdas/migration/adapters/elbv2-balancer-traits.ts';
import { InstanceZones } from '../../../lambdas/migration/adapters/instance-zones.ts';
import { Route53Zone } from '../../../lambdas/migration/adapters/route53-zone.ts';
import { TargetGroupHostPools } from '../../../lambdas/migration/adapters/target-group-host-pools.ts';
import { webAclsOf } from '../../../lambdas/migration/adapters/waf-web-acls.ts';
import { MIGRATE } from '../../../lambdas/migration/contract/states.ts';
import { legacyAnswers } from '../../../lambdas/migration/domain/legacy-places.ts';
import { askBalancers } from '../../../lambdas/migration/preflight/verify-ingress/ask-balancers.ts';
import { askedHosts } from '../../../lambdas/migration/preflight/verify-ingress/asked-hosts.ts';
import { readLegacyZones } from '../../../lambdas/migration/readiness/legacy-zones.ts';
import { INSTANCES, NETWORK_INTERFACES } from '../../../rehearsal/snapshot/kinds/ec2.ts';
import { accessBy } from '../clients.ts';
import type { Asked, Asking, OfflineCheck } from './offline-check.ts';

/** How the cluster's load balancer differs from legacy's; what answers behind it, only the network says. */
export const BALANCER_CHECK: OfflineCheck = {
  check: MIGRATE.verifyIngress,
  isWanted: ({ ingress }) => ingress !== undefined,
  needs: () => [NETWORK_INTERFACES, INSTANCES],
  ask: askIngress,
};

/** By CloudWatch's minutes of two weeks. */
const OF_CAPACITY = /^ingress-capacity-/;

async function askIngress({ settings, clients, now }: Asking): Promise<Asked> {
  const { ingress } = settings;
  if (!ingress) return { findings: [], notAsked: [] };
  const clock = { now: () => now };
  const access = accessBy(clients);
  const whole = await readLegacyZones(settings.zones, (zoneId) => new Route53Zone(zoneId, access, clock));
  const zones = new InstanceZones(clients.ec2);
  const [listing, classic] = [new Elbv2Listing(clients.elbv2), new ClassicListing(clients.classicElb)];
  const traits = new Elbv2BalancerTraits(clients.elbv2, listing, webAclsOf(clients.waf));
  const findings = await askBalancers(settings, askedHosts(ingress, legacyAnswers(whole)), {
    balancers: [traits, new ClassicBalancerTraits(clients.classicElb, classic)],
    hostPools: [
      new TargetGroupHostPools(clients.elbv2, zones, () => listing),
      new ClassicHostPools(clients.classicElb, zones, () => classic),
    ],
    reservations: traits,
    peaks: { highest: () => Promise.resolve(undefined) },
    clock,
  });
  return {
    findings: findings.filter(({ code }) => !OF_CAPACITY.test(code)),
    notAsked: [
      'Certificates and answers of the names: a dry run asks for them.',
      'Whether the load balancer is large enough from the first minute: a dry run asks CloudWatch.',
    ],
  };
}
