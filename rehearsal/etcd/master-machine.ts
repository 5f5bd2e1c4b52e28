import type { Certificate } from '../tools/certificates.ts';
import { type ProcessGroup, startProcessGroup } from '../tools/process-group.ts';
import { type ApiServer, type ApiServerOptions, startApiServer } from './api-server.ts';
import type { EtcdCluster, EtcdMember } from './etcd-cluster.ts';
import { until } from './until.ts';

/** A member's process ended although nobody ended it. */
export class EtcdDied extends Error {
  override readonly name = 'EtcdDied';
}

export interface MasterMachineOptions {
  readonly instance: string;
  /** The first is the API server's own etcd (`etcd`), the others are its overrides. */
  readonly etcdClusters: readonly EtcdCluster[];
  readonly certificate: Certificate;
  /** What its API server takes for a credential now. */
  readonly token: ApiServerOptions['token'];
  readonly log: (line: string) => void;
  /** A member of it ended unasked. */
  readonly onDied: (error: EtcdDied) => void;
}

const KEPT_LINES = 20;
const STARTS_WITHIN = 30_000;

/**
 * What runs on one master: its API server from the beginning, and a member of each etcd cluster from when its volume
 * is attached. It ends as machines do, without a warning.
 */
export class MasterMachine {
  readonly instance: string;
  readonly #options: MasterMachineOptions;
  readonly #members = new Map<string, EtcdMember>();
  /** Etcd clusters whose process was ended here. */
  readonly #stopped = new Set<string>();
  readonly #lines: string[] = [];
  #group: ProcessGroup | undefined;
  #api: ApiServer | undefined;

  private constructor(options: MasterMachineOptions) {
    this.instance = options.instance;
    this.#options = options;
  }

  static async start(options: MasterMachineOptions): Promise<MasterMachine> {
    const machine = new MasterMachine(options);
    machine.#group = await startProcessGroup({
      names: options.etcdClusters.map(({ name }) => name),
      log: (name, line) => machine.#log(name, line),
      onEnded: (name, code) => machine.#ended(name, code),
    });
    const { certificate, token } = options;
    machine.#api = await startApiServer({ certificate, token, checks: machine.#checks() });
    return machine;
  }

  /** Where its API server listens on the loopback interface. */
  get apiPort(): number {
    return (this.#api as ApiServer).port;
  }

  /** The process group in which its members run. */
  get processGroup(): number {
    return (this.#group as ProcessGroup).id;
  }

  /** Of an etcd cluster, the member whose volume it has. */
  memberOf(etcdCluster: string): EtcdMember | undefined {
    return this.#members.get(etcdCluster);
  }

  /** Starts the member that is on this volume; resolves when it answers for itself, or when the machine ended. */
  async attach(etcdCluster: EtcdCluster, member: EtcdMember): Promise<void> {
    this.#members.set(etcdCluster.name, member);
    this.#group?.run(etcdCluster.name, etcdCluster.command(member));
    const runs = async () => (this.#group ? await member.client.status() : true);
    await until(`member ${member.name} of ${etcdCluster.name} to start`, runs, STARTS_WITHIN);
  }

  /** Whether the member whose volume it has is to run. */
  runs(etcdCluster: string): boolean {
    return this.#members.has(etcdCluster) && !this.#stopped.has(etcdCluster);
  }

  /** Ends the member's process alone; resolves when it has ended. */
  async stop(etcdCluster: string): Promise<void> {
    this.#stopped.add(etcdCluster);
    await this.#group?.stop(etcdCluster);
  }

  /** Starts it again. */
  async start(etcdCluster: EtcdCluster): Promise<void> {
    const member = this.memberOf(etcdCluster.name);
    if (!member) throw new Error(`${this.instance} has no volume of ${etcdCluster.name}`);
    this.#stopped.delete(etcdCluster.name);
    await this.attach(etcdCluster, member);
  }

  /** Kills it; resolves when nothing of it runs any more. */
  async kill(): Promise<void> {
    const [group, api] = [this.#group, this.#api];
    this.#group = undefined;
    await Promise.all([group?.kill(), api?.close()]);
    this.#members.clear();
  }

  #checks() {
    // kops points no API server at cilium's etcd.
    const spokenOf = this.#options.etcdClusters.filter(({ name }) => name !== 'cilium');
    return spokenOf.map(({ name }, i) => ({
      name: i === 0 ? 'etcd' : `etcd-override-${i - 1}`,
      ping: async () => {
        const member = this.#members.get(name);
        if (!member) throw new Error(`${this.instance} has no volume of ${name} yet`);
        await member.client.ping();
      },
    }));
  }

  #log(name: string, line: string): void {
    const whole = `${this.instance} etcd ${name}: ${line}`;
    this.#lines.push(whole);
    if (this.#lines.length > KEPT_LINES) this.#lines.shift();
    this.#options.log(whole);
  }

  #ended(name: string, code: number): void {
    if (!this.#group || this.#stopped.has(name)) return;
    const member = this.#members.get(name)?.name;
    this.#options.onDied(
      new EtcdDied(
        `member ${member} of ${name} on ${this.instance} ended unexpectedly with code ${code}; its last lines:\n${this.#lines.join('\n')}`,
      ),
    );
  }
}
