/**
 * One storm over a cluster's masters, in virtual time: the real definitions and the real functions on the simulated AWS,
 * many executions at once, everything that can go wrong drawn from one seed.
 */

import type { MastersSettings } from '../../../lambdas/masters/contract/settings.ts';
import { recordMastersDecision } from '../../../lambdas/masters/decide/record-masters-decision/record-masters-decision.ts';
import { longestHoldSeconds } from '../../../lambdas/masters/domain/heartbeat.ts';
import type { Replacement } from '../../../lambdas/masters/domain/replacement.ts';
import { sweepMasters } from '../../../lambdas/masters/signals/sweep-masters/sweep-masters.ts';
import { takeSignal } from '../../../lambdas/masters/signals/take-signal/take-signal.ts';
import type { Message } from '../../../lambdas/shared/domain/message.ts';
import type { ComputeEngine } from '../../../rehearsal/compute/index.ts';
import { seededRandom } from '../../../rehearsal/route53/index.ts';
import type { BusEvent } from '../../../rehearsal/world/alarm-event.ts';
import { MemoryMastersJournal } from '../../fakes/masters/memory-masters-journal.ts';
import type { Ended } from '../../synth/support/execution.ts';
import { buildCluster, type ClusterShape, etcdClusters, memberNames } from './cluster.ts';
import { deliveryFor, type EventFaults, envelope } from './deliveries.ts';
import { EtcdModel } from './etcd-model.ts';
import type { Aim } from './faults.ts';
import { FUNCTIONS, type World } from './functions.ts';
import { easeAll, groupNames } from './injections.ts';
import { Injector } from './injector.ts';
import { Lambda } from './lambda.ts';
import { type Definitions, Machines } from './machines.ts';
import { Mailbox } from './mailbox.ts';
import { answerTo } from './person.ts';
import { PhaseWatch } from './phase-watch.ts';
import { type Faults, NO_FAULTS } from './process.ts';
import { VirtualTime } from './virtual-time.ts';
import { Watch } from './watch.ts';

export interface StormOptions extends ClusterShape {
  readonly seed: number;
  readonly masters: number;
  readonly settings: MastersSettings;
  readonly definitions: Definitions;
  readonly faults: Faults;
  readonly events: EventFaults;
  /** Things that happen, within `hours`. */
  readonly injections: number;
  /** Things that happen once a replacement comes into their phase. */
  readonly aims: readonly Aim[];
  /** All masters are rolled before anything else happens. */
  readonly beginsWithRoll: boolean;
  readonly hours: number;
  /** How long volumes take to come free, seconds at most. */
  readonly slowestRelease: number;
  /** Called for all that is done, for whoever looks into a storm that went wrong. */
  readonly trace?: (line: string) => void;
}

const START = Date.parse('2027-01-04T08:00:00Z');
const HOUR = 3_600_000;
/** A storm that has not blown over by then never does. */
const LONGEST = 72 * HOUR;
/** Lambda's own, for what EventBridge and its schedules ask for: a minute after the first, two after the second. */
const ASYNCHRONOUS_TRIES = 3;
export class Storm {
  readonly happened = new Map<string, number>();
  readonly phases = new PhaseWatch();
  readonly time = new VirtualTime(START);
  readonly engine: ComputeEngine;
  readonly etcd: EtcdModel;
  readonly machines: Machines;
  readonly watch: Watch;
  readonly journal = new MemoryMastersJournal();
  readonly #options: StormOptions;
  readonly #injector: Injector;
  readonly #mailbox: Mailbox;
  readonly #random: () => number;
  readonly #lambda: Lambda;
  #decisions = 0;
  #events = 0;
  /** Called with each state before an execution enters it, for tests that do something there. */
  onState: (state: string, arn: string) => void = () => {};

  constructor(options: StormOptions) {
    this.#options = options;
    const { seed, masters, zones, also, settings, definitions, faults, events, slowestRelease } = options;
    const { now } = this.time;
    const random = seededRandom(seed);
    this.#random = random;
    const note = this.note;
    const shape = { ...(zones && { zones }), ...(also && { also }) };
    this.engine = buildCluster({ masters, seed, now, settings, release: [5, slowestRelease], ...shape });
    this.etcd = new EtcdModel(this.engine, {
      names: memberNames(masters, shape),
      etcdClusters: etcdClusters(shape),
      now,
      bootSeconds: () => 20 + random() * 60,
    });
    const { engine, etcd } = this;
    this.#mailbox = new Mailbox((message) => this.#onMail(message));
    this.watch = new Watch({
      engine,
      etcd,
      now,
      note,
      onTaking: () => this.#injector.onTaking(),
      hooks: settings.hooks,
      heartbeatSeconds: settings.heartbeatSeconds,
      sweepSeconds: settings.sweepSeconds,
      longestHoldSeconds: longestHoldSeconds(settings.heartbeatSeconds),
    });
    this.machines = new Machines({
      time: this.time,
      definitions,
      random,
      invoke: (state, payload, arn) => this.#invoke(state, payload, arn),
      publish: async (message) => this.#mailbox.put(message),
      onState: (state, arn) => this.#onState(state, arn),
      onEnd: (arn, ended) => this.#onEnd(arn, ended),
    });
    const { time, journal, watch, machines } = this;
    this.#injector = new Injector({ time, engine, machines, random, note, aims: options.aims });
    const trace = (words: () => string) => this.#trace(words);
    const mailbox = this.#mailbox;
    const parts = { time, random, settings, engine, etcd, machines, journal, mailbox, watch, note, trace };
    this.#lambda = new Lambda(parts, faults);
    engine.scenario.deliverEvents(deliveryFor(events, random, note));
  }

  readonly note = (happening: string): void => {
    this.phases.met(happening);
    this.happened.set(happening, (this.happened.get(happening) ?? 0) + 1);
    this.#trace(() => happening);
  };

  /** Lets it happen, and blow over. */
  async rage(): Promise<void> {
    const { injections, hours, beginsWithRoll } = this.#options;
    if (beginsWithRoll) this.#injector.inject('roll started');
    for (let n = 0; n < injections; n++) {
      const at = START + this.#random() * hours * HOUR;
      this.#injector.startAt(at);
    }
    this.time.start(async () => {
      await this.time.until(START + hours * HOUR);
      this.#calm();
    });
    await this.settle(START + hours * HOUR);
  }

  /** Lives on until everything is healthy again, not before `from`, or until it never will be. */
  async settle(from: number): Promise<void> {
    this.time.start(() => this.#sweeping());
    const { engine, watch } = this;
    await this.time.run(
      START + LONGEST,
      {
        next: () => engine.lookAhead(Number.POSITIVE_INFINITY),
        live: (now) => {
          for (const event of engine.advanceTo(now)) this.#deliver(event);
          watch.look();
        },
      },
      async () => this.time.now() > from && (await this.whatIsLeft()).length === 0,
    );
  }

  /** What is not as it should be when all is over: in words. */
  async whatIsLeft(): Promise<readonly string[]> {
    const { etcd, engine, journal, machines } = this;
    const { holder, broken, recovering } = (await journal.lease()).value;
    const groups = engine.autoScaling.describeAutoScalingGroups().AutoScalingGroups;
    return [
      ...(etcd.serving().length < etcd.size ? [`only ${etcd.serving().length} members serve`] : []),
      ...groups.flatMap(({ AutoScalingGroupName, Instances }) =>
        Instances.map(({ LifecycleState }) => LifecycleState).join() === 'InService'
          ? []
          : [`${AutoScalingGroupName} has ${JSON.stringify(Instances)}`],
      ),
      ...(await journal.unfinished()).map(({ value }) => `${value.id} is ${value.status}`),
      ...(holder || broken || recovering.length > 0 ? ['the lease is not free'] : []),
      ...machines.running().map((arn) => `${arn} still runs`),
    ];
  }

  get breaches(): readonly string[] {
    return [...this.watch.breaches, ...this.#mailbox.repeated()];
  }

  #onState(state: string, arn: string): void {
    this.onState(state, arn);
    this.#injector.onState(this.phases.enter(state, arn), arn);
  }

  #calm(): void {
    this.#lambda.faults = NO_FAULTS;
    this.engine.scenario.deliverEvents(undefined);
    easeAll(this.engine);
  }

  async #sweeping(): Promise<void> {
    const { sweepSeconds } = this.#options.settings;
    for (;;) {
      await this.time.sleep(sweepSeconds);
      this.#asynchronously('SweepMasters', sweepMasters);
    }
  }

  #deliver(happened: BusEvent): void {
    this.#events++;
    const event = envelope(happened, `event-${this.#events}`, this.#options.settings);
    this.#asynchronously('TakeSignal', (world) => takeSignal(event, world));
  }

  #asynchronously(state: string, work: (world: World) => Promise<unknown>): void {
    this.time.start(async () => {
      for (let tries = 1; tries <= ASYNCHRONOUS_TRIES; tries++) {
        if (await this.#attempt(state, work)) {
          if (state === 'SweepMasters') this.watch.onSwept();
          return;
        }
        await this.time.sleep(tries * 60);
      }
      this.note(`${state} failed for good`);
    });
  }

  /** Mail is read, and answered after a while; what stands in the console then is answered. */
  #onMail({ subject, body }: Message): void {
    // The first that it names: whose it is. Others may be the reason.
    const named = groupNames(this.engine).filter((name) => body.includes(name));
    const [group] = named.toSorted((a, b) => body.indexOf(a) - body.indexOf(b));
    if (group && subject.endsWith('needs your decision')) this.watch.onPaged(group);
    if (subject.includes(': ReplacementFailed:')) this.note('paged for a failure');
    this.time.start(async () => {
      await this.time.sleep(120 + this.#random() * 3600);
      for (const { value } of await this.journal.unfinished())
        if (value.status === 'paged') await this.#answer(value);
    });
  }

  async #answer(paged: Replacement): Promise<void> {
    const { engine, note, watch } = this;
    const input = answerTo(paged, { engine, note, random: this.#random });
    watch.onAnswered(paged.group);
    if (input.decision === 'detach') watch.onYes(paged.group);
    if (input.decision === 'dismiss') watch.onDismissed(paged.instance);
    this.#decisions++;
    const name = `decision-${this.#decisions}`;
    const run = { name, arn: `arn:${name}`, startedAt: new Date(this.time.now()).toISOString() };
    // The machine Decide tries again as others do.
    for (let tries = 0; tries < 20; tries++) {
      if (
        await this.#attempt('RecordMastersDecision', (world) => recordMastersDecision({ run, input }, world))
      )
        return;
      await this.time.sleep(5);
    }
  }

  /** @returns whether it succeeded */
  async #attempt(state: string, work: (world: World) => Promise<unknown>): Promise<boolean> {
    try {
      await this.#lambda.invoke(state, `${state} ${this.time.now()}`, work);
      return true;
    } catch {
      return false;
    }
  }

  #invoke(state: string, payload: unknown, arn: string): Promise<unknown> {
    const run = FUNCTIONS[state];
    if (!run) throw new Error(`There is no function ${state}`);
    return this.#lambda.invoke(state, arn, (world) => run(payload as never, world));
  }

  #trace(words: () => string): void {
    const { trace } = this.#options;
    trace?.(`${new Date(this.time.now()).toISOString()} ${words()}`);
  }

  #onEnd(arn: string, ended: Ended | 'stopped'): void {
    this.phases.end(arn);
    if (ended === 'stopped') return;
    const last = ended.path.at(-1) ?? '';
    this.note(`ended in ${ended.error ?? last}`);
  }
}
