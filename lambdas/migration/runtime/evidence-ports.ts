import { classicElb } from '../../shared/adapters/classic-elb-client.ts';
import { elbv2 } from '../../shared/adapters/elbv2-client.ts';
import { ClassicLoadBalancers } from '../adapters/classic-load-balancers.ts';
import { CloudWatchAlarms } from '../adapters/cloudwatch-alarms.ts';
import { cloudWatch } from '../adapters/cloudwatch-client.ts';
import { CloudWatchTraffic } from '../adapters/cloudwatch-traffic.ts';
import { Elbv2LoadBalancers } from '../adapters/elbv2-load-balancers.ts';
import type { EvidencePorts } from '../evidence/ports.ts';
import type { HandlerContext } from './make-handler.ts';
import { swapPorts } from './swap-ports.ts';

// Made once for each execution environment, as the clients in them are.
const alarms = new CloudWatchAlarms(cloudWatch);
const loadBalancers = [new Elbv2LoadBalancers(elbv2), new ClassicLoadBalancers(classicElb)];

/** Route 53, the journal, alarms and request counts, as a function that judges needs them. */
export function evidencePorts(context: HandlerContext): EvidencePorts {
  const { settings, clock } = context;
  const traffic = new CloudWatchTraffic({
    cloudWatch,
    loadBalancers,
    region: settings.region,
    now: () => clock.now(),
  });
  return { ...swapPorts(context), alarms, traffic };
}
