import { ComputeError } from './errors.ts';
import type { Fleet, MachineRecord } from './fleet.ts';
import type { ClassicInput, TargetOperations } from './operations.ts';
import type { ClassicSeed } from './options.ts';
import { type Member, Pool } from './pool.ts';
import type { Site } from './site.ts';
import { tagList } from './tags.ts';
import type { ClassicInstanceState } from './types.ts';

interface Balancer {
  readonly seed: ClassicSeed;
  readonly pool: Pool;
}

type Operations = Pick<
  TargetOperations,
  | 'describeInstanceHealth'
  | 'registerInstancesWithLoadBalancer'
  | 'deregisterInstancesFromLoadBalancer'
  | 'describeClassicTags'
>;

/** Classic load balancers, as far as instances are registered with them: SPEC.md, "Classic load balancers". */
export class ClassicLoadBalancers implements Operations {
  readonly #fleet: Fleet;
  readonly #balancers: ReadonlyMap<string, Balancer>;

  constructor(site: Site, fleet: Fleet, seeds: readonly ClassicSeed[]) {
    this.#fleet = fleet;
    this.#balancers = new Map(
      seeds.map((seed) => {
        const { intervalSeconds = 10, healthyThreshold = 2, unhealthyThreshold = 2 } = seed;
        const drainingSeconds = seed.drainingSeconds ?? 300;
        const checks = { intervalSeconds, healthyThreshold, unhealthyThreshold, drainingSeconds };
        return [seed.name, { seed, pool: new Pool(site, fleet, checks) }] as const;
      }),
    );
  }

  find(name: string): Balancer | undefined {
    return this.#balancers.get(name);
  }

  describeInstanceHealth: Operations['describeInstanceHealth'] = ({ LoadBalancerName, Instances = [] }) => {
    const { pool } = this.#get(LoadBalancerName);
    const machines =
      Instances.length > 0
        ? Instances.map(({ InstanceId }) => this.#known(InstanceId))
        : pool.all().map(({ machine }) => machine);
    return { InstanceStates: machines.map((machine) => stateOf(machine, pool.find(machine.id))) };
  };

  registerInstancesWithLoadBalancer: Operations['registerInstancesWithLoadBalancer'] = (input) => {
    const { pool } = this.#get(input.LoadBalancerName);
    for (const machine of this.#named(input)) pool.register(machine);
    return registered(pool);
  };

  deregisterInstancesFromLoadBalancer: Operations['deregisterInstancesFromLoadBalancer'] = (input) => {
    const { pool } = this.#get(input.LoadBalancerName);
    for (const { id } of this.#named(input)) pool.deregister(id);
    return registered(pool);
  };

  describeClassicTags: Operations['describeClassicTags'] = ({ LoadBalancerNames }) => ({
    TagDescriptions: LoadBalancerNames.map((LoadBalancerName) => ({
      LoadBalancerName,
      Tags: tagList(this.#get(LoadBalancerName).seed.tags),
    })),
  });

  #named({ Instances = [] }: ClassicInput): readonly MachineRecord[] {
    if (Instances.length === 0) throw new ComputeError('ValidationError', 'Instances must not be empty');
    return Instances.map(({ InstanceId }) => this.#known(InstanceId));
  }

  #known(id: string): MachineRecord {
    const machine = this.#fleet.find(id);
    if (machine && machine.state !== 'terminated') return machine;
    throw new ComputeError('InvalidInstance', `Could not find EC2 instance ${id}.`, {
      name: 'InvalidEndPointException',
    });
  }

  #get(name: string): Balancer {
    const balancer = this.#balancers.get(name);
    if (balancer) return balancer;
    throw new ComputeError('LoadBalancerNotFound', `There is no ACTIVE Load Balancer named '${name}'`, {
      name: 'AccessPointNotFoundException',
    });
  }
}

function registered(pool: Pool) {
  const members = pool.all().filter(({ state }) => state !== 'draining');
  return { Instances: members.map(({ machine }) => ({ InstanceId: machine.id })) };
}

function stateOf(machine: MachineRecord, member: Member | undefined): ClassicInstanceState {
  const InstanceId = machine.id;
  const out = (ReasonCode: string, Description: string) =>
    ({ InstanceId, State: 'OutOfService', ReasonCode, Description }) as const;
  if (!member) return out('Instance', 'Instance is not currently registered with the LoadBalancer.');
  if (machine.state !== 'running') return out('Instance', `Instance is in ${machine.state} state.`);
  switch (member.state) {
    case 'healthy':
      return { InstanceId, State: 'InService', ReasonCode: 'N/A', Description: 'N/A' };
    case 'draining': {
      const Description = 'Instance deregistration currently in progress.';
      return { InstanceId, State: 'InService', ReasonCode: 'N/A', Description };
    }
    case 'initial':
      return out('ELB', 'Instance registration is still in progress.');
    case 'unhealthy':
      return out(
        'Instance',
        'Instance has failed at least the UnhealthyThreshold number of health checks consecutively.',
      );
  }
}
