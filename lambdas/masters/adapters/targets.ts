import {
  AccessPointNotFoundException,
  DeregisterInstancesFromLoadBalancerCommand,
  DescribeInstanceHealthCommand,
  type ElasticLoadBalancingClient,
  type InstanceState,
  InvalidEndPointException,
  RegisterInstancesWithLoadBalancerCommand,
} from '@aws-sdk/client-elastic-load-balancing';
import {
  DeregisterTargetsCommand,
  DescribeTargetHealthCommand,
  type ElasticLoadBalancingV2Client,
  InvalidTargetException,
  RegisterTargetsCommand,
  TargetGroupNotFoundException,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { answersOf } from '../../shared/adapters/answers-of.ts';
import { classicElb } from '../../shared/adapters/classic-elb-client.ts';
import { elbv2 } from '../../shared/adapters/elbv2-client.ts';
import { namingTransients } from '../../shared/adapters/transient.ts';
import { unlessGone } from '../../shared/adapters/unless-gone.ts';
import type { TargetHealth, TargetPlaces } from '../domain/target.ts';
import type { Targets } from '../ports/targets.ts';

const { given } = answersOf('Elastic Load Balancing');

/** What a classic load balancer says of an instance by its description alone, not by its state. */
const DRAINING = 'deregistration currently in progress';
const NOT_REGISTERED = 'not currently registered';

/** Targets of target groups and of classic load balancers. */
export class ElbTargets implements Targets {
  readonly #groups: ElasticLoadBalancingV2Client;
  readonly #classic: ElasticLoadBalancingClient;

  constructor(
    groups: ElasticLoadBalancingV2Client = elbv2,
    classic: ElasticLoadBalancingClient = classicElb,
  ) {
    this.#groups = groups;
    this.#classic = classic;
  }

  async health(places: TargetPlaces, instance: string): Promise<readonly TargetHealth[]> {
    const health = await atEach(
      places,
      (arn) => this.#groupHealth(arn, instance),
      (name) => this.#classicHealth(name, instance),
    );
    return health.flat();
  }

  async deregister(places: TargetPlaces, instance: string): Promise<void> {
    await atEach(
      places,
      (arn) => {
        const command = new DeregisterTargetsCommand({ TargetGroupArn: arn, Targets: [{ Id: instance }] });
        return unlessGone([TargetGroupNotFoundException, InvalidTargetException], () =>
          namingTransients('ELB DeregisterTargets', () => this.#groups.send(command)),
        );
      },
      (name) => {
        const command = new DeregisterInstancesFromLoadBalancerCommand(registration(name, instance));
        return unlessGone([AccessPointNotFoundException, InvalidEndPointException], () =>
          namingTransients('ELB DeregisterInstancesFromLoadBalancer', () => this.#classic.send(command)),
        );
      },
    );
  }

  async register(places: TargetPlaces, instance: string): Promise<void> {
    await atEach(
      places,
      (arn) => {
        const command = new RegisterTargetsCommand({ TargetGroupArn: arn, Targets: [{ Id: instance }] });
        return namingTransients('ELB RegisterTargets', () => this.#groups.send(command));
      },
      (name) => {
        const command = new RegisterInstancesWithLoadBalancerCommand(registration(name, instance));
        return namingTransients('ELB RegisterInstancesWithLoadBalancer', () => this.#classic.send(command));
      },
    );
  }

  /** All targets are listed and picked from: a question about one that is gone would be refused. */
  async #groupHealth(place: string, instance: string): Promise<TargetHealth[]> {
    const command = new DescribeTargetHealthCommand({ TargetGroupArn: place });
    const answer = await unlessGone([TargetGroupNotFoundException], () =>
      namingTransients('ELB DescribeTargetHealth', () => this.#groups.send(command)),
    );
    if (!answer) return [{ place, state: 'unused', reason: 'there is no such target group (any more)' }];
    const registered = answer.TargetHealthDescriptions?.filter(({ Target }) => Target?.Id === instance);
    if (!registered?.length) return [{ place, state: 'unused', reason: 'not registered' }];
    return registered.map(({ TargetHealth: health }) => ({
      place,
      state: given(health?.State, instance, 'TargetHealth.State'),
      reason: textOf(health?.Reason, health?.Description),
    }));
  }

  /** Asked for the one instance: only so a classic load balancer speaks of one that it is draining. */
  async #classicHealth(place: string, instance: string): Promise<TargetHealth[]> {
    const command = new DescribeInstanceHealthCommand(registration(place, instance));
    const answer = await unlessGone([AccessPointNotFoundException, InvalidEndPointException], () =>
      namingTransients('ELB DescribeInstanceHealth', () => this.#classic.send(command)),
    );
    const said = answer?.InstanceStates?.find(({ InstanceId }) => InstanceId === instance);
    if (!said) return [{ place, state: 'unused', reason: 'there is no such load balancer or instance' }];
    return [{ place, state: stateOf(said), reason: textOf(said.ReasonCode, said.Description) }];
  }
}

/** In the words of target groups. A state that isn't known is not healthy. */
function stateOf({ State, Description = '' }: InstanceState): string {
  if (Description.includes(DRAINING)) return 'draining';
  if (Description.includes(NOT_REGISTERED)) return 'unused';
  return State === 'InService' ? 'healthy' : 'unhealthy';
}

/**
 * One after the other: there are few, and their order in the answer is that of the question. One that fails keeps nobody
 * out of the others.
 * @throws what the first one that failed did
 */
async function atEach<T>(
  { targetGroupArns, loadBalancers }: TargetPlaces,
  atGroup: (arn: string) => Promise<T>,
  atClassic: (name: string) => Promise<T>,
): Promise<T[]> {
  const asked = [
    ...targetGroupArns.map((arn) => () => atGroup(arn)),
    ...loadBalancers.map((name) => () => atClassic(name)),
  ];
  const results: T[] = [];
  const failures: unknown[] = [];
  for (const ask of asked) {
    try {
      results.push(await ask());
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw failures[0];
  return results;
}

function registration(LoadBalancerName: string, InstanceId: string) {
  return { LoadBalancerName, Instances: [{ InstanceId }] };
}

/** `Target.FailedHealthChecks: Health checks failed`; classic ones say N/A where they have nothing to say. */
function textOf(...parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part && part !== 'N/A').join(': ');
}
