/** What a storm makes happen to a cluster, drawn from its seed. */
import type { ComputeEngine } from '../../../rehearsal/compute/index.ts';
import type { Injection } from './faults.ts';
import type { Machines } from './machines.ts';

export interface Hand {
  readonly engine: ComputeEngine;
  readonly machines: Machines;
  readonly random: () => number;
  readonly note: (happening: string) => void;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Has an execution stopped from outside, wherever it is then. */
  readonly stopSoon: () => void;
  /** Has a master terminated by a user soon after this software has begun to take another one down. */
  readonly strikeSoon: () => void;
}

type Striking = Pick<Hand, 'engine' | 'random' | 'note'>;

const INJECT: Readonly<Record<Injection, (hand: Hand) => void>> = {
  'terminated by a user': terminateByUser,
  'terminated in its group': terminateInGroup,
  'several terminated at once': terminateSeveral,
  'hardware failed': failHardware,
  'interrupted by Spot': interruptSpot,
  'stopped by a user': stop,
  'roll started': roll,
  'volume stuck': stickVolume,
  'no capacity': noCapacity,
  'launch suspended': suspendLaunch,
  'execution stopped': stopExecution,
};

const MINUTE = 60_000;

/** More often named: more often drawn. */
const DRAWN: readonly ((hand: Hand) => void)[] = [
  terminateByUser,
  terminateByUser,
  terminateInGroup,
  terminateInGroup,
  terminateInGroup,
  failHardware,
  interruptSpot,
  stop,
  roll,
  roll,
  stickVolume,
  stickVolume,
  noCapacity,
  suspendLaunch,
  stopExecution,
  stopExecution,
  terminateSeveral,
  terminateSeveral,
  strike,
  strike,
  strike,
];

export function inject(hand: Hand): void {
  pick(DRAWN, hand.random)?.(hand);
}

export function injectThat(injection: Injection, hand: Hand): void {
  INJECT[injection](hand);
}

/** Nothing stands in the way of anything any more, but volumes that are stuck and launches that somebody suspended. */
export function easeAll(engine: ComputeEngine): void {
  for (const { AutoScalingGroupName: name } of engine.autoScaling.describeAutoScalingGroups()
    .AutoScalingGroups)
    engine.scenario.easeLaunches(name);
}

export function terminateByUser(hand: Striking): void {
  toRunning(hand, 'terminated by a user', 'terminateByUser');
}

function terminateInGroup({ engine, random, note }: Hand): void {
  const instance = pick(inService(engine), random);
  if (!instance) return;
  note('terminated in its group');
  engine.scenario.terminateInGroup(instance);
}

/** Somebody refreshes all that there is at once, or nearly all. */
function terminateSeveral({ engine, random, note }: Hand): void {
  note('several terminated at once');
  for (const instance of inService(engine)) if (random() < 0.7) engine.scenario.terminateInGroup(instance);
}

function strike({ strikeSoon }: Hand): void {
  strikeSoon();
}

function failHardware(hand: Hand): void {
  toRunning(hand, 'hardware failed', 'failHardware');
}

function interruptSpot(hand: Hand): void {
  toRunning(hand, 'interrupted by Spot', 'interruptSpot');
}

function stop(hand: Hand): void {
  toRunning(hand, 'stopped by a user', 'stopByUser');
}

function roll({ engine, machines, random, note }: Hand): void {
  note('roll started');
  const names = groupNames(engine).filter(() => random() < 0.5);
  machines.startRoll(names.length > 0 ? { groups: names } : {});
}

function stickVolume({ engine, random, note }: Hand): void {
  const volume = pick(engine.ec2.describeVolumes().Volumes, random);
  if (!volume) return;
  note('volume stuck');
  engine.scenario.stickVolume(volume.VolumeId, random() < 0.5 ? 'busy' : 'detaching');
}

function noCapacity({ engine, random, note, now }: Hand): void {
  const name = pick(groupNames(engine), random);
  if (!name) return;
  note('no capacity');
  engine.scenario.troubleLaunches(name, 'no-capacity', now() + random() * 60 * MINUTE);
}

function suspendLaunch({ engine, random, note }: Hand): void {
  const name = pick(groupNames(engine), random);
  if (!name) return;
  note('launch suspended');
  engine.scenario.suspendLaunch(name, 'User suspended at 2027-01-04T08:00:00Z');
}

function stopExecution({ stopSoon }: Hand): void {
  stopSoon();
}

function toRunning(
  { engine, random, note }: Striking,
  what: string,
  does: 'terminateByUser' | 'failHardware' | 'interruptSpot' | 'stopByUser',
): void {
  const instance = pick(running(engine), random);
  if (!instance) return;
  note(what);
  engine.scenario[does](instance);
}

export function groupNames({ autoScaling }: ComputeEngine): readonly string[] {
  return autoScaling.describeAutoScalingGroups().AutoScalingGroups.map((group) => group.AutoScalingGroupName);
}

function inService({ autoScaling }: ComputeEngine): readonly string[] {
  return autoScaling
    .describeAutoScalingInstances()
    .AutoScalingInstances.filter(({ LifecycleState }) => LifecycleState === 'InService')
    .map(({ InstanceId }) => InstanceId);
}

function running({ ec2 }: ComputeEngine): readonly string[] {
  return ec2
    .describeInstances({ Filters: [{ Name: 'instance-state-name', Values: ['running'] }] })
    .Reservations.flatMap(({ Instances }) => Instances.map(({ InstanceId }) => InstanceId));
}

function pick<T>(all: readonly T[], random: () => number): T | undefined {
  return all[Math.floor(random() * all.length)];
}
