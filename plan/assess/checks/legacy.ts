import { AwsScalingGroups } from '../../../lambdas/migration/adapters/aws-scaling-groups.ts';
import { ClassicHostPools } from '../../../lambdas/migration/adapters/classic-host-pools.ts';
import { CloudWatchHostLoads } from '../../../lambdas/migration/adapters/cloudwatch-host-loads.ts';
import { InstanceZones } from '../../../lambdas/migration/adapters/instance-zones.ts';
import { Route53Zone } from '../../../lambdas/migration/adapters/route53-zone.ts';
import { TargetGroupHostPools } from '../../../lambdas/migration/adapters/target-group-host-pools.ts';
import { MIGRATE } from '../../../lambdas/migration/contract/states.ts';
import { verifyLegacy } from '../../../lambdas/migration/preflight/verify-legacy/verify-legacy.ts';
import { GROUPS } from '../../../rehearsal/snapshot/kinds/autoscaling.ts';
import { INSTANCES, NETWORK_INTERFACES } from '../../../rehearsal/snapshot/kinds/ec2.ts';
import { accessBy } from '../clients.ts';
import type { Asked, Asking, OfflineCheck } from './offline-check.ts';

/** Who serves legacy's names; what they carry, CloudWatch counts by hour and by zone, which a snapshot doesn't have. */
export const LEGACY_CHECK: OfflineCheck = {
  check: MIGRATE.verifyLegacy,
  isWanted: () => true,
  needs: () => [NETWORK_INTERFACES, INSTANCES, GROUPS],
  ask: askLegacy,
};

const NO_LOAD = 'legacy-load-unknown';

async function askLegacy({ settings, clients, now }: Asking): Promise<Asked> {
  const clock = { now: () => now };
  const zones = new InstanceZones(clients.ec2);
  const access = accessBy(clients);
  const nobody = () => Promise.reject(new Error('a plan asks no name server, and no name'));
  const { findings } = await verifyLegacy({
    // Without it no name is asked for.
    settings: { zones: settings.zones },
    clock,
    zoneOf: (zoneId) => new Route53Zone(zoneId, access, clock),
    legacy: {
      hostPools: [
        new TargetGroupHostPools(clients.elbv2, zones),
        new ClassicHostPools(clients.classicElb, zones),
      ],
      hostLoads: new CloudWatchHostLoads(clients.cloudWatch),
      scalingGroups: new AwsScalingGroups(clients.autoScaling),
      region: settings.region,
      probe: { connect: nobody, handshake: nobody, get: nobody },
      resolver: { addressesOf: nobody, caaOf: nobody },
    },
  });
  return {
    findings: findings.filter(({ code }) => code !== NO_LOAD),
    notAsked: findings.some(({ code }) => code === NO_LOAD)
      ? ['Whether its hosts carry the busiest hour of two weeks: a dry run asks CloudWatch.']
      : [],
  };
}
