import { EC2Client } from '@aws-sdk/client-ec2';
import { ElasticLoadBalancingClient } from '@aws-sdk/client-elastic-load-balancing';
import { ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2';
import { ANSWER_TIMES } from '../../../shared/adapters/answer-times.ts';
import { ClassicBalancerTraits } from '../../adapters/classic-balancer-traits.ts';
import { ClassicHostPools } from '../../adapters/classic-host-pools.ts';
import { DnsResolver } from '../../adapters/dns-resolver.ts';
import { Elbv2BalancerTraits } from '../../adapters/elbv2-balancer-traits.ts';
import { InstanceZones } from '../../adapters/instance-zones.ts';
import { Route53Zone } from '../../adapters/route53-zone.ts';
import { TargetGroupHostPools } from '../../adapters/target-group-host-pools.ts';
import { LimitedWebProbe } from '../../adapters/web-probe/limited-web-probe.ts';
import { SocketWebProbe } from '../../adapters/web-probe/socket-web-probe.ts';
import { MIGRATE } from '../../contract/states.ts';
import { parseCheckPayload } from '../../runtime/check-payload.ts';
import { makeHandler } from '../../runtime/make-handler.ts';
import { route53Access } from '../../runtime/route53-access.ts';
import { verifyIngress } from './verify-ingress.ts';

const resolver = new DnsResolver();
const sockets = new SocketWebProbe();
const elbv2 = new ElasticLoadBalancingV2Client({ requestHandler: ANSWER_TIMES });
const classic = new ElasticLoadBalancingClient({ requestHandler: ANSWER_TIMES });
const zones = new InstanceZones(new EC2Client({ requestHandler: ANSWER_TIMES }));
const balancers = [new Elbv2BalancerTraits(elbv2), new ClassicBalancerTraits(classic)];
const hostPools = [new TargetGroupHostPools(elbv2, zones), new ClassicHostPools(classic, zones)];

export const handler = makeHandler(MIGRATE.verifyIngress, parseCheckPayload, ({ continues }, context) => {
  const { settings, clock, patience } = context;
  const access = route53Access(context);
  return verifyIngress(settings, continues !== '', {
    probe: new LimitedWebProbe(sockets, patience),
    resolver,
    balancers,
    hostPools,
    zoneOf: (zoneId) => new Route53Zone(zoneId, access(zoneId), clock),
    clock,
  });
});
