import { lookup as systemLookup } from 'node:dns/promises';
import type { SecureContext } from 'node:tls';
import { certificateInWords } from '../../../shared/adapters/certificate.ts';
import { cut } from '../../../shared/domain/text.ts';
import type { Reach } from '../../contract/database-probes.ts';
import type { DatabaseEndpoint } from '../../contract/payloads.ts';
import type { RoundTrips, TripTimes } from '../../domain/databases/latency.ts';
import type { DatabaseProbe } from '../../ports/database-probe.ts';
import { mysql } from './mysql.ts';
import { postgres } from './postgres.ts';
import { asProbeError, ProbeError } from './probe-error.ts';
import { trustedAuthorities, upgradeToTls } from './tls-upgrade.ts';
import { connectTo } from './wire.ts';

const SPEAKERS = { postgres, mysql, mariadb: mysql } as const;

/** Of what a server says, characters: it may say anything. */
const MOST_SAID = 500;

/** After so many lost in a row the others would only take time. */
const MOST_LOST_IN_A_ROW = 3;

export interface ProbeOptions {
  /** All addresses of a name, as the system resolves it for every client. */
  readonly lookup: (host: string) => Promise<readonly string[]>;
  /** Whom to trust for databases of a kind; made at the first use. */
  readonly trusted: (kind: DatabaseEndpoint['kind']) => SecureContext;
  /** For each step on the way, milliseconds. */
  readonly timeoutMs: number;
}

const DEFAULTS: ProbeOptions = {
  lookup: async (host) => (await systemLookup(host, { all: true })).map(({ address }) => address),
  trusted: (kind) => trustedAuthorities(kind, []),
  timeoutMs: 3000,
};

/** What was seen on a way that led through. */
type Walked = Omit<Extract<Reach, { readonly reached: true }>, 'reached' | 'addresses'> & {
  readonly times: TripTimes;
};

/** Walks the way by sockets of its own. */
export class SocketDatabaseProbe implements DatabaseProbe {
  readonly #options: ProbeOptions;
  readonly #trusted = new Map<DatabaseEndpoint['kind'], SecureContext>();

  constructor(options: Partial<ProbeOptions> = {}) {
    this.#options = { ...DEFAULTS, ...options };
  }

  async reach(endpoint: DatabaseEndpoint): Promise<Reach> {
    let addresses: readonly string[] = [];
    try {
      addresses = await this.#resolve(endpoint.host);
      const { times: _, ...seen } = await this.#walk(addresses, endpoint);
      return { reached: true, addresses, ...seen };
    } catch (error) {
      const { failure, message } = asProbeError(error, 'the connection');
      return { reached: false, addresses, failure, message: cut(message, MOST_SAID) };
    }
  }

  async roundTrips(endpoint: DatabaseEndpoint, withinMs: number): Promise<RoundTrips> {
    const times: TripTimes[] = [];
    const addresses = await this.#resolve(endpoint.host).catch(() => []);
    const end = performance.now() + withinMs;
    let [lost, inARow] = [0, 0];
    while (
      times.length + lost < endpoint.roundTrips &&
      inARow < MOST_LOST_IN_A_ROW &&
      performance.now() < end
    ) {
      const one = await this.#timesOf(addresses, endpoint);
      inARow = one ? 0 : inARow + 1;
      if (one) times.push(one);
      else lost += 1;
    }
    return { times, lost };
  }

  /** @throws ProbeError where the way ends */
  async #walk(addresses: readonly string[], { host, port, engine, kind }: DatabaseEndpoint): Promise<Walked> {
    const speaker = SPEAKERS[engine];
    const trusted = this.#trustedFor(kind);
    const watch = new Stopwatch();
    const wire = await connectTo(addresses, port, this.#options.timeoutMs);
    try {
      const connect = watch.lap();
      const greeting = await speaker.agreeOnTls(wire);
      const secure = await upgradeToTls(wire, host, trusted);
      const tls = watch.lap();
      const said = await speaker.introduce(secure);
      const answer = watch.lap();
      const walked = {
        server: cut(said.startsWith(greeting) ? said : `${greeting}; ${said}`, MOST_SAID),
        tls: secure.socket.getProtocol() ?? 'TLS',
        certificate: cut(certificateInWords(secure.socket), MOST_SAID),
        times: { connect, tls, answer },
      };
      await secure.end();
      return walked;
    } finally {
      wire.socket.destroy();
    }
  }

  #trustedFor(kind: DatabaseEndpoint['kind']): SecureContext {
    const trusted = this.#trusted.get(kind) ?? this.#options.trusted(kind);
    this.#trusted.set(kind, trusted);
    return trusted;
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
  async #timesOf(addresses: readonly string[], endpoint: DatabaseEndpoint): Promise<TripTimes | undefined> {
    try {
      return (await this.#walk(addresses, endpoint)).times;
    } catch (error) {
      if (error instanceof ProbeError) return undefined;
      throw error;
    }
  }
}

/** Tells how long each part of something took. */
class Stopwatch {
  #since = performance.now();

  /** Milliseconds since the last lap, or the start. */
  lap(): number {
    const now = performance.now();
    const taken = now - this.#since;
    this.#since = now;
    return taken;
  }
}
