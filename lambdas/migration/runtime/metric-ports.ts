import { classicElb } from '../../shared/adapters/classic-elb-client.ts';
import { elbv2 } from '../../shared/adapters/elbv2-client.ts';
import { ClassicLoadBalancers } from '../adapters/classic-load-balancers.ts';
import { CloudWatchAlarms } from '../adapters/cloudwatch-alarms.ts';
import { cloudWatch } from '../adapters/cloudwatch-client.ts';
import { CloudWatchTraffic } from '../adapters/cloudwatch-traffic.ts';
import { Elbv2LoadBalancers } from '../adapters/elbv2-load-balancers.ts';
import type { Alarms } from '../ports/alarms.ts';
import type { Traffic } from '../ports/traffic.ts';
import type { HandlerContext } from './make-handler.ts';

// Made once for each execution environment, as the clients in them are.
export const alarms: Alarms = new CloudWatchAlarms(cloudWatch);
const loadBalancers = [new Elbv2LoadBalancers(elbv2), new ClassicLoadBalancers(classicElb)];

/** Counts requests. */
export function trafficOf({ settings, clock }: Pick<HandlerContext, 'settings' | 'clock'>): Traffic {
  return new CloudWatchTraffic({
    cloudWatch,
    loadBalancers,
    region: settings.region,
    now: () => clock.now(),
  });
}
