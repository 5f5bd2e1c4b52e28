/** The machines of a cluster's masters with what really runs on them, for somebody else who decides what they do. */

import type { SimulatedNetwork } from '../network/simulated-network.ts';
import { type Certificate, certificateFor } from '../tools/certificates.ts';
import { EtcdCluster, type EtcdMember } from './etcd-cluster.ts';
import { type EtcdDied, MasterMachine } from './master-machine.ts';
import type { EtcdServer } from './program.ts';
import { until } from './until.ts';

export interface RealMastersOptions {
  /** Existing; the volumes are put there. */
  readonly folder: string;
  /** What every member runs, until `upgrade` says otherwise. */
  readonly etcd: EtcdServer;
  /** etcd's clusters; the API servers' own is the first. */
  readonly etcdClusters: readonly string[];
  /** The members that each of them has. */
  readonly members: readonly string[];
  /** Of the cluster: signs every API server's certificate … */
  readonly authority: Certificate;
  /** … for this name. */
  readonly serverName: string;
  /** What API servers take for a credential. */
  readonly token: string;
  /** Where the API servers are to be found by their private addresses. */
  readonly network: SimulatedNetwork;
  readonly log: (line: string) => void;
  /** A member's process ended although nobody ended it. */
  readonly onDied: (error: EtcdDied) => void;
}

const API_PORT = 443;
const SETTLES_WITHIN = 30_000;

export class RealMasters {
  readonly etcdClusters: readonly EtcdCluster[];
  /** Whether API servers know the token: when its account is deleted, they refuse it. */
  tokenKnown = true;
  readonly #options: RealMastersOptions;
  #etcd: EtcdServer;
  readonly #machines = new Map<string, { readonly machine: MasterMachine; readonly address: string }>();

  private constructor(options: RealMastersOptions, etcdClusters: readonly EtcdCluster[]) {
    this.#options = options;
    this.#etcd = options.etcd;
    this.etcdClusters = etcdClusters;
  }

  /** What members run that are started now. */
  get etcd(): EtcdServer {
    return this.#etcd;
  }

  /** Masters that get their volumes from now on run this, as after an upgrade of Kubernetes. */
  upgrade(etcd: EtcdServer): void {
    this.#etcd = etcd;
    for (const cluster of this.etcdClusters) cluster.upgrade(etcd);
  }

  /** Makes the volumes; no machine runs yet. */
  static async make(options: RealMastersOptions): Promise<RealMasters> {
    const etcdClusters: EtcdCluster[] = [];
    for (const name of options.etcdClusters) {
      etcdClusters.push(await EtcdCluster.make(name, options.members, options.folder, options.etcd));
    }
    return new RealMasters(options, etcdClusters);
  }

  /** A machine begins to run at a private address: its API server does, and waits for its volumes. */
  async launch(instance: string, address: string): Promise<void> {
    if (this.#machines.has(instance)) throw new Error(`${instance} runs already`);
    const { authority, serverName, token, network, log, onDied } = this.#options;
    const machine = await MasterMachine.start({
      instance,
      etcdClusters: this.etcdClusters,
      certificate: await certificateFor(serverName, authority),
      token: () => (this.tokenKnown ? token : undefined),
      log,
      onDied,
    });
    this.#machines.set(instance, { machine, address });
    network.listen(address, API_PORT, machine.apiPort);
  }

  /** A volume came to a machine, which starts the member that is on it. */
  async attach(instance: string, etcdCluster: string, member: string): Promise<void> {
    const { machine } = this.#running(instance);
    const elsewhere = this.#runsOn(etcdCluster, member);
    if (elsewhere !== undefined) {
      throw new Error(`the volume of ${member} of ${etcdCluster} is attached to ${elsewhere}`);
    }
    const cluster = this.etcdCluster(etcdCluster);
    await machine.attach(cluster, cluster.member(member));
  }

  /**
   * A member on an empty volume begins anew, as etcd-manager makes it: the others take the old one off and add it again.
   * @throws EtcdFailed unless all others serve
   */
  async fill(instance: string, etcdCluster: string, member: string): Promise<void> {
    const { machine } = this.#running(instance);
    const cluster = this.etcdCluster(etcdCluster);
    await cluster.renew(member);
    await machine.attach(cluster, cluster.member(member));
  }

  /** The process of a member ends, at once; its machine and its volume stay. */
  async stopMember(etcdCluster: string, member: string): Promise<void> {
    await this.#machineWith(etcdCluster, member).stop(etcdCluster);
  }

  async startMember(etcdCluster: string, member: string): Promise<void> {
    await this.#machineWith(etcdCluster, member).start(this.etcdCluster(etcdCluster));
  }

  /** The machine ends, at once and with all that runs on it; its volumes stay as they are. */
  async terminate(instance: string): Promise<void> {
    const { machine, address } = this.#running(instance);
    this.#options.network.leave(address);
    await machine.kill();
    this.#machines.delete(instance);
  }

  etcdCluster(name: string): EtcdCluster {
    const found = this.etcdClusters.find((each) => each.name === name);
    if (found) return found;
    throw new Error(`there is no etcd cluster ${name}`);
  }

  /** The machine that has the volume of a member. */
  machineOf(etcdCluster: string, member: string): MasterMachine | undefined {
    return [...this.#machines.values()].find(({ machine }) => machine.memberOf(etcdCluster)?.name === member)
      ?.machine;
  }

  /** The members of an etcd cluster whose processes run now. */
  runningMembers(etcdCluster: string): readonly EtcdMember[] {
    return this.etcdCluster(etcdCluster).members.filter(({ name }) =>
      this.machineOf(etcdCluster, name)?.runs(etcdCluster),
    );
  }

  /** Waits until every running member serves, in each etcd cluster of which a quorum runs. */
  async settle(): Promise<void> {
    for (const { name, quorum } of this.etcdClusters) {
      const allServe = async () => {
        const members = this.runningMembers(name);
        if (members.length >= quorum) await Promise.all(members.map(({ client }) => client.ping()));
        return true;
      };
      await until(`every running member of ${name} to serve`, allServe, SETTLES_WITHIN);
    }
  }

  /** Ends all machines. */
  async close(): Promise<void> {
    await Promise.all([...this.#machines.keys()].map((instance) => this.terminate(instance)));
  }

  #runsOn(etcdCluster: string, member: string): string | undefined {
    return this.machineOf(etcdCluster, member)?.instance;
  }

  #machineWith(etcdCluster: string, member: string): MasterMachine {
    const machine = this.machineOf(etcdCluster, member);
    if (machine) return machine;
    throw new Error(`no machine has the volume of ${member} of ${etcdCluster}`);
  }

  #running(instance: string) {
    const found = this.#machines.get(instance);
    if (found) return found;
    throw new Error(`${instance} does not run`);
  }
}
