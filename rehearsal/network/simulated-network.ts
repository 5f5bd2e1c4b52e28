import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { OWN_FOLDER } from '#own';

interface NameServer {
  readonly address: string;
  readonly port: number;
}

interface Listener {
  readonly port: number;
  readonly roundTripMs: number | undefined;
}

/**
 * Who listens where in a network that isn't there: processes with the module of `preload` find those who listen by
 * their addresses in it, and nobody else outside of this machine. See preloaded-network.cjs.
 */
export class SimulatedNetwork {
  /** Loaded with `node --require` … */
  static readonly preload = join(OWN_FOLDER, 'rehearsal/network/preloaded-network.cjs');
  readonly #file: string;
  readonly #ports = new Map<string, Listener>();
  readonly #names = new Map<string, string>();
  readonly #standIns = new Map<string, string>();
  #nameServer: NameServer | undefined;

  /** @param folder where the file is put that says who is where */
  constructor(folder: string) {
    this.#file = join(folder, 'network.json');
    this.#write();
  }

  /** … it needs this to be in the environment. */
  get environment(): Readonly<Record<string, string>> {
    return { REHEARSAL_NETWORK_FILE: this.#file };
  }

  /**
   * From now on, who connects to `address:port`, by TCP or UDP, is led to `localPort`.
   * @param roundTripMs what a round trip takes there, milliseconds, for whoever measures it; undefined: what it really takes
   */
  listen(address: string, port: number, localPort: number, roundTripMs?: number): void {
    this.#ports.set(keyOf(address, port), { port: localPort, roundTripMs });
    this.#write();
  }

  /** From now on nobody is at this address. */
  leave(address: string): void {
    for (const key of [...this.#ports.keys()]) {
      if (key.startsWith(keyOf(address, ''))) this.#ports.delete(key);
    }
    this.#write();
  }

  /** From now on, the machine's own resolver knows `name`, as `getaddrinfo` asks it. */
  name(name: string, address: string): void {
    this.#names.set(name, address);
    this.#write();
  }

  /** From now on it doesn't any more. */
  unname(name: string): void {
    this.#names.delete(name);
    this.#write();
  }

  /**
   * From now on, who trusts exactly this authority trusts the other one in its place: only the owner of a real cluster has
   * the key of its authority. @param authority PEM, as clients have it @param standIn PEM
   */
  trust(authority: string, standIn: string): void {
    this.#standIns.set(authority, standIn);
    this.#write();
  }

  /** From now on, this one is asked for addresses, CAA records and name servers in place of the machine's own resolver. */
  resolveBy(nameServer: NameServer): void {
    this.#nameServer = nameServer;
    this.#write();
  }

  #write(): void {
    const content = {
      ports: Object.fromEntries(this.#ports),
      names: Object.fromEntries(this.#names),
      standIns: Object.fromEntries(this.#standIns),
      nameServer: this.#nameServer && keyOf(this.#nameServer.address, this.#nameServer.port),
    };
    // Put in place at once: nobody reads half of it.
    writeFileSync(`${this.#file}.new`, JSON.stringify(content));
    renameSync(`${this.#file}.new`, this.#file);
  }
}

function keyOf(address: string, port: number | ''): string {
  return `${address}:${port}`;
}
