import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { EtcdClient } from './etcd-client.ts';
import { fixedPort } from './ports.ts';
import type { EtcdServer } from './program.ts';
import { until } from './until.ts';

/** A member is what is on its volume: whoever runs on that folder, with these ports, is this member. */
export interface EtcdMember {
  readonly name: string;
  readonly peerPort: number;
  readonly clientPort: number;
  /** Its volume. */
  readonly folder: string;
  readonly client: EtcdClient;
}

/** Real milliseconds. Short, so that a leader that was killed is replaced in a moment; etcd's own are twice these. */
const HEARTBEAT = 50;
/** Ten heartbeats, as etcd recommends: a busy laptop misses some. */
const ELECTION = 500;
/** Real milliseconds. */
const ADDED_WITHIN = 30_000;
/** Real milliseconds that a member has to answer a question. */
const ANSWERS_WITHIN = 2000;

/** The members of one etcd cluster: where each of them is, and how it is started. Nothing runs here. */
export class EtcdCluster {
  /** `main`, `events` … */
  readonly name: string;
  readonly members: readonly EtcdMember[];
  #server: EtcdServer;
  /** Members that were added to the cluster after it was made. */
  readonly #added = new Set<string>();

  private constructor(name: string, members: readonly EtcdMember[], server: EtcdServer) {
    this.name = name;
    this.members = members;
    this.#server = server;
  }

  /** Makes the members' volumes, empty, in `folder`. */
  static async make(
    name: string,
    memberNames: readonly string[],
    folder: string,
    server: EtcdServer,
  ): Promise<EtcdCluster> {
    const members: EtcdMember[] = [];
    for (const member of memberNames) {
      const volume = join(folder, `${name}-${member}`);
      mkdirSync(volume, { recursive: true, mode: 0o700 });
      const [peerPort, clientPort] = [await fixedPort(), await fixedPort()];
      const client = new EtcdClient(clientPort, ANSWERS_WITHIN);
      members.push({ name: member, peerPort, clientPort, folder: volume, client });
    }
    return new EtcdCluster(name, members, server);
  }

  /** Members that are started from now on run this. A newer etcd reads a volume of one minor before; none reads that of a newer one. */
  upgrade(server: EtcdServer): void {
    this.#server = server;
  }

  get quorum(): number {
    return Math.floor(this.members.length / 2) + 1;
  }

  member(name: string): EtcdMember {
    const found = this.members.find((each) => each.name === name);
    if (found) return found;
    const names = this.members.map((each) => each.name).join(', ');
    throw new Error(`${this.name} has no member ${name}, only ${names}`);
  }

  /** Takes a member off, empties its volume, and adds it anew: it gets all from the others when it is started. */
  async renew(name: string): Promise<void> {
    const member = this.member(name);
    const others = this.members.filter((each) => each !== member);
    for (const { name: other, client } of others) {
      const answers = async () => {
        await client.ping();
        return true;
      };
      // For a moment after one has gone, they may be without a leader.
      await until(`${other} of ${this.name} to answer`, answers, ADDED_WITHIN);
    }
    const [other] = others;
    if (!other) throw new Error(`${this.name} has no other member than ${name}`);
    await other.client.removeMember(name);
    rmSync(member.folder, { recursive: true });
    mkdirSync(member.folder, { recursive: true, mode: 0o700 });
    // etcd takes nobody in before all of its members have been in touch for five seconds.
    const isAdded = async () => {
      await other.client.addMember(peerUrlOf(member));
      return true;
    };
    await until(`${name} to be added to ${this.name}`, isAdded, ADDED_WITHIN);
    this.#added.add(name);
  }

  /** What runs a member. */
  command({ name, peerPort, clientPort, folder }: EtcdMember): readonly string[] {
    const peerUrl = peerUrlOf({ peerPort });
    const clientUrl = `http://127.0.0.1:${clientPort}`;
    const all = this.members.map((each) => `${each.name}=${peerUrlOf(each)}`);
    return [
      this.#server.program,
      `--name=${name}`,
      `--data-dir=${folder}`,
      `--listen-peer-urls=${peerUrl}`,
      `--initial-advertise-peer-urls=${peerUrl}`,
      `--listen-client-urls=${clientUrl}`,
      `--advertise-client-urls=${clientUrl}`,
      // Of these, only the first start of a member takes note; afterwards it goes by what is on its volume.
      `--initial-cluster=${all.join(',')}`,
      `--initial-cluster-state=${this.#added.has(name) ? 'existing' : 'new'}`,
      `--initial-cluster-token=${this.name}`,
      `--heartbeat-interval=${HEARTBEAT}`,
      `--election-timeout=${ELECTION}`,
      // The one before it was killed: its connections may still be known to the system.
      '--socket-reuse-address=true',
      // What a killed process has written is safe in the system's cache; only a machine that fails could lose it.
      '--unsafe-no-fsync=true',
      '--log-level=warn',
    ];
  }
}

function peerUrlOf({ peerPort }: Pick<EtcdMember, 'peerPort'>): string {
  return `http://127.0.0.1:${peerPort}`;
}
