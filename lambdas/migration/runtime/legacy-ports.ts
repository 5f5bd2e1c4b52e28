import { autoScaling } from '../../shared/adapters/auto-scaling-client.ts';
import { classicElb } from '../../shared/adapters/classic-elb-client.ts';
import { ec2 } from '../../shared/adapters/ec2-client.ts';
import { elbv2 } from '../../shared/adapters/elbv2-client.ts';
import { AwsScalingGroups } from '../adapters/aws-scaling-groups.ts';
import { ClassicHostPools } from '../adapters/classic-host-pools.ts';
import { cloudWatch } from '../adapters/cloudwatch-client.ts';
import { CloudWatchHostLoads } from '../adapters/cloudwatch-host-loads.ts';
import { DnsResolver } from '../adapters/dns-resolver.ts';
import { InstanceZones } from '../adapters/instance-zones.ts';
import { TargetGroupHostPools } from '../adapters/target-group-host-pools.ts';
import { LimitedWebProbe } from '../adapters/web-probe/limited-web-probe.ts';
import { SocketWebProbe } from '../adapters/web-probe/socket-web-probe.ts';
import type { LegacyNowPorts } from '../evidence/legacy-now.ts';
import type { LookPorts } from '../evidence/look-at-legacy.ts';
import { journalOf } from './journal.ts';
import type { HandlerContext } from './make-handler.ts';

// Made once for each execution environment, as the clients in them are.
const zones = new InstanceZones(ec2);
const hostPools = [new TargetGroupHostPools(elbv2, zones), new ClassicHostPools(classicElb, zones)];
const resolver = new DnsResolver();
const sockets = new SocketWebProbe();
const scalingGroups = new AwsScalingGroups(autoScaling);
const hostLoads = new CloudWatchHostLoads(cloudWatch);

/** The same with the journal, for a run that is under way. */
export function legacyNowPorts(context: HandlerContext): LegacyNowPorts {
  const { settings, clock } = context;
  return { settings, clock, journal: journalOf(settings), legacy: legacyPorts(context) };
}

/** Elastic Load Balancing, EC2 and CloudWatch, as a function that looks at legacy needs them. */
export function legacyPorts({ settings, patience }: HandlerContext): LookPorts {
  const probe = new LimitedWebProbe(sockets, patience);
  return { hostPools, hostLoads, scalingGroups, region: settings.region, probe, resolver };
}
