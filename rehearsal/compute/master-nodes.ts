import type { Fleet, MachineRecord } from './fleet.ts';
import { after, notify, type Site } from './site.ts';
import type { Timer } from './timeline.ts';
import type { VolumeRecord, Volumes } from './volumes.ts';

/** Between two looks of one instance for its volumes: kops's. */
const LOOK_EVERY = 60_000;
const ROLES = ['k8s.io/role/control-plane', 'k8s.io/role/master'];

interface Node {
  readonly machine: MachineRecord;
  readonly firstLook: number;
  timer: Timer | undefined;
}

/**
 * What kops runs on a master, as far as AWS sees it: it looks for the etcd volumes of its zone by their tags, attaches
 * those that are free, and serves when it has one of each etcd cluster. It never takes one that is attached elsewhere.
 */
export class MasterNodes {
  readonly #site: Site;
  readonly #fleet: Fleet;
  readonly #volumes: Volumes;
  readonly #nodes = new Map<string, Node>();
  /** `<cluster> <zone>` → its etcd clusters: also of volumes that were deleted, which a master waits for in vain. */
  readonly #etcdClusters = new Map<string, Set<string>>();

  constructor(site: Site, fleet: Fleet, volumes: Volumes) {
    this.#site = site;
    this.#fleet = fleet;
    this.#volumes = volumes;
    fleet.watch((machine, change) => {
      if (change !== 'state') return;
      if (machine.state === 'running') this.#boot(machine);
      else this.#forget(machine);
    });
    volumes.whenFree((volume) => this.#onFree(volume));
    volumes.whenAttached((machine) => this.#onAttached(machine));
  }

  /** One that has booted; it looks for what it lacks when there is something to find. */
  settled(machine: MachineRecord): Node {
    const node: Node = { machine, firstLook: this.#site.timeline.now, timer: undefined };
    this.#nodes.set(machine.id, node);
    return node;
  }

  #boot(machine: MachineRecord): void {
    if (!isMaster(machine)) {
      after(this.#site, 'boot', () => this.#fleet.serve(machine));
      return;
    }
    after(this.#site, 'boot', () => {
      if (machine.alive) this.#look(this.settled(machine));
    });
  }

  #forget(machine: MachineRecord): void {
    this.#nodes.get(machine.id)?.timer?.cancel();
    this.#nodes.delete(machine.id);
  }

  #look(node: Node): void {
    node.timer = undefined;
    const { machine } = node;
    if (!machine.alive) return;
    const mine = this.#volumes.of(machine);
    for (const etcdCluster of this.#expected(machine)) {
      if (mine.some((volume) => volume.etcdCluster === etcdCluster)) continue;
      const free = this.#volumes
        .all()
        .find(
          (each) => each.etcdCluster === etcdCluster && !each.attachment && keyOf(each) === keyOf(machine),
        );
      if (free) this.#volumes.attach(free, machine);
    }
  }

  /** Nobody looks before there is something to find, and then at its own next look. */
  #onFree(volume: VolumeRecord): void {
    if (volume.etcdCluster === '') return;
    const known = this.#etcdClusters.get(keyOf(volume)) ?? new Set();
    this.#etcdClusters.set(keyOf(volume), known.add(volume.etcdCluster));
    for (const node of this.#nodes.values()) {
      if (node.timer || keyOf(node.machine) !== keyOf(volume)) continue;
      const looks = Math.ceil((this.#site.timeline.now - node.firstLook) / LOOK_EVERY);
      node.timer = this.#site.timeline.at(node.firstLook + looks * LOOK_EVERY, () => this.#look(node));
    }
  }

  #onAttached(machine: MachineRecord): void {
    const attached = this.#volumes.of(machine).filter((each) => each.attachment?.state === 'attached');
    const has = new Set(attached.map(({ etcdCluster }) => etcdCluster));
    if (this.#expected(machine).some((etcdCluster) => !has.has(etcdCluster))) return;
    const empty = attached.filter((each) => each.empty);
    if (empty.length === 0) this.#serve(machine);
    else after(this.#site, 'fill', () => this.#fill(machine, empty));
  }

  #fill(machine: MachineRecord, volumes: readonly VolumeRecord[]): void {
    if (!machine.alive) return;
    for (const volume of volumes) {
      volume.empty = false;
      notify(this.#site, (listener, at) => listener.onFilled?.(machine, volume, at));
    }
    this.#serve(machine);
  }

  #serve(machine: MachineRecord): void {
    after(this.#site, 'serve', () => this.#fleet.serve(machine));
  }

  #expected(machine: MachineRecord): readonly string[] {
    return [...(this.#etcdClusters.get(keyOf(machine)) ?? [])];
  }
}

export function isMaster({ tags }: MachineRecord): boolean {
  return ROLES.some((role) => role in tags);
}

/** Which volumes an instance looks for: those of its cluster, in its zone. */
function keyOf({ tags, zone }: { readonly tags: Readonly<Record<string, string>>; readonly zone: string }) {
  return `${tags.KubernetesCluster ?? ''} ${zone}`;
}
