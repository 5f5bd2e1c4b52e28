/**
 * The clients of the names: many people and programs behind a few hundred caching resolvers. A resolver keeps
 * an answer for its TTL, some for longer (see SPEC.md), and its clients send their requests to whatever it has.
 */
import { MINUTE } from './minutes.ts';
import { type Random, randomFor } from './random.ts';

/** One of the answers that a name server may give now, with how often it gives it (0–1, together 1). */
export interface PossibleAnswer {
  /** A load balancer's DNS name, or an address. Canonical: lower case, dot-terminated when a name. */
  readonly endpoint: string;
  readonly ttlSeconds: number;
  readonly share: number;
}

export type Family = 'A' | 'AAAA';

/** What resolvers ask. Asking about a moment to come gives what will be served if nobody changes anything more. */
export interface NameServer {
  /** None when the name has no answer of this family. */
  possibleAnswers(name: string, family: Family, at: number): readonly PossibleAnswer[];
  /** Differs whenever anything that is served differs. */
  versionAt(at: number): string;
}

/** A name that clients ask for, and its part of all requests (0–1). */
export interface ClientName {
  readonly name: string;
  readonly popularity: number;
}

export interface ClientsOptions {
  readonly seed: number;
  readonly resolvers: number;
  readonly names: readonly ClientName[];
}

/** Parts of one minute's requests that went to one place, by name in the names' order. They are its part together. */
export type PartsByName = Float64Array;

/** Requests of one minute by where they went; '' is nowhere, because the name had no answer. */
export type Demand = ReadonlyMap<string, PartsByName>;

/** What every resolver has cached, to come back to. */
export interface HeldAnswers {
  readonly expiry: Float64Array;
  readonly endpoint: Uint16Array;
}

/** A minute that was lived. */
interface Lived {
  readonly minute: number;
  /** Of what was served. */
  readonly version: string;
  readonly tables: Tables;
  readonly demand: Demand;
}

/** Minutes that were tried out, from what is held now on: likely they come just so. */
interface Ahead {
  readonly lived: readonly Lived[];
  /** What was held after the last of them. */
  readonly end: HeldAnswers;
  /** How many of them have come since. */
  come: number;
}

const NOWHERE = 0;
/** A resolver that got no answer asks again soon: it caches the denial for one minute at most. */
const DENIAL_MS = 60_000;
/** Part of the resolvers that hold answers for longer than their TTL. Bhowmick et al., PAM 2023: 8.74 %. */
const EXTENDING = 0.0874;
/** Part that hardly ever asks again (JVMs, busy keep-alive pools). Flavel et al. 2014: 2 % after 15 minutes. */
const STICKY = 0.02;
/** Part of the resolvers whose clients prefer IPv6. */
const PREFER_IPV6 = 0.35;

/** The answers of all names one behind the other: hundreds of thousands of entries look here in each minute. */
interface Table {
  /** Where the answers of a name begin, by its index; and after the last name where they end. */
  readonly begins: Uint32Array;
  readonly endpoints: Uint16Array;
  /** The shares of a name's answers, summed up. */
  readonly upTo: Float64Array;
  readonly ttlMs: Float64Array;
}

/** For resolvers that prefer IPv4, and for those that prefer IPv6. */
interface Tables {
  readonly ipv4: Table;
  readonly ipv6: Table;
}

export class Clients {
  readonly #seed: number;
  readonly #names: readonly ClientName[];
  readonly #resolvers: readonly Resolver[];
  readonly #endpoints: string[] = [''];
  readonly #expiry: Float64Array;
  readonly #endpoint: Uint16Array;
  readonly #popularity: Float64Array;
  #tables: Tables | undefined;
  #tablesOf: string | undefined;
  /** What was lived since each copy that somebody may come back to. */
  readonly #since = new Map<HeldAnswers, Lived[]>();
  #ahead: Ahead | undefined;

  constructor({ seed, resolvers, names }: ClientsOptions) {
    this.#seed = seed;
    this.#names = names;
    this.#popularity = Float64Array.from(names, ({ popularity }) => popularity);
    this.#resolvers = makeResolvers(seed, resolvers);
    this.#expiry = new Float64Array(resolvers * names.length);
    this.#endpoint = new Uint16Array(resolvers * names.length);
  }

  /**
   * Lives the minute that begins at `minute`: a resolver whose answer has expired asks again, then everybody
   * sends. Returns the parts of all requests by endpoint; they sum to 1.
   */
  live(minute: number, nameServer: NameServer): Demand {
    const version = nameServer.versionAt(minute);
    const lived = this.#tried(minute, version) ?? this.#lived(minute, version, nameServer);
    for (const since of this.#since.values()) since.push(lived);
    return lived.demand;
  }

  /** A copy of what is cached now, to come back to once. */
  held(): HeldAnswers {
    this.#catchUp();
    const held = this.#copy();
    this.#since.set(held, []);
    return held;
  }

  /** Comes back to what was held when `held` was copied. */
  restore(held: HeldAnswers): void {
    this.#catchUp();
    const lived = this.#since.get(held) ?? [];
    this.#since.delete(held);
    this.#ahead = { lived, end: this.#copy(), come: 0 };
    this.#set(held);
  }

  /** The minute as it was tried out, if it was, and nothing else is served in it now. */
  #tried(minute: number, version: string): Lived | undefined {
    const ahead = this.#ahead;
    const next = ahead?.lived[ahead.come];
    if (!ahead || next?.minute !== minute || next.version !== version) return undefined;
    ahead.come++;
    if (ahead.come === ahead.lived.length) {
      this.#set(ahead.end);
      this.#ahead = undefined;
    }
    return next;
  }

  #lived(minute: number, version: string, nameServer: NameServer): Lived {
    this.#catchUp();
    const tables = this.#tablesAt(minute, version, nameServer);
    this.#askAll(minute, tables);
    return { minute, version, tables, demand: this.#demand() };
  }

  /** Holds what is held after those that have come of the minutes that were tried out. */
  #catchUp(): void {
    const { lived = [], come = 0 } = this.#ahead ?? {};
    this.#ahead = undefined;
    for (const { minute, tables } of lived.slice(0, come)) this.#askAll(minute, tables);
  }

  #copy(): HeldAnswers {
    return { expiry: this.#expiry.slice(), endpoint: this.#endpoint.slice() };
  }

  #set({ expiry, endpoint }: HeldAnswers): void {
    this.#expiry.set(expiry);
    this.#endpoint.set(endpoint);
  }

  #askAll(minute: number, tables: Tables): void {
    const random = randomFor(this.#seed, minute / MINUTE);
    for (const [i, { prefersIpv6, floorMs }] of this.#resolvers.entries()) {
      const table = prefersIpv6 ? tables.ipv6 : tables.ipv4;
      this.#ask(i * this.#names.length, table, floorMs, minute, random);
    }
  }

  #demand(): Demand {
    const names = this.#names.length;
    const parts = new Float64Array(this.#endpoints.length * names);
    for (const [i, { weight }] of this.#resolvers.entries()) this.#send(i * names, weight, parts);
    const byEndpoint = this.#endpoints.map(
      (endpoint, i) => [endpoint, parts.subarray(i * names, (i + 1) * names)] as const,
    );
    return new Map(byEndpoint.filter(([, ofNames]) => ofNames.some((part) => part > 0)));
  }

  /** What a resolver has no answer to any more. @param first of its entries */
  #ask(first: number, table: Table, floorMs: number, minute: number, random: Random): void {
    const { begins, endpoints, upTo, ttlMs } = table;
    const [expiry, endpoint] = [this.#expiry, this.#endpoint];
    const names = this.#names.length;
    for (let name = 0, entry = first; name < names; name++, entry++) {
      if ((expiry[entry] as number) > minute) continue;
      const point = random();
      let drawn = begins[name] as number;
      const last = (begins[name + 1] as number) - 1;
      if (last < drawn) {
        endpoint[entry] = NOWHERE;
        expiry[entry] = minute + DENIAL_MS;
        continue;
      }
      while (drawn < last && point >= (upTo[drawn] as number)) drawn++;
      const ttl = ttlMs[drawn] as number;
      endpoint[entry] = endpoints[drawn] as number;
      expiry[entry] = minute + (ttl > floorMs ? ttl : floorMs);
    }
  }

  /** A resolver's clients send to what it has. @param first of its entries */
  #send(first: number, weight: number, parts: Float64Array): void {
    const [endpoint, popularity] = [this.#endpoint, this.#popularity];
    const names = popularity.length;
    for (let name = 0, entry = first; name < names; name++, entry++) {
      const at = (endpoint[entry] as number) * names + name;
      parts[at] = (parts[at] as number) + weight * (popularity[name] as number);
    }
  }

  #tablesAt(minute: number, version: string, nameServer: NameServer): Tables {
    if (this.#tables === undefined || version !== this.#tablesOf) {
      const both = this.#names.map(({ name }) => ({
        ipv4: nameServer.possibleAnswers(name, 'A', minute),
        ipv6: nameServer.possibleAnswers(name, 'AAAA', minute),
      }));
      for (const { ipv4, ipv6 } of both)
        for (const { endpoint } of [...ipv4, ...ipv6]) this.#indexOf(endpoint);
      // Who prefers IPv6 falls back to IPv4, and the other way round.
      this.#tables = {
        ipv4: this.#tableOf(both.map(({ ipv4, ipv6 }) => (ipv4.length > 0 ? ipv4 : ipv6))),
        ipv6: this.#tableOf(both.map(({ ipv4, ipv6 }) => (ipv6.length > 0 ? ipv6 : ipv4))),
      };
      this.#tablesOf = version;
    }
    return this.#tables;
  }

  /** @param byName the answers of each name */
  #tableOf(byName: readonly (readonly PossibleAnswer[])[]): Table {
    const answers = byName.flat();
    let begin = 0;
    return {
      begins: Uint32Array.from([0, ...byName.map(({ length }) => (begin += length))]),
      endpoints: Uint16Array.from(answers, ({ endpoint }) => this.#indexOf(endpoint)),
      upTo: Float64Array.from(byName.flatMap(summedUp)),
      ttlMs: Float64Array.from(answers, ({ ttlSeconds }) => ttlSeconds * 1000),
    };
  }

  #indexOf(endpoint: string): number {
    const index = this.#endpoints.indexOf(endpoint);
    return index >= 0 ? index : this.#endpoints.push(endpoint) - 1;
  }
}

function summedUp(answers: readonly PossibleAnswer[]): readonly number[] {
  let sum = 0;
  return answers.map(({ share }) => (sum += share));
}

interface Resolver {
  /** Its part of all clients (0–1). */
  readonly weight: number;
  readonly prefersIpv6: boolean;
  /** It keeps every answer at least this long, whatever the TTL says. */
  readonly floorMs: number;
}

function makeResolvers(seed: number, count: number): Resolver[] {
  const random = randomFor(seed, -1);
  const sizes = Array.from({ length: count }, () => 1 / (0.08 + random()));
  const sum = sizes.reduce((total, size) => total + size, 0);
  return sizes.map((size) => ({
    weight: size / sum,
    prefersIpv6: random() < PREFER_IPV6,
    floorMs: floorOf(random) * 1000,
  }));
}

/** Seconds. */
function floorOf(random: Random): number {
  const kind = random();
  if (kind < STICKY) return Math.round(3600 * (4 + 20 * random()));
  if (kind < STICKY + EXTENDING) return Math.round(60 * (5 + 55 * random()));
  return 0;
}
