import type { BusEvent } from '../world/alarm-event.ts';
import { Bus } from './bus.ts';
import { GroupChanges } from './change-groups.ts';
import { ClassicLoadBalancers } from './classic-load-balancers.ts';
import { GroupDescriptions } from './describe-groups.ts';
import { ScalingDescriptions } from './describe-scaling.ts';
import { Ec2 } from './ec2.ts';
import { Fleet, type MachineRecord } from './fleet.ts';
import { type GroupRecord, Groups, newGroup, newMember } from './group.ts';
import type { Happenings } from './happenings.ts';
import type { ComputeListener } from './listener.ts';
import { Luck } from './luck.ts';
import { isMaster, MasterNodes } from './master-nodes.ts';
import type { AutoScalingOperations, Ec2Operations, TargetOperations } from './operations.ts';
import {
  type ComputeOptions,
  type Registration,
  type StandingInstance,
  USUAL,
  USUAL_TYPE,
} from './options.ts';
import { Places } from './places.ts';
import type { Pool } from './pool.ts';
import { type Resources, resourcesOf } from './resources.ts';
import { Scaling } from './scaling.ts';
import { ScenarioHand } from './scenario-hand.ts';
import type { Site } from './site.ts';
import { TargetGroups } from './target-groups.ts';
import { Timeline } from './timeline.ts';
import { Volumes } from './volumes.ts';

/**
 * What AWS has around the masters of a kops cluster, in a simulation's time: Auto Scaling, EC2, target groups and
 * classic load balancers, and what kops's own software on the instances does with their volumes. SPEC.md has the rules.
 * Every operation first brings it up to the clock.
 */
export class ComputeEngine {
  readonly autoScaling: AutoScalingOperations;
  readonly ec2: Ec2Operations;
  readonly targets: TargetOperations;
  /** What a scenario makes happen. */
  readonly scenario: Happenings;
  /** What policies are judged on. */
  readonly resources: Resources;
  readonly #options: ComputeOptions;
  readonly #site: Site;
  readonly #listeners = new Set<ComputeListener>();

  constructor(options: ComputeOptions) {
    this.#options = options;
    const timeline = new Timeline(options.now());
    const site: Site = {
      account: options.account,
      region: options.region,
      timeline,
      luck: new Luck(options.seed),
      bus: new Bus(timeline),
      timing: { ...USUAL, ...options.timing },
      listeners: this.#listeners,
    };
    this.#site = site;
    const fleet = new Fleet(site, options.address ?? usualAddress);
    const volumes = new Volumes(site, fleet);
    const nodes = new MasterNodes(site, fleet, volumes);
    const targetGroups = new TargetGroups(site, fleet, options.targetGroups ?? []);
    const classic = new ClassicLoadBalancers(site, fleet, options.classicLoadBalancers ?? []);
    const places = new Places(targetGroups, classic);
    const groups = new Groups();
    const scaling = new Scaling(site, fleet, groups, places, options.foreignCompletion);
    const changes = new GroupChanges(site, groups, scaling);

    for (const seed of options.volumes) volumes.add(seed);
    for (const instance of options.instances ?? []) settleAlone(instance, fleet);
    for (const seed of options.groups) {
      const group = newGroup(site, seed);
      groups.add(group);
      if (seed.instances) for (const each of seed.instances) stand(group, each, fleet);
      else
        for (let n = 0; n < (seed.inService ?? group.desired); n++)
          settle(group, { fleet, volumes, nodes, places });
      scaling.begin(group);
    }
    for (const { id, attachedTo } of options.volumes) {
      if (id !== undefined && attachedTo !== undefined)
        volumes.settled(volumes.get(id), fleet.get(attachedTo));
    }
    for (const { arn, registered = [] } of options.targetGroups ?? [])
      register(registered, targetGroups.find(arn)?.pool, fleet);
    for (const { name, registered = [] } of options.classicLoadBalancers ?? [])
      register(registered, classic.find(name)?.pool, fleet);

    const parts = { site, fleet, volumes, groups, targetGroups, classic };
    const catchUp = () => this.#catchUp();
    const described = new ScalingDescriptions(groups, options.policies ?? [], options.scheduledActions ?? []);
    this.autoScaling = broughtUp(
      { ...new GroupDescriptions(site, groups), ...described, ...changes },
      catchUp,
    );
    this.ec2 = broughtUp({ ...new Ec2(site, fleet, volumes) }, catchUp);
    this.targets = broughtUp({ ...targetGroups, ...classic }, catchUp);
    this.scenario = broughtUp({ ...new ScenarioHand({ ...parts, changes }) }, catchUp);
    this.resources = broughtUp(resourcesOf(parts), catchUp);
  }

  /** Calls `listener` from now on. @returns what ends that */
  listen(listener: ComputeListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Lives on to `now`. @returns the events that reached the bus since this was last asked, oldest first */
  advanceTo(now: number): readonly BusEvent[] {
    this.#site.timeline.liveTo(now);
    return this.#site.bus.take();
  }

  /** The first moment in (now, `until`] at which something happens, whether or not it makes an event, if nobody does anything. */
  lookAhead(until: number): number | undefined {
    const { next } = this.#site.timeline;
    return next !== undefined && next <= until ? next : undefined;
  }

  #catchUp(): void {
    this.#site.timeline.liveTo(this.#options.now());
  }
}

type Operation = (...input: readonly unknown[]) => unknown;

/** The same operations, each of which first brings the simulation up to the clock. */
function broughtUp<T extends object>(operations: T, catchUp: () => void): T {
  const wrapped = Object.entries(operations as Record<string, Operation>).map(([name, operation]) => {
    const live: Operation = (...input) => {
      catchUp();
      return operation(...input);
    };
    return [name, live] as const;
  });
  return Object.fromEntries(wrapped) as T;
}

interface Settling {
  readonly fleet: Fleet;
  readonly volumes: Volumes;
  readonly nodes: MasterNodes;
  readonly places: Places;
}

/** An instance that has been in service with its volumes since before the simulation began. */
function settle(group: GroupRecord, { fleet, volumes, nodes, places }: Settling): void {
  const zone = group.zones[group.members.size % group.zones.length] ?? '';
  const tags = { ...group.tags, 'aws:autoscaling:groupName': group.name };
  const { name, instanceType: type, securityGroups } = group;
  const machine = fleet.settled({ group: name, zone, type, tags, reached: { securityGroups } });
  group.members.set(machine.id, newMember(machine, undefined));
  places.settled(group, machine);
  for (const volume of volumes.all()) {
    if (volume.etcdCluster === '' || volume.attachment || volume.zone !== zone) continue;
    if (volume.tags.KubernetesCluster !== group.tags.KubernetesCluster) continue;
    const has = volumes.of(machine).some((each) => each.etcdCluster === volume.etcdCluster);
    if (!has) volumes.settled(volume, machine);
  }
  if (isMaster(machine)) nodes.settled(machine);
}

/** An instance that its group has had since before the simulation began, and that some load balancers may have. */
function stand(group: GroupRecord, instance: StandingInstance, fleet: Fleet): void {
  const { isHealthy = true, lifecycle = 'InService', type = group.instanceType } = instance;
  const tags = { ...(instance.tags ?? group.tags), 'aws:autoscaling:groupName': group.name };
  const machine = settleAlone({ ...instance, type, tags }, fleet, group.name);
  group.members.set(instance.id, { ...newMember(machine, undefined), healthy: isHealthy, lifecycle });
}

function settleAlone(
  { id, zone, type = USUAL_TYPE, tags = {}, launchedAt, state = 'running', reached = {} }: StandingInstance,
  fleet: Fleet,
  group = '',
): MachineRecord {
  const order = { id, zone, type, tags, group, reached, ...(launchedAt !== undefined && { launchedAt }) };
  const machine = fleet.settled(order);
  return state === 'running' ? machine : Object.assign(machine, { state, alive: false, serving: false });
}

/** A load balancer keeps no instance that is gone. */
function register(registered: readonly Registration[], pool: Pool | undefined, fleet: Fleet): void {
  for (const { id, isHealthy } of registered) {
    const machine = fleet.find(id);
    if (machine) pool?.settled(machine, isHealthy ? 'healthy' : 'unhealthy');
  }
}

/** One /19 for each zone, as kops cuts 172.20.0.0/16. */
function usualAddress(zone: string, index: number): string {
  const subnet = 32 * (1 + ((zone.at(-1) ?? 'a').charCodeAt(0) - 'a'.charCodeAt(0)));
  return `172.20.${(subnet + Math.floor(index / 250)) % 256}.${4 + (index % 250)}`;
}
