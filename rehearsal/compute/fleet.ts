import { ComputeError } from './errors.ts';
import type { Machine } from './listener.ts';
import type { Reached } from './options.ts';
import { after, notify, type Site } from './site.ts';
import type { Timer } from './timeline.ts';
import type { InstanceState } from './types.ts';

/** An instance as EC2 knows it. */
export interface MachineRecord extends Machine {
  readonly type: string;
  tags: Machine['tags'];
  readonly launchedAt: number;
  readonly reached: Reached;
  address: string;
  state: InstanceState;
  /** `Client.UserInitiatedShutdown` … with its words. */
  reason: { readonly code: string; readonly message: string } | undefined;
  /** EC2's `StateTransitionReason`. */
  transition: string;
  /** Something runs on it. */
  alive: boolean;
  /** EC2's status checks fail. */
  impaired: boolean;
  /** Its API server answers the load balancers. */
  serving: boolean;
  /** What a scenario says instead. */
  answers: boolean | undefined;
  timer: Timer | undefined;
}

export interface LaunchOrder {
  /** Default: drawn. */
  readonly id?: string;
  readonly group: string;
  readonly zone: string;
  readonly type: string;
  readonly tags: Readonly<Record<string, string>>;
  /** Epoch milliseconds. Default: now. */
  readonly launchedAt?: number;
  /** Default: by nobody, for no security group is known. */
  readonly reached?: Reached;
  /** It ends before it runs, for that reason. */
  readonly doom?: { readonly code: string; readonly message: string };
}

/** What became of an instance: its EC2 state, or how it does. */
export type Change = 'state' | 'health';
export type Watcher = (machine: MachineRecord, change: Change) => void;

/** EC2 shows a terminated instance for about an hour, and its tags for less. */
const REMEMBERED = 3_600_000;
const TAGGED = 1_800_000;

export const USER_SHUTDOWN = {
  code: 'Client.UserInitiatedShutdown',
  message: 'Client.UserInitiatedShutdown: User initiated shutdown',
};

export class Fleet {
  readonly #site: Site;
  readonly #address: (zone: string, index: number) => string;
  readonly #machines = new Map<string, MachineRecord>();
  readonly #watchers: Watcher[] = [];
  #launched = 0;

  constructor(site: Site, address: (zone: string, index: number) => string) {
    this.#site = site;
    this.#address = address;
  }

  /** Called after each change, in the order in which they began to watch. */
  watch(watcher: Watcher): void {
    this.#watchers.push(watcher);
  }

  all(): readonly MachineRecord[] {
    return [...this.#machines.values()];
  }

  find(id: string): MachineRecord | undefined {
    return this.#machines.get(id);
  }

  /** @throws ComputeError InvalidInstanceID.NotFound */
  get(id: string): MachineRecord {
    const machine = this.find(id);
    if (machine) return machine;
    throw new ComputeError('InvalidInstanceID.NotFound', `The instance ID '${id}' does not exist`);
  }

  launch(order: LaunchOrder): MachineRecord {
    const { doom, ...rest } = order;
    const machine = this.#add(rest, 'pending');
    machine.timer = after(this.#site, 'start', () => {
      if (doom) this.shutDown(machine, doom);
      else this.#run(machine);
    });
    this.#enter(machine, 'pending');
    return machine;
  }

  /** One that has been running since before the simulation began; no listener is called. */
  settled(order: LaunchOrder): MachineRecord {
    return Object.assign(this.#add(order, 'running'), { alive: true, serving: true });
  }

  /** Harmless for one that is ending already. */
  shutDown(machine: MachineRecord, reason: NonNullable<MachineRecord['reason']>, transition = ''): void {
    if (machine.state === 'shutting-down' || machine.state === 'terminated') return;
    this.#end(machine, reason, transition);
    this.#enter(machine, 'shutting-down');
    machine.timer = after(this.#site, 'shutDown', () => {
      machine.address = '';
      this.#enter(machine, 'terminated');
      notify(this.#site, (listener, at) => listener.onTerminated?.(machine, at));
      this.#fade(machine);
    });
  }

  #fade(machine: MachineRecord): void {
    const { timeline } = this.#site;
    const ended = timeline.now;
    machine.timer = timeline.at(ended + TAGGED, () => {
      machine.tags = {};
      machine.timer = timeline.at(ended + REMEMBERED, () => this.#machines.delete(machine.id));
    });
  }

  /** @throws ComputeError IncorrectInstanceState where it doesn't run */
  stop(machine: MachineRecord, transition: string): void {
    if (machine.state === 'stopping' || machine.state === 'stopped') return;
    if (machine.state !== 'running') {
      const words = `The instance '${machine.id}' is not in a state from which it can be stopped.`;
      throw new ComputeError('IncorrectInstanceState', words);
    }
    this.#end(machine, USER_SHUTDOWN, transition);
    this.#enter(machine, 'stopping');
    machine.timer = after(this.#site, 'shutDown', () => this.#enter(machine, 'stopped'));
  }

  /** The hardware below it fails: EC2 still says `running`. */
  fail(machine: MachineRecord): void {
    machine.impaired = true;
    this.#fallSilent(machine);
    this.#changed(machine, 'health');
  }

  serve(machine: MachineRecord): void {
    if (!machine.alive || machine.serving) return;
    machine.serving = true;
    this.#changed(machine, 'health');
  }

  answer(machine: MachineRecord, answers: boolean | undefined): void {
    machine.answers = answers;
    this.#changed(machine, 'health');
  }

  #add(order: LaunchOrder, state: InstanceState): MachineRecord {
    const { group, zone, type, tags, id = this.#site.luck.id('i'), launchedAt, reached = {} } = order;
    const machine: MachineRecord = {
      id,
      group,
      zone,
      type,
      tags,
      launchedAt: launchedAt ?? this.#site.timeline.now,
      reached,
      address: this.#address(zone, this.#launched++),
      state,
      reason: undefined,
      transition: '',
      alive: false,
      impaired: false,
      serving: false,
      answers: undefined,
      timer: undefined,
    };
    this.#machines.set(machine.id, machine);
    return machine;
  }

  #run(machine: MachineRecord): void {
    machine.alive = true;
    this.#enter(machine, 'running');
    notify(this.#site, (listener, at) => listener.onRunning?.(machine, at));
  }

  #end(machine: MachineRecord, reason: NonNullable<MachineRecord['reason']>, transition: string): void {
    machine.timer?.cancel();
    machine.reason = reason;
    machine.transition = transition;
    this.#fallSilent(machine);
  }

  #fallSilent(machine: MachineRecord): void {
    if (!machine.alive) return;
    machine.alive = false;
    machine.serving = false;
    notify(this.#site, (listener, at) => listener.onStopped?.(machine, at));
  }

  #enter(machine: MachineRecord, state: InstanceState): void {
    machine.state = state;
    const { account, region, bus } = this.#site;
    bus.put({
      source: 'aws.ec2',
      detailType: 'EC2 Instance State-change Notification',
      resources: [`arn:aws:ec2:${region}:${account}:instance/${machine.id}`],
      detail: { 'instance-id': machine.id, state },
    });
    this.#changed(machine, 'state');
  }

  #changed(machine: MachineRecord, change: Change): void {
    for (const watcher of this.#watchers) watcher(machine, change);
  }
}

/** Whether it answers a health check now. */
export function answersNow(machine: MachineRecord): boolean {
  return machine.answers ?? (machine.alive && machine.serving);
}
