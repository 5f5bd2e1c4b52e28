import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The addresses that belong to a private network, as `10.40.0.0` and `16`. */
export interface Subnet {
  readonly address: string;
  readonly prefix: number;
}

/**
 * Who listens where in a private network that isn't there: processes with the module of `preload` find those who
 * listen by their private addresses. See preloaded-network.cjs.
 */
export class PrivateNetwork {
  /** Loaded with `node --require` … */
  static readonly preload = join(import.meta.dirname, 'preloaded-network.cjs');
  readonly #file: string;
  readonly #subnet: Subnet;
  readonly #ports = new Map<string, number>();

  /** @param folder where the file is put that says who is where */
  constructor(folder: string, subnet: Subnet) {
    this.#file = join(folder, 'network.json');
    this.#subnet = subnet;
    this.#write();
  }

  /** … it needs this to be in the environment. */
  get environment(): Readonly<Record<string, string>> {
    return { REHEARSAL_NETWORK_FILE: this.#file };
  }

  /** From now on, who connects to `address:port` is led to `localPort`. */
  listen(address: string, port: number, localPort: number): void {
    this.#ports.set(`${address}:${port}`, localPort);
    this.#write();
  }

  /** From now on nobody is at this address. */
  leave(address: string): void {
    for (const key of [...this.#ports.keys()]) {
      if (key.startsWith(`${address}:`)) this.#ports.delete(key);
    }
    this.#write();
  }

  #write(): void {
    const content = { subnet: this.#subnet, ports: Object.fromEntries(this.#ports) };
    // Put in place at once: nobody reads half of it.
    writeFileSync(`${this.#file}.new`, JSON.stringify(content));
    renameSync(`${this.#file}.new`, this.#file);
  }
}
