import type { ComputeEngine } from '../../compute/index.ts';
import type { HealthyHosts, LoadBalancer } from '../../world/load-balancer.ts';

/** An instance that leaves is in service until it has drained, and is sent nothing any more. */
const LEAVING = 'Instance deregistration currently in progress.';

interface Pool extends Pick<HealthyHosts, 'targetGroup'> {
  /** Ids of instances. */
  readonly healthy: readonly string[];
}

/** How many hosts of each load balancer are healthy, by zone, as the machines are; read again once they have changed. */
export class HostCounts {
  readonly #machines: ComputeEngine;
  readonly #known = new Map<string, readonly HealthyHosts[]>();

  constructor(machines: ComputeEngine) {
    this.#machines = machines;
  }

  /** Something has changed. */
  forget(): void {
    this.#known.clear();
  }

  of(balancer: Pick<LoadBalancer, 'id' | 'family' | 'zones'>): readonly HealthyHosts[] {
    const known = this.#known.get(balancer.id) ?? this.#count(balancer);
    this.#known.set(balancer.id, known);
    return known;
  }

  #count(balancer: Pick<LoadBalancer, 'id' | 'family' | 'zones'>): readonly HealthyHosts[] {
    const { Reservations } = this.#machines.ec2.describeInstances();
    const all = Reservations.flatMap(({ Instances }) => Instances);
    const zoneOf = new Map(all.map(({ InstanceId, Placement }) => [InstanceId, Placement.AvailabilityZone]));
    return this.#pools(balancer).map(({ targetGroup, healthy }) => {
      const hostsIn = (zone: string) => healthy.filter((id) => zoneOf.get(id) === zone).length;
      return { targetGroup, byZone: new Map(balancer.zones.map((zone) => [zone, hostsIn(zone)])) };
    });
  }

  #pools({ id, family }: Pick<LoadBalancer, 'id' | 'family'>): readonly Pool[] {
    const { targets } = this.#machines;
    if (family === 'classic') {
      const { InstanceStates } = targets.describeInstanceHealth({ LoadBalancerName: id });
      const healthy = InstanceStates.filter(
        ({ State, Description }) => State === 'InService' && Description !== LEAVING,
      );
      return [{ targetGroup: '', healthy: healthy.map(({ InstanceId }) => InstanceId) }];
    }
    const { TargetGroups } = targets.describeTargetGroups();
    return TargetGroups.filter(({ LoadBalancerArns }) =>
      LoadBalancerArns.some((arn) => arn.endsWith(`/${id}`)),
    ).map(({ TargetGroupArn }) => {
      const { TargetHealthDescriptions } = targets.describeTargetHealth({ TargetGroupArn });
      const healthy = TargetHealthDescriptions.filter(({ TargetHealth }) => TargetHealth.State === 'healthy');
      return {
        targetGroup: TargetGroupArn.split(':').at(-1) ?? '',
        healthy: healthy.map(({ Target }) => Target.Id),
      };
    });
  }
}
