/**
 * What must hold in every storm, judged by the simulated AWS and the model of etcd alone: never by what the software says
 * of itself. Each breach is a sentence.
 */
import type { LifecycleAction } from '../../../lambdas/masters/domain/auto-scaling-group.ts';
import type { AutoScalingInstance, ComputeEngine } from '../../../rehearsal/compute/index.ts';
import type { EtcdModel } from './etcd-model.ts';

export interface WatchOptions {
  readonly engine: ComputeEngine;
  readonly etcd: EtcdModel;
  readonly now: () => number;
  /** Our hooks' names, and the longest that an instance waits in them, seconds. */
  readonly hooks: { readonly terminating: string; readonly launching: string };
  readonly longestHoldSeconds: number;
  readonly heartbeatSeconds: number;
  readonly sweepSeconds: number;
  readonly note: (happening: string) => void;
  /** This software begins to take a master down. */
  readonly onTaking: () => void;
}

/** A member's own word is no ground any more to take another out of the load balancers, which can be undone. */
const WORD_VALID_MS = 30_000;

/** How long the answer to a look may be on its way for what it says to be the ground of an act. */
const ANSWER_MS = 5_000;

/** A member that dies while AWS calls its machine running is known by its own word alone, which another function has asked. */
const UNSEEN_MS = 10_000;

/** Seconds from a sweep's begin to its end, when nothing of it has to be tried again. */
const SWEEP_TAKES = 45;

/** What a function has begun when the lease is broken, it may end. */
const UNDER_WAY_MS = 20_000;

/** What an execution could know of the masters when it sent a call that takes one down. */
export interface Sent {
  /** Those that served, and that nothing took, when EC2 answered it last or when the call was sent. */
  readonly lasting: ReadonlySet<string>;
}

interface Hold {
  readonly lifecycle: string;
  readonly since: number;
}

export class Watch {
  readonly breaches: string[] = [];
  readonly #options: WatchOptions;
  /** Terminated by us while they served: they last only as long as they wait in a hook. */
  readonly #terminated = new Set<string>();
  /** Released by us while they served: they end within seconds. */
  readonly #condemned = new Set<string>();
  /** By execution: when a member itself last said that it serves. */
  readonly #words = new Map<string, Map<string, number>>();
  /** By execution: who lasted when EC2 last described the masters to it. */
  readonly #looks = new Map<string, { readonly at: number; readonly lasting: readonly string[] }>();
  readonly #holds = new Map<string, Hold>();
  readonly #completed = new Set<string>();
  readonly #yes = new Set<string>();
  readonly #dismissed = new Set<string>();
  /** Groups whose page nobody has answered yet, and since when. */
  readonly #paged = new Map<string, number>();
  /** When each group's page was answered last. */
  readonly #answered = new Map<string, number>();
  #hadQuorum = true;
  #sweptAt: number;
  #unsweptUntil = 0;

  constructor(options: WatchOptions) {
    this.#options = options;
    this.#sweptAt = options.now();
  }

  /** An execution has asked an API server. */
  onLook(execution: string, instance: string): void {
    const { etcd, now } = this.#options;
    const words = this.#words.get(execution) ?? new Map<string, number>();
    this.#words.set(execution, words);
    if (etcd.serves(instance) && etcd.hasQuorum()) words.set(instance, now());
    else words.delete(instance);
  }

  /** EC2 describes instances to an execution. */
  onDescribed(execution: string): void {
    this.#looks.set(execution, { at: this.#options.now(), lasting: this.#lasting() });
  }

  /**
   * An execution sends a call that takes a master down. Others may take a member away while the answer to its last look, or
   * this call, is on its way, and hardware may fail without a word of AWS: nothing can be done about that, and it is all that
   * is excused.
   */
  sent(execution: string): Sent {
    const look = this.#looks.get(execution);
    const seen = look && this.#options.now() - look.at <= ANSWER_MS ? look.lasting : [];
    const unseen = this.#said(execution, UNSEEN_MS).filter((one) => this.#runsByAws(one));
    return { lasting: new Set([...this.#lasting(), ...seen, ...unseen].filter((one) => !this.#goes(one))) };
  }

  /** A person said yes to a forced detach in the group. */
  onYes(group: string): void {
    this.#yes.add(group);
  }

  /** A person took it upon them to look after the master. */
  onDismissed(instance: string): void {
    this.#dismissed.add(instance);
  }

  /** People were notified that the group's replacement has stopped. */
  onPaged(group: string): void {
    // Whoever looks into the journal may answer before the message is out.
    const answered = this.#answered.get(group) ?? Number.NEGATIVE_INFINITY;
    if (this.#options.now() - answered < UNDER_WAY_MS) return;
    if (!this.#paged.has(group)) this.#paged.set(group, this.#options.now());
  }

  onAnswered(group: string): void {
    this.#answered.set(group, this.#options.now());
    this.#paged.delete(group);
  }

  onSwept(): void {
    const { now, sweepSeconds } = this.#options;
    if (now() - this.#sweptAt > (sweepSeconds + SWEEP_TAKES) * 1000) this.#unsweptUntil = now();
    this.#sweptAt = now();
  }

  beforeTerminate(instance: string, execution: string, sent: Sent): void {
    const { etcd, note, onTaking } = this.#options;
    note('terminated by roll');
    onTaking();
    this.#undecided('terminated', instance, execution);
    this.#mayTake(instance, execution, 'terminated of its own will', {
      sent: sent.lasting,
      least: Math.max(etcd.size - 1, etcd.quorum),
    });
    this.#terminated.add(instance);
  }

  /** Only an instance whose member serves takes anything away. */
  beforeComplete({ instance, hook }: LifecycleAction, execution: string, sent: Sent): void {
    const { etcd, hooks, note } = this.#options;
    this.#completed.add(instance);
    if (hook !== hooks.terminating || this.#lifecycleOf(instance) !== 'Terminating:Wait') return;
    note('released from its hook');
    if (!etcd.serves(instance)) return;
    note('released while it served');
    this.#undecided('released', instance, execution);
    this.#mayTake(instance, execution, 'released', { sent: sent.lasting, least: etcd.quorum });
    this.#condemned.add(instance);
  }

  beforeDeregister(instance: string, execution: string): void {
    this.#options.note('taken out of the load balancer');
    this.#options.onTaking();
    const sent = new Set(this.#said(execution, WORD_VALID_MS));
    if (this.#options.etcd.serves(instance))
      this.#mayTake(instance, execution, 'taken out of the load balancer', {
        sent,
        least: this.#options.etcd.quorum,
      });
  }

  beforeDetach(volume: string, instance: string, execution: string): void {
    const { engine, etcd, note } = this.#options;
    note('detached by force');
    const [found] = engine.ec2
      .describeInstances({ Filters: [{ Name: 'instance-id', Values: [instance] }] })
      .Reservations.flatMap(({ Instances }) => Instances);
    const state = found?.State.Name ?? 'terminated';
    if (state !== 'terminated' || etcd.isAlive(instance))
      this.#breach(`detached ${volume} by force from ${instance}, which is ${state}`, execution);
    if (!this.#groupsAt(volume).some((group) => this.#yes.has(group)))
      this.#breach(`detached ${volume} by force without anybody's yes`, execution);
  }

  /** After each moment at which something happened in AWS. */
  look(): void {
    const { engine, etcd, note } = this.#options;
    const hasQuorum = etcd.hasQuorum();
    if (this.#hadQuorum && !hasQuorum) note('quorum lost');
    this.#hadQuorum = hasQuorum;
    const instances = engine.autoScaling.describeAutoScalingInstances().AutoScalingInstances;
    for (const one of instances) this.#follow(one);
  }

  #follow({ InstanceId: id, LifecycleState: lifecycle }: AutoScalingInstance): void {
    const { now } = this.#options;
    const before = this.#holds.get(id);
    if (before?.lifecycle === lifecycle) return;
    this.#holds.set(id, { lifecycle, since: now() });
    const released = AFTER_WAIT[before?.lifecycle ?? '']?.includes(lifecycle) ?? false;
    if (before && released && !this.#completed.has(id)) this.#onTimeOut(id, before);
    this.#completed.delete(id);
  }

  #onTimeOut(id: string, { lifecycle, since }: Hold): void {
    const { now, longestHoldSeconds, note } = this.#options;
    const held = (now() - since) / 1000;
    if (held >= longestHoldSeconds - 1) note('waited until AWS ended its wait');
    else if (this.#dismissed.has(id)) note('dismissed, and its wait no longer extended');
    else if (this.#wasUnswept()) note('hook timed out while no sweep came through');
    else this.#breach(`${id} was left in ${lifecycle} until its hook timed out, after ${held} s`, 'nobody');
  }

  /** Whether in this heartbeat time-out no sweep came through when it should have: then nobody could hold anything. */
  #wasUnswept(): boolean {
    const { now, sweepSeconds, heartbeatSeconds } = this.#options;
    const isLate = now() - this.#sweptAt > (sweepSeconds + SWEEP_TAKES) * 1000;
    return isLate || now() - this.#unsweptUntil < heartbeatSeconds * 1000;
  }

  /** While a person is to decide, no running master goes by this software's own act; but for what was under way. */
  #undecided(what: string, instance: string, execution: string): void {
    for (const [group, at] of this.#paged)
      if (this.#options.now() - at > UNDER_WAY_MS)
        this.#breach(`${instance} was ${what} while a person was to decide on ${group}`, execution);
  }

  /**
   * @param sent who could be counted on when the call was sent
   * @param least how many others must serve
   */
  #mayTake(
    instance: string,
    execution: string,
    what: string,
    { sent, least }: { readonly sent: ReadonlySet<string>; readonly least: number },
  ): void {
    const serving = this.#lasting().filter((one) => one !== instance);
    if (serving.length >= least) return;
    // What this software has taken itself meanwhile, by another execution, is no excuse: it has one lease.
    const others = new Set([...serving, ...[...sent].filter((one) => !this.#goes(one))]);
    others.delete(instance);
    if (others.size >= least) this.#options.note(`${what}, and others went while that was on its way`);
    // Quorum that is lost already is not taken away; but nobody may go by what never was.
    else this.#breach(`${instance} was ${what} with ${serving.length} other members serving`, execution);
  }

  /** Members that said to this execution that they serve, not longer ago. */
  #said(execution: string, ms: number): readonly string[] {
    const words = [...(this.#words.get(execution) ?? [])];
    return words.filter(([, at]) => this.#options.now() - at <= ms).map(([id]) => id);
  }

  #runsByAws(instance: string): boolean {
    const [found] = this.#options.engine.ec2
      .describeInstances({ Filters: [{ Name: 'instance-id', Values: [instance] }] })
      .Reservations.flatMap(({ Instances }) => Instances);
    const lifecycle = this.#lifecycleOf(instance);
    return found?.State.Name === 'running' && ['InService', 'Terminating:Wait'].includes(lifecycle);
  }

  /** Members that serve, and that nothing takes. */
  #lasting(): readonly string[] {
    return this.#options.etcd.serving().filter((one) => !this.#goes(one));
  }

  #goes(instance: string): boolean {
    if (this.#condemned.has(instance)) return true;
    return this.#terminated.has(instance) && this.#lifecycleOf(instance) !== 'Terminating:Wait';
  }

  /** The groups of the volume's zone: one, or two. */
  #groupsAt(volume: string): readonly string[] {
    const { ec2, autoScaling } = this.#options.engine;
    const [found] = ec2.describeVolumes({ VolumeIds: [volume] }).Volumes;
    return autoScaling
      .describeAutoScalingGroups()
      .AutoScalingGroups.filter(({ AvailabilityZones: [zone] }) => zone === found?.AvailabilityZone)
      .map(({ AutoScalingGroupName }) => AutoScalingGroupName);
  }

  #lifecycleOf(instance: string): string {
    const { engine } = this.#options;
    const [found] = engine.autoScaling.describeAutoScalingInstances({
      InstanceIds: [instance],
    }).AutoScalingInstances;
    return found?.LifecycleState ?? '';
  }

  #breach(what: string, by: string): void {
    this.breaches.push(`${new Date(this.#options.now()).toISOString()} ${by}: ${what}`);
  }
}

/** What an instance becomes that waits in no hook any more. */
const AFTER_WAIT: Readonly<Record<string, readonly string[]>> = {
  'Terminating:Wait': ['Terminating:Proceed'],
  'Pending:Wait': ['Pending:Proceed', 'InService'],
};
