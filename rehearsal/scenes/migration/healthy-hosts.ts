import type { ComputeEngine } from '../../compute/index.ts';
import type { Hosts, LoadBalancer } from '../../world/load-balancer.ts';

/** An instance that leaves is in service until it has drained, and is sent nothing any more. */
const LEAVING = 'Instance deregistration currently in progress.';

interface Registered {
  readonly id: string;
  /** Undefined of an instance: EC2 knows it. */
  readonly zone?: string | undefined;
}

interface Pool extends Pick<Hosts, 'targetGroup'> {
  readonly healthy: readonly Registered[];
  readonly unhealthy: readonly Registered[];
}

/** How many hosts of each load balancer are healthy and not, by zone, as the machines are; read again once they have changed. */
export class HostCounts {
  readonly #machines: ComputeEngine;
  readonly #known = new Map<string, readonly Hosts[]>();
  #isBefore = false;

  constructor(machines: ComputeEngine) {
    this.#machines = machines;
  }

  /** Something has changed. */
  forget(): void {
    this.#known.clear();
  }

  /**
   * What happens in `lives` is before the machines are as they are. Then all that is registered was healthy: nobody knows for how
   * long something has been wrong, but it has not always been.
   */
  before(lives: () => void): void {
    this.#isBefore = true;
    this.forget();
    lives();
    this.#isBefore = false;
    this.forget();
  }

  of(balancer: Pick<LoadBalancer, 'id' | 'family' | 'zones'>): readonly Hosts[] {
    const known = this.#known.get(balancer.id) ?? this.#count(balancer);
    this.#known.set(balancer.id, known);
    return known;
  }

  #count(balancer: Pick<LoadBalancer, 'id' | 'family' | 'zones'>): readonly Hosts[] {
    const { Reservations } = this.#machines.ec2.describeInstances();
    const all = Reservations.flatMap(({ Instances }) => Instances);
    const zoneOf = new Map(all.map(({ InstanceId, Placement }) => [InstanceId, Placement.AvailabilityZone]));
    const byZone = (hosts: readonly Registered[]) => {
      const zones = hosts.map(({ id, zone }) => zone ?? zoneOf.get(id));
      return new Map(balancer.zones.map((zone) => [zone, zones.filter((each) => each === zone).length]));
    };
    return this.#pools(balancer).map(({ targetGroup, healthy, unhealthy }) => ({
      targetGroup,
      healthy: byZone(this.#isBefore ? [...healthy, ...unhealthy] : healthy),
      unhealthy: byZone(this.#isBefore ? [] : unhealthy),
    }));
  }

  #pools({ id, family }: Pick<LoadBalancer, 'id' | 'family'>): readonly Pool[] {
    const { targets } = this.#machines;
    if (family === 'classic') {
      const { InstanceStates } = targets.describeInstanceHealth({ LoadBalancerName: id });
      const healthy = InstanceStates.filter(
        ({ State, Description }) => State === 'InService' && Description !== LEAVING,
      );
      const unhealthy = InstanceStates.filter(({ State }) => State === 'OutOfService');
      const ids = (states: typeof InstanceStates) => states.map(({ InstanceId: id }) => ({ id }));
      return [{ targetGroup: '', healthy: ids(healthy), unhealthy: ids(unhealthy) }];
    }
    const { TargetGroups } = targets.describeTargetGroups();
    return TargetGroups.filter(({ LoadBalancerArns }) =>
      LoadBalancerArns.some((arn) => arn.endsWith(`/${id}`)),
    ).map(({ TargetGroupArn }) => {
      const { TargetHealthDescriptions } = targets.describeTargetHealth({ TargetGroupArn });
      const thoseThatAre = (state: string) =>
        TargetHealthDescriptions.filter(({ TargetHealth }) => TargetHealth.State === state).map(
          ({ Target }) => ({ id: Target.Id, zone: Target.AvailabilityZone }),
        );
      return {
        targetGroup: TargetGroupArn.split(':').at(-1) ?? '',
        healthy: thoseThatAre('healthy'),
        unhealthy: thoseThatAre('unhealthy'),
      };
    });
  }
}
