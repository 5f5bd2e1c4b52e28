/** Lets real processes follow the simulated machines: what EC2 says has begun or ended, has. */
import type { ComputeEngine, ComputeListener, Disk, Machine } from '../../compute/index.ts';
import { ETCD_TAG } from '../../estate/masters/estate.ts';
import type { RealMasters } from '../../etcd/index.ts';

/** How many members of each etcd cluster ran from a moment on. */
export interface MembersRunning {
  /** Rehearsal time, epoch milliseconds. */
  readonly at: number;
  /** The machine that came or went. */
  readonly instance: string;
  readonly what: 'up' | 'down';
  /** By etcd cluster: names of the members. */
  readonly members: Readonly<Record<string, readonly string[]>>;
}

export interface FollowingMachinesOptions {
  readonly masters: RealMasters;
  /** Work that takes real time: rehearsed time must not advance without it. */
  readonly work: (what: string, body: () => Promise<void>) => Promise<void>;
  readonly onFailed: (error: Error) => void;
}

export class FollowingMachines implements ComputeListener {
  readonly #options: FollowingMachinesOptions;
  readonly #history: MembersRunning[] = [];
  readonly #torn: string[] = [];
  readonly #ranOut: string[] = [];
  readonly #hearers = new Set<(change: MembersRunning) => void>();
  /** One step after the other, in the order in which the simulation reported them. */
  #last: Promise<void> = Promise.resolve();

  constructor(options: FollowingMachinesOptions) {
    this.#options = options;
  }

  /** Oldest first. */
  get history(): readonly MembersRunning[] {
    return this.#history;
  }

  /** Volumes that were taken from a machine that still ran, in words. */
  get torn(): readonly string[] {
    return this.#torn;
  }

  /** Lifecycle hooks that AWS ended because nobody did, in words. */
  get ranOut(): readonly string[] {
    return this.#ranOut;
  }

  /** Calls `hear` for each change from now on. */
  onChange(hear: (change: MembersRunning) => void): void {
    this.#hearers.add(hear);
  }

  /** Starts what has been running since before the simulation began. */
  async begin(engine: ComputeEngine): Promise<void> {
    const { Reservations } = engine.ec2.describeInstances();
    const { Volumes } = engine.ec2.describeVolumes();
    const running = Reservations.flatMap(({ Instances }) => Instances).filter(
      ({ State }) => State.Name === 'running',
    );
    await Promise.all(
      running.map(async ({ InstanceId, PrivateIpAddress = '' }) => {
        await this.#options.masters.launch(InstanceId, PrivateIpAddress);
        const own = Volumes.filter(({ Attachments }) =>
          Attachments.some((attachment) => attachment.InstanceId === InstanceId),
        );
        await Promise.all(own.map(({ Tags }) => this.#attach(InstanceId, diskOf(Tags))));
      }),
    );
    await this.#options.masters.settle();
  }

  onRunning = ({ id, address }: Machine): void => {
    this.#follow(`${id} starts`, () => this.#options.masters.launch(id, address));
  };

  onAttached = ({ id }: Machine, disks: readonly Disk[], at: number): void => {
    this.#follow(`${id} gets its volumes`, async () => {
      for (const disk of disks) if (!disk.empty) await this.#attach(id, disk);
      await this.#options.masters.settle();
      this.#note(id, 'up', at);
    });
  };

  onFilled = ({ id }: Machine, { etcdCluster, member }: Disk, at: number): void => {
    this.#follow(`${id} fills a volume`, async () => {
      await this.#options.masters.fill(id, etcdCluster, member);
      await this.#options.masters.settle();
      this.#note(id, 'up', at);
    });
  };

  onStopped = ({ id }: Machine, at: number): void => {
    this.#follow(`${id} ends`, async () => {
      await this.#options.masters.terminate(id);
      this.#note(id, 'down', at);
      await this.#options.masters.settle();
    });
  };

  onDetached = ({ id }: Machine, disk: Disk, running: boolean, at: number): void => {
    if (!running) return;
    this.#torn.push(
      `${disk.id}, ${disk.member} of ${disk.etcdCluster}, from ${id} at ${new Date(at).toISOString()}`,
    );
  };

  onHookRanOut = ({ id }: Machine, hook: string, at: number): void => {
    this.#ranOut.push(`${hook} of ${id} ran out at ${new Date(at).toISOString()}`);
  };

  /** etcd's process on a machine ends, as it does when it crashes for good; the machine and its volumes stay. */
  async stopEtcd(etcdCluster: string, member: string): Promise<void> {
    await this.#options.work(`etcd ${etcdCluster} ${member} ends`, async () => {
      await this.followed();
      await this.#options.masters.stopMember(etcdCluster, member);
      await this.#options.masters.settle();
    });
  }

  async startEtcd(etcdCluster: string, member: string): Promise<void> {
    await this.#options.work(`etcd ${etcdCluster} ${member} starts`, async () => {
      await this.followed();
      await this.#options.masters.startMember(etcdCluster, member);
      await this.#options.masters.settle();
    });
  }

  /** Resolves when everything that was reported has been followed. */
  async followed(): Promise<void> {
    await this.#last;
  }

  async #attach(instance: string, { etcdCluster, member }: Pick<Disk, 'etcdCluster' | 'member'>) {
    const { masters } = this.#options;
    if (masters.machineOf(etcdCluster, member)?.instance === instance) return;
    await masters.attach(instance, etcdCluster, member);
  }

  #follow(what: string, step: () => Promise<void>): void {
    const before = this.#last;
    this.#last = this.#options.work(what, async () => {
      await before;
      try {
        await step();
      } catch (error) {
        this.#options.onFailed(error as Error);
      }
    });
  }

  #note(instance: string, what: 'up' | 'down', at: number): void {
    const { masters } = this.#options;
    const members = Object.fromEntries(
      masters.etcdClusters.map(({ name }) => [
        name,
        masters.runningMembers(name).map((member) => member.name),
      ]),
    );
    const change = { at, instance, what, members };
    this.#history.push(change);
    for (const hear of this.#hearers) hear(change);
  }
}

/** kops's tag says whose a volume is: `k8s.io/etcd/main` = `a/a,b,c`. */
function diskOf(tags: readonly { readonly Key: string; readonly Value: string }[]) {
  for (const { Key, Value } of tags) {
    if (Key.startsWith(ETCD_TAG))
      return { etcdCluster: Key.slice(ETCD_TAG.length), member: Value.split('/')[0] ?? '' };
  }
  throw new Error(`no etcd volume has the tags ${JSON.stringify(tags)}`);
}
