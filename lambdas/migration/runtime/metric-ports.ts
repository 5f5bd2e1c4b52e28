import { CloudWatchAlarms } from '../adapters/cloudwatch-alarms.ts';
import { cloudWatch } from '../adapters/cloudwatch-client.ts';
import { CloudWatchTraffic } from '../adapters/cloudwatch-traffic.ts';
import { loadBalancers } from '../adapters/load-balancers.ts';
import type { Alarms } from '../ports/alarms.ts';
import type { Traffic } from '../ports/traffic.ts';
import type { HandlerContext } from './make-handler.ts';

// Made once for each execution environment, as the client in it is.
export const alarms: Alarms = new CloudWatchAlarms(cloudWatch);

/** Counts requests. */
export function trafficOf({ settings, clock }: Pick<HandlerContext, 'settings' | 'clock'>): Traffic {
  return new CloudWatchTraffic({
    cloudWatch,
    loadBalancers,
    region: settings.region,
    now: () => clock.now(),
  });
}
