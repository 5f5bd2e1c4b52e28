import { WAFV2Client } from '@aws-sdk/client-wafv2';
import { ANSWER_TIMES } from '../../../shared/adapters/answer-times.ts';
import { classicElb } from '../../../shared/adapters/classic-elb-client.ts';
import { ec2 } from '../../../shared/adapters/ec2-client.ts';
import { elbv2 } from '../../../shared/adapters/elbv2-client.ts';
import { ClassicListing, Elbv2Listing } from '../../adapters/by-dns-name.ts';
import { ClassicBalancerTraits } from '../../adapters/classic-balancer-traits.ts';
import { ClassicHostPools } from '../../adapters/classic-host-pools.ts';
import { cloudWatch } from '../../adapters/cloudwatch-client.ts';
import { CloudWatchPeaks } from '../../adapters/cloudwatch-peaks.ts';
import { DnsResolver } from '../../adapters/dns-resolver.ts';
import { Elbv2BalancerTraits } from '../../adapters/elbv2-balancer-traits.ts';
import { InstanceZones } from '../../adapters/instance-zones.ts';
import { Route53Zone } from '../../adapters/route53-zone.ts';
import { TargetGroupHostPools } from '../../adapters/target-group-host-pools.ts';
import { webAclsOf } from '../../adapters/waf-web-acls.ts';
import { LimitedWebProbe } from '../../adapters/web-probe/limited-web-probe.ts';
import { SocketWebProbe } from '../../adapters/web-probe/socket-web-probe.ts';
import { MIGRATE } from '../../contract/states.ts';
import { parseCheckPayload } from '../../runtime/check-payload.ts';
import { makeCheckHandler } from '../../runtime/make-check-handler.ts';
import { route53Access } from '../../runtime/route53-access.ts';
import { type IngressPorts, verifyIngress } from './verify-ingress.ts';

const resolver = new DnsResolver();
const zones = new InstanceZones(ec2);
const webAclOf = webAclsOf(new WAFV2Client({ requestHandler: ANSWER_TIMES }));

export const handler = makeCheckHandler(
  MIGRATE.verifyIngress,
  parseCheckPayload,
  ({ continues }, context) => {
    const { settings, clock, patience } = context;
    const access = route53Access(context);
    return verifyIngress(settings, continues !== '', {
      probe: new LimitedWebProbe(new SocketWebProbe(), patience),
      resolver,
      ...loadBalancers(),
      peaks: new CloudWatchPeaks(cloudWatch),
      zoneOf: (zoneId) => new Route53Zone(zoneId, access(zoneId), clock),
      clock,
    });
  },
);

/** Settings and hosts of load balancers, which are listed once for both. */
function loadBalancers(): Pick<IngressPorts, 'balancers' | 'hostPools' | 'reservations'> {
  const [listing, classicListing] = [new Elbv2Listing(elbv2), new ClassicListing(classicElb)];
  const traits = new Elbv2BalancerTraits(elbv2, listing, webAclOf);
  return {
    balancers: [traits, new ClassicBalancerTraits(classicElb, classicListing)],
    hostPools: [
      new TargetGroupHostPools(elbv2, zones, () => listing),
      new ClassicHostPools(classicElb, zones, () => classicListing),
    ],
    reservations: traits,
  };
}
