import { ComputeError } from './errors.ts';
import type { Fleet, MachineRecord } from './fleet.ts';
import type { TargetOperations, TargetsInput } from './operations.ts';
import type { TargetGroupSeed } from './options.ts';
import { paged } from './pages.ts';
import { Pool } from './pool.ts';
import type { Site } from './site.ts';
import { tagList } from './tags.ts';
import type { TargetDescription, TargetGroup, TargetHealthDescription } from './types.ts';

interface Group {
  readonly seed: TargetGroupSeed;
  readonly pool: Pool;
}

type Health = TargetHealthDescription['TargetHealth'];

const HEALTH: Readonly<Record<'initial' | 'healthy' | 'unhealthy' | 'draining', Health>> = {
  healthy: { State: 'healthy' },
  initial: {
    State: 'initial',
    Reason: 'Elb.InitialHealthChecking',
    Description: 'Initial health checks in progress',
  },
  unhealthy: {
    State: 'unhealthy',
    Reason: 'Target.FailedHealthChecks',
    Description: 'Health checks failed',
  },
  draining: {
    State: 'draining',
    Reason: 'Target.DeregistrationInProgress',
    Description: 'Target deregistration is in progress',
  },
};
const NOT_REGISTERED: Health = {
  State: 'unused',
  Reason: 'Target.NotRegistered',
  Description: 'Target is not registered to the target group',
};

const PAGE = 400;

type Operations = Pick<
  TargetOperations,
  | 'describeTargetGroups'
  | 'describeTargetGroupAttributes'
  | 'describeTargetHealth'
  | 'registerTargets'
  | 'deregisterTargets'
  | 'describeTags'
>;

/** Target groups, most of them of instances: SPEC.md, "Target groups". */
export class TargetGroups implements Operations {
  readonly #fleet: Fleet;
  readonly #groups: ReadonlyMap<string, Group>;

  constructor(site: Site, fleet: Fleet, seeds: readonly TargetGroupSeed[]) {
    this.#fleet = fleet;
    this.#groups = new Map(
      seeds.map((seed) => {
        const { intervalSeconds = 10, healthyThreshold = 3, unhealthyThreshold = 3 } = seed;
        const drainingSeconds = seed.deregistrationDelaySeconds ?? 300;
        const checks = { intervalSeconds, healthyThreshold, unhealthyThreshold, drainingSeconds };
        return [seed.arn, { seed, pool: new Pool(site, fleet, checks) }] as const;
      }),
    );
  }

  find(arn: string): Group | undefined {
    return this.#groups.get(arn);
  }

  describeTargetGroups: Operations['describeTargetGroups'] = (input = {}) => {
    const { LoadBalancerArn: balancer, TargetGroupArns: arns = [], Names: names = [] } = input;
    if (balancer !== undefined && arns.length + names.length > 0) throw ambiguous();
    const all = [...this.#groups.values()].map(({ seed }) => described(seed));
    const missing = [
      ...arns.filter((arn) => !this.#groups.has(arn)),
      ...names.filter((name) => !all.some((each) => each.TargetGroupName === name)),
    ];
    if (missing.length > 0) throw notFound();
    const found = all.filter((each) => {
      if (balancer !== undefined) return each.LoadBalancerArns.includes(balancer);
      if (arns.length + names.length === 0) return true;
      return arns.includes(each.TargetGroupArn) || names.includes(each.TargetGroupName);
    });
    const page = paged(found, input.PageSize ?? PAGE, input.Marker, [balancer, arns, names]);
    return { TargetGroups: page.items, NextMarker: page.nextToken };
  };

  describeTargetGroupAttributes: Operations['describeTargetGroupAttributes'] = ({ TargetGroupArn }) => {
    const { seed } = this.#get(TargetGroupArn);
    const seconds = String(seed.deregistrationDelaySeconds ?? 300);
    const attributes = { ...seed.attributes, 'deregistration_delay.timeout_seconds': seconds };
    return { Attributes: Object.entries(attributes).map(([Key, Value]) => ({ Key, Value })) };
  };

  describeTargetHealth: Operations['describeTargetHealth'] = ({ TargetGroupArn, Targets = [] }) => {
    const { seed, pool } = this.#get(TargetGroupArn);
    if (seed.others) return { TargetHealthDescriptions: othersAsked(seed.others.targets, Targets) };
    for (const { Id } of Targets) this.#known(Id);
    const asked: readonly TargetDescription[] =
      Targets.length > 0 ? Targets : pool.all().map(({ machine }) => ({ Id: machine.id }));
    return {
      TargetHealthDescriptions: asked.map(({ Id, Port = seed.port }) => ({
        Target: { Id, Port },
        HealthCheckPort: String(seed.port),
        TargetHealth: Port === seed.port ? healthOf(pool, Id) : NOT_REGISTERED,
      })),
    };
  };

  registerTargets: Operations['registerTargets'] = (input) => {
    const { seed, pool } = this.#get(input.TargetGroupArn);
    if (seed.others) throw notInstances(seed);
    const machines = targetsIn(input).map((target) => this.#registrable(target, seed));
    const down = machines.filter(({ state }) => state !== 'running').map(({ id }) => id);
    if (down.length > 0) {
      throw invalidTarget(
        `The following targets are not in a running state and cannot be registered: ${quoted(down)}`,
      );
    }
    for (const machine of machines) pool.register(machine);
    return {};
  };

  deregisterTargets: Operations['deregisterTargets'] = (input) => {
    const { seed, pool } = this.#get(input.TargetGroupArn);
    if (seed.others) throw notInstances(seed);
    for (const { Id } of targetsIn(input)) pool.deregister(Id);
    return {};
  };

  describeTags: Operations['describeTags'] = ({ ResourceArns }) => ({
    TagDescriptions: ResourceArns.map((ResourceArn) => ({
      ResourceArn,
      Tags: tagList(this.#get(ResourceArn).seed.tags),
    })),
  });

  #registrable({ Id, Port }: TargetDescription, seed: TargetGroupSeed): MachineRecord {
    const machine = this.#known(Id);
    if (Port !== undefined && Port !== seed.port) {
      throw invalidTarget(`The rehearsal registers targets on the target group's port ${seed.port} only.`);
    }
    return machine;
  }

  #known(id: string): MachineRecord {
    const machine = this.#fleet.find(id);
    if (!machine) throw invalidTarget(`The following target ids are not valid: ${quoted([id])}`);
    return machine;
  }

  #get(arn: string): Group {
    const group = this.#groups.get(arn);
    if (!group) throw notFound();
    return group;
  }
}

function healthOf(pool: Pool, id: string): Health {
  const member = pool.find(id);
  if (!member) return NOT_REGISTERED;
  const { state } = member.machine;
  if (member.state !== 'draining' && state !== 'running' && state !== 'pending') {
    return { State: 'unused', Reason: 'Target.InvalidState', Description: 'Target is in the stopped state' };
  }
  return HEALTH[member.state];
}

/** All, or those that are asked for. */
function othersAsked(
  targets: readonly TargetHealthDescription[],
  asked: readonly TargetDescription[],
): readonly TargetHealthDescription[] {
  if (asked.length === 0) return targets;
  return asked.map(
    ({ Id, Port }) =>
      targets.find(({ Target }) => Target.Id === Id && (Port === undefined || Target.Port === Port)) ?? {
        Target: { Id, Port },
        TargetHealth: NOT_REGISTERED,
      },
  );
}

function targetsIn({ Targets = [] }: TargetsInput): readonly TargetDescription[] {
  if (Targets.length > 0) return Targets;
  throw new ComputeError('ValidationError', 'At least one target must be specified');
}

function described(seed: TargetGroupSeed): TargetGroup {
  return {
    TargetGroupArn: seed.arn,
    TargetGroupName: seed.arn.split('/')[1] ?? '',
    Protocol: seed.protocol,
    Port: seed.port,
    HealthCheckProtocol: seed.healthCheckProtocol,
    HealthCheckPort: 'traffic-port',
    HealthCheckIntervalSeconds: seed.intervalSeconds ?? 10,
    HealthyThresholdCount: seed.healthyThreshold ?? 3,
    UnhealthyThresholdCount: seed.unhealthyThreshold ?? 3,
    TargetType: seed.others?.type ?? 'instance',
    LoadBalancerArns: seed.loadBalancerArns ?? [],
  };
}

function ambiguous(): ComputeError {
  const words = 'Load balancer ARN cannot be specified together with names or ARNs of target groups';
  return new ComputeError('ValidationError', words);
}

function notFound(): ComputeError {
  return new ComputeError('TargetGroupNotFound', 'One or more target groups not found', {
    name: 'TargetGroupNotFoundException',
  });
}

function notInstances({ arn, others }: TargetGroupSeed): ComputeError {
  return invalidTarget(
    `The rehearsal registers instances only, and the targets of ${arn} are of the type ${others?.type}.`,
  );
}

function invalidTarget(message: string): ComputeError {
  return new ComputeError('InvalidTarget', message, { name: 'InvalidTargetException' });
}

function quoted(names: readonly string[]): string {
  return names.map((name) => `'${name}'`).join(', ');
}
