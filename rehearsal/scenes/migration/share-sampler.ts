/** Somebody who asks the name server, over the wire, often enough to measure the cluster's share of the answers. */
import { type NameServerAddress, query } from '../../dns/dns-client.ts';
import type { LoadBalancer } from '../../world/load-balancer.ts';

/** So many answers of which one in two is the cluster's show between 43 and 57 of a hundred, but for one sample in 10,000. */
const QUESTIONS = 800;

export interface Sample {
  readonly when: string;
  /** By name: part of the answers that were the cluster's addresses (0–1). */
  readonly shares: ReadonlyMap<string, number>;
}

export class ShareSampler {
  readonly #server: NameServerAddress;
  readonly #cluster: Pick<LoadBalancer, 'ipv4'>;
  readonly #samples: Sample[] = [];

  constructor(server: NameServerAddress, cluster: Pick<LoadBalancer, 'ipv4'>) {
    this.#server = server;
    this.#cluster = cluster;
  }

  get samples(): readonly Sample[] {
    return this.#samples;
  }

  /** @param when what stands in the report */
  async sample(when: string, names: readonly string[]): Promise<void> {
    const shares = new Map<string, number>();
    for (const name of names) shares.set(name, await this.#share(name));
    this.#samples.push({ when, shares });
  }

  async #share(name: string): Promise<number> {
    let onCluster = 0;
    for (let i = 0; i < QUESTIONS; i++) {
      const { records } = await query(this.#server, name, 'A', 'udp');
      if (records.some(({ data }) => this.#cluster.ipv4.includes(data))) onCluster++;
    }
    return onCluster / QUESTIONS;
  }
}
