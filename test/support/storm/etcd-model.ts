/**
 * The etcd clusters on the masters, as a small model: a member serves when its instance lives, all of the instance's etcd
 * volumes are attached, and the boot is over. Reads are linearizable: without quorum no member answers them.
 */
import type { ApiAnswer } from '../../../lambdas/shared/domain/api-answer.ts';
import type { ComputeEngine, ComputeListener, Disk, Machine } from '../../../rehearsal/compute/index.ts';

interface Node {
  readonly id: string;
  readonly address: string;
  alive: boolean;
  /** Members that it has the volumes of, by etcd cluster. */
  readonly members: Map<string, string>;
  /** Epoch milliseconds; infinite without all volumes. */
  servesFrom: number;
  /** When its API server answers, whatever it says. */
  answersFrom: number;
}

export interface EtcdModelOptions {
  readonly names: readonly string[];
  /** In the order of the cluster's spec. */
  readonly etcdClusters: readonly string[];
  readonly now: () => number;
  readonly bootSeconds: () => number;
}

export class EtcdModel implements ComputeListener {
  readonly size: number;
  readonly quorum: number;
  readonly #options: EtcdModelOptions;
  readonly #nodes = new Map<string, Node>();

  constructor(engine: ComputeEngine, options: EtcdModelOptions) {
    this.#options = options;
    this.size = options.names.length;
    this.quorum = (this.size - (this.size % 2)) / 2 + 1;
    for (const { Instances } of engine.ec2.describeInstances().Reservations)
      for (const { InstanceId: id, PrivateIpAddress: address = '' } of Instances) this.#add(id, address);
    for (const { Attachments, Tags } of engine.ec2.describeVolumes().Volumes)
      for (const { Key, Value } of Tags) {
        const node = this.#nodes.get(Attachments[0]?.InstanceId ?? '');
        if (!Key.startsWith('k8s.io/etcd/') || !node) continue;
        node.members.set(Key.slice('k8s.io/etcd/'.length), Value.split('/')[0] ?? '');
        node.servesFrom = 0;
        node.answersFrom = 0;
      }
    engine.listen(this);
  }

  readonly onRunning = ({ id, address }: Machine): void => void this.#add(id, address);

  readonly onAttached = ({ id }: Machine, disks: readonly Disk[]): void => {
    const node = this.#nodes.get(id);
    if (!node) return;
    for (const { etcdCluster, member } of disks) node.members.set(etcdCluster, member);
    if (this.#options.etcdClusters.some((one) => !node.members.has(one))) return;
    // The API server is there first, and reports that etcd is not.
    node.answersFrom = this.#options.now() + this.#options.bootSeconds() * 500;
    node.servesFrom = node.answersFrom + this.#options.bootSeconds() * 500;
  };

  readonly onStopped = ({ id }: Machine): void => {
    const node = this.#nodes.get(id);
    if (node) node.alive = false;
  };

  readonly onDetached = ({ id }: Machine, { etcdCluster }: Disk): void => {
    const node = this.#nodes.get(id);
    node?.members.delete(etcdCluster);
    if (node) node.servesFrom = Number.POSITIVE_INFINITY;
  };

  /** The instances whose member serves, and no less than its whole instance does. */
  serving(): readonly string[] {
    return [...this.#nodes.values()].filter((node) => this.#serves(node)).map(({ id }) => id);
  }

  serves(instance: string): boolean {
    const node = this.#nodes.get(instance);
    return node !== undefined && this.#serves(node);
  }

  isAlive(instance: string): boolean {
    return this.#nodes.get(instance)?.alive === true;
  }

  hasQuorum(): boolean {
    return this.serving().length >= this.quorum;
  }

  instanceAt(address: string): string {
    return [...this.#nodes.values()].find((node) => node.alive && node.address === address)?.id ?? '';
  }

  readyz(address: string): ApiAnswer {
    const node = this.#nodes.get(this.instanceAt(address));
    if (!node || this.#options.now() < node.answersFrom)
      return { kind: 'no-answer', reason: `${address} refused the connection` };
    const ok = this.#serves(node) && this.hasQuorum();
    const line = (check: string) => (ok ? `[+]${check} ok` : `[-]${check} failed: reason withheld`);
    // kops points no API server at cilium's etcd.
    const checks = this.#options.etcdClusters
      .filter((name) => name !== 'cilium')
      .map((_, index) => (index === 0 ? 'etcd' : `etcd-override-${index - 1}`));
    const body = ['[+]ping ok', ...checks.map(line), ok ? 'readyz check passed' : 'readyz check failed'].join(
      '\n',
    );
    return { kind: 'answer', status: ok ? 200 : 500, body };
  }

  #serves({ alive, servesFrom }: Node): boolean {
    return alive && this.#options.now() >= servesFrom;
  }

  #add(id: string, address: string): void {
    this.#nodes.set(id, {
      id,
      address,
      alive: true,
      members: new Map(),
      servesFrom: Number.POSITIVE_INFINITY,
      answersFrom: Number.POSITIVE_INFINITY,
    });
  }
}
