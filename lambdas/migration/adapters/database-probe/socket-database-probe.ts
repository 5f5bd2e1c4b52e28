import { lookup as systemLookup } from 'node:dns/promises';
import type { SecureContext } from 'node:tls';
import { certificateInWords } from '../../../shared/adapters/certificate.ts';
import type { DatabaseEndpoint } from '../../contract/payloads.ts';
import type { DatabaseProbe, Reach, RoundTrips } from '../../ports/database-probe.ts';
import { mysql } from './mysql.ts';
import { postgres } from './postgres.ts';
import { asProbeError, ProbeError } from './probe-error.ts';
import { trustedAuthorities, upgradeToTls } from './tls-upgrade.ts';
import { connectTo, type Wire } from './wire.ts';

const SPEAKERS = { postgres, mysql } as const;

/** After so many lost in a row the others would only take time. */
const MOST_LOST_IN_A_ROW = 3;

export interface ProbeOptions {
  /** All addresses of a name, as the system resolves it for every client. */
  readonly lookup: (host: string) => Promise<readonly string[]>;
  /** Made at the first use. */
  readonly trusted: () => SecureContext;
  /** For each step on the way, milliseconds. */
  readonly timeoutMs: number;
}

const DEFAULTS: ProbeOptions = {
  lookup: async (host) => (await systemLookup(host, { all: true })).map(({ address }) => address),
  trusted: () => trustedAuthorities([]),
  timeoutMs: 3000,
};

/** Walks the way by sockets of its own. */
export class SocketDatabaseProbe implements DatabaseProbe {
  readonly #options: ProbeOptions;
  #trusted: SecureContext | undefined;

  constructor(options: Partial<ProbeOptions> = {}) {
    this.#options = { ...DEFAULTS, ...options };
  }

  async reach(endpoint: DatabaseEndpoint): Promise<Reach> {
    let addresses: readonly string[] = [];
    let wire: Wire | undefined;
    const speaker = SPEAKERS[endpoint.engine];
    try {
      addresses = await this.#resolve(endpoint.host);
      wire = await connectTo(addresses, endpoint.port, this.#options.timeoutMs);
      const greeting = await speaker.agreeOnTls(wire);
      this.#trusted ??= this.#options.trusted();
      const secure = await upgradeToTls(wire, endpoint.host, this.#trusted);
      const answer = await speaker.introduce(secure);
      const server = answer.startsWith(greeting) ? answer : `${greeting}; ${answer}`;
      const tls = secure.socket.getProtocol() ?? 'TLS';
      const certificate = certificateInWords(secure.socket);
      secure.socket.end();
      return { reached: true, addresses, server, tls, certificate };
    } catch (error) {
      const { failure, message } = asProbeError(error, 'the connection');
      return { reached: false, addresses, failure, message };
    } finally {
      wire?.socket.destroy();
    }
  }

  async roundTrips(endpoint: DatabaseEndpoint): Promise<RoundTrips> {
    const milliseconds: number[] = [];
    const addresses = await this.#resolve(endpoint.host).catch(() => []);
    let inARow = 0;
    for (let i = 0; i < endpoint.roundTrips && inARow < MOST_LOST_IN_A_ROW; i++) {
      const one = await this.#roundTrip(addresses, endpoint);
      inARow = one === undefined ? inARow + 1 : 0;
      if (one !== undefined) milliseconds.push(one);
    }
    return { milliseconds, lost: endpoint.roundTrips - milliseconds.length };
  }

  async #resolve(host: string): Promise<readonly string[]> {
    const { promise: timeout, reject } = Promise.withResolvers<never>();
    const timer = setTimeout(
      () => reject(new ProbeError('not-resolved', `the resolver did not answer for ${host} in time`)),
      this.#options.timeoutMs,
    );
    try {
      return await Promise.race([this.#options.lookup(host), timeout]);
    } catch (error) {
      if (error instanceof ProbeError) throw error;
      throw new ProbeError('not-resolved', (error as Error).message, { cause: error });
    } finally {
      clearTimeout(timer);
    }
  }

  /** Undefined when it got no answer: `reach` reported the reason, or it is the same as before. */
  async #roundTrip(
    addresses: readonly string[],
    { port, engine }: DatabaseEndpoint,
  ): Promise<number | undefined> {
    let wire: Wire | undefined;
    try {
      wire = await connectTo(addresses, port, this.#options.timeoutMs);
      return await SPEAKERS[engine].roundTrip(wire);
    } catch (error) {
      if (error instanceof ProbeError) return undefined;
      throw error;
    } finally {
      wire?.socket.destroy();
    }
  }
}
