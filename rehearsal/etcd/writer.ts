import { setTimeout as sleep } from 'node:timers/promises';
import { EtcdClient, EtcdFailed } from './etcd-client.ts';
import type { EtcdCluster } from './etcd-cluster.ts';

/** A write that etcd said it had made. */
export interface Acknowledged {
  readonly key: string;
  readonly value: string;
  readonly revision: number;
}

/** Some time without an acknowledged write. */
export interface Stretch {
  /** Rehearsal time, epoch milliseconds. */
  readonly from: number;
  readonly to: number;
  /** How long it was in real milliseconds, which is what elections take. */
  readonly took: number;
  /** False: the writer was ended before a write was acknowledged again. */
  readonly ended: boolean;
  /** Why the first failed try failed; '' when none failed, and the write only took long. */
  readonly reason: string;
}

/**
 * Real milliseconds between two writes, and before the next try. It doesn't write as fast as it can: etcd 3.5.0 to
 * 3.5.2, killed under a high load, could forget a write on that member (etcd's issue 13766), which is another story.
 */
const PAUSE = 50;
/** Real milliseconds of a try: what was handed to a leader that was killed never ends. */
const TRY = 500;
/** Real milliseconds without an acknowledged write that are kept as a stretch; an election takes longer. */
const NOTICED = 250;
const PREFIX = '/writer/';
const DIGITS = 8;

/**
 * A client that writes all the time, a key each time, through one member after another; a write that fails is tried
 * through the next until it is acknowledged. Every acknowledged write must be there in the end.
 */
export class Writer {
  readonly #clients: readonly EtcdClient[];
  /** The rehearsal's time, epoch milliseconds. */
  readonly #now: () => number;
  readonly #acknowledged: Acknowledged[] = [];
  readonly #stretches: Stretch[] = [];
  readonly #stop = new AbortController();
  #ended: Promise<void> | undefined;
  /** The member to try next. */
  #next = 0;

  constructor({ members }: EtcdCluster, now: () => number) {
    this.#clients = members.map(({ clientPort }) => new EtcdClient(clientPort, TRY));
    this.#now = now;
  }

  get acknowledged(): readonly Acknowledged[] {
    return this.#acknowledged;
  }

  get stretches(): readonly Stretch[] {
    return this.#stretches;
  }

  /** @param onFailed called for what is neither an acknowledged nor a failed write */
  start(onFailed: (error: Error) => void): void {
    this.#ended ??= this.#writeOn().catch(onFailed);
  }

  /** Resolves when the last write is acknowledged or given up. */
  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#ended;
  }

  async #writeOn(): Promise<void> {
    let last = { at: this.#now(), real: performance.now() };
    while (!this.#stop.signal.aborted) {
      const { ended, reason } = await this.#write(this.#acknowledged.length + 1);
      const now = { at: this.#now(), real: performance.now() };
      const took = now.real - last.real;
      if (took >= NOTICED) this.#stretches.push({ from: last.at, to: now.at, took, ended, reason });
      last = now;
      await pause();
    }
  }

  /** Tries until it is acknowledged. The same words each time: it does no harm when an earlier try has worked. */
  async #write(number: number): Promise<Pick<Stretch, 'ended' | 'reason'>> {
    const key = `${PREFIX}${String(number).padStart(DIGITS, '0')}`;
    const value = String(number);
    let reason = '';
    do {
      const client = this.#clients[this.#next++ % this.#clients.length] as EtcdClient;
      try {
        this.#acknowledged.push({ key, value, revision: await client.put(key, value) });
        return { ended: true, reason };
      } catch (error) {
        if (!(error instanceof EtcdFailed)) throw error;
        reason ||= error.message;
        await pause();
      }
    } while (!this.#stop.signal.aborted);
    return { ended: false, reason };
  }
}

function pause(): Promise<void> {
  return sleep(PAUSE, undefined, { ref: false });
}

/**
 * What is wrong with the acknowledged writes, asked of every member by a linearizable read: a write that is gone or
 * other than it was, or a revision that went back. Nothing, when not one was lost.
 */
export async function lostWrites(
  cluster: EtcdCluster,
  writer: Pick<Writer, 'acknowledged'>,
): Promise<readonly string[]> {
  const problems: string[] = [];
  for (const { name, client } of cluster.members) {
    const found = new Map((await client.range(PREFIX)).map((each) => [each.key, each]));
    for (const { key, value, revision } of writer.acknowledged) {
      const there = found.get(key);
      if (there === undefined) problems.push(`${name} has lost ${key}, acknowledged at ${revision}`);
      else if (there.value !== value) problems.push(`${name} has ${key} = ${there.value}, not ${value}`);
      else if (there.revision < revision) {
        problems.push(`${name} has ${key} at ${there.revision}, acknowledged at ${revision}`);
      }
    }
  }
  return [...problems, ...revisionsThatWentBack(cluster.name, writer.acknowledged)];
}

/** A continued history never gives a revision twice; one from an older or an empty volume does. */
function revisionsThatWentBack(name: string, writes: readonly Acknowledged[]): readonly string[] {
  return writes.flatMap(({ key, revision }, i) => {
    const before = writes[i - 1];
    return before && revision <= before.revision
      ? [`${name} acknowledged ${key} at ${revision}, after ${before.key} at ${before.revision}`]
      : [];
  });
}
