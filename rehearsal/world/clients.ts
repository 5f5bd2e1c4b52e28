/**
 * The clients of the names: many people and programs behind a few hundred caching resolvers. A resolver keeps
 * an answer for its TTL, some for longer (see SPEC.md). Its clients send their requests to whatever it has; those that keep
 * connections, to where these lead.
 */
import { type Table, type Tables, tablesOf } from './answer-tables.ts';
import {
  type Connections,
  type Ends,
  type EndsOfMinute,
  type Held,
  Holding,
  type KeptConnections,
  keptConnections,
  NOWHERE,
} from './connections.ts';
import { MINUTE } from './minutes.ts';
import type { ClientName, NameServer } from './name-server.ts';
import { type Random, randomFor } from './random.ts';
import { makeResolvers, type Resolver } from './resolvers.ts';

export interface ClientsOptions {
  readonly seed: number;
  readonly resolvers: number;
  readonly names: readonly ClientName[];
  /** Clients that ask seldom; without, all ask for each request. */
  readonly connections?: Connections | undefined;
  /** What ends their connections; by default nothing does. */
  readonly ends?: Ends;
}

/** Parts of one minute's requests that went to one place, by name in the names' order. They are its part together. */
export type PartsByName = Float64Array;

/** Requests of one minute. */
export interface Demand {
  /** By where they went; '' is nowhere, because the name had no answer. */
  readonly went: ReadonlyMap<string, PartsByName>;
  /**
   * What part of all requests went to a place only because a connection to it was open: the client's resolver, one that holds no answer
   * beyond its TTL, had another answer by then.
   */
  readonly heldBack: ReadonlyMap<string, number>;
}

/** What every resolver has cached, and where connections lead, to come back to. */
export type HeldAnswers = readonly Held[];

/** A minute that was lived. */
interface Lived {
  readonly minute: number;
  /** Of what was served. */
  readonly version: string;
  readonly tables: Tables;
  readonly ends: EndsOfMinute;
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

/** A resolver that got no answer asks again soon: it caches the denial for one minute at most. */
const DENIAL_MS = 60_000;
const CONNECTIONS = 0x1b873593;
const ENDLESS: Ends = { lifetimeMs: () => Number.POSITIVE_INFINITY, breaksAt: () => false };

export class Clients {
  readonly #seed: number;
  readonly #names: readonly ClientName[];
  readonly #resolvers: readonly Resolver[];
  readonly #endpoints: string[] = [''];
  readonly #cached: Holding;
  readonly #kept: readonly KeptConnections[];
  readonly #ends: Ends;
  readonly #popularity: Float64Array;
  #tables: Tables | undefined;
  #tablesOf: string | undefined;
  /** What was lived since each copy that somebody may come back to. */
  readonly #since = new Map<HeldAnswers, Lived[]>();
  #ahead: Ahead | undefined;

  constructor({ seed, resolvers, names, connections, ends = ENDLESS }: ClientsOptions) {
    this.#seed = seed;
    this.#names = names;
    this.#popularity = Float64Array.from(names, ({ popularity }) => popularity);
    this.#resolvers = makeResolvers(seed, resolvers);
    this.#kept = keptConnections(connections, resolvers * names.length);
    this.#cached = new Holding(
      Math.max(0, 1 - this.#kept.reduce((sum, { part }) => sum + part, 0)),
      resolvers * names.length,
    );
    this.#ends = ends;
  }

  /**
   * Lives the minute that begins at `minute`: a resolver whose answer has expired asks again, then everybody
   * sends. Returns the parts of all requests by endpoint; they sum to 1.
   */
  live(minute: number, nameServer: NameServer): Demand {
    const version = `${nameServer.versionAt(minute)} ${this.#broken(minute)}`;
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
    const tables = this.#tablesAt(minute, nameServer);
    const ends = this.#endsAt(minute);
    this.#pass(minute, { tables, ends });
    return { minute, version, tables, ends, demand: this.#demand() };
  }

  /** Holds what is held after those that have come of the minutes that were tried out. */
  #catchUp(): void {
    const { lived = [], come = 0 } = this.#ahead ?? {};
    this.#ahead = undefined;
    for (const each of lived.slice(0, come)) this.#pass(each.minute, each);
  }

  get #holdings(): readonly Holding[] {
    return [this.#cached, ...this.#kept];
  }

  #copy(): HeldAnswers {
    return this.#holdings.map((holding) => holding.copy());
  }

  #set(held: HeldAnswers): void {
    for (const [i, holding] of this.#holdings.entries()) holding.set(held[i] as Held);
  }

  #pass(minute: number, { tables, ends }: Pick<Lived, 'tables' | 'ends'>): void {
    this.#askAll(minute, tables);
    for (const [i, kept] of this.#kept.entries())
      kept.open(minute, this.#cached, ends, randomFor(this.#seed ^ (CONNECTIONS + i), minute / MINUTE));
  }

  /** Where connections break, of the places that were ever answered. */
  #broken(minute: number): string {
    if (this.#kept.length === 0) return '';
    return this.#endpoints.filter((endpoint) => this.#ends.breaksAt(endpoint, minute)).join();
  }

  #endsAt(minute: number): EndsOfMinute {
    const endpoints = this.#kept.length === 0 ? [] : this.#endpoints;
    return {
      lifetimeMs: Float64Array.from(endpoints, (endpoint) => this.#ends.lifetimeMs(endpoint)),
      breaks: Uint8Array.from(endpoints, (endpoint) => Number(this.#ends.breaksAt(endpoint, minute))),
    };
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
    for (const { part, endpoint } of this.#holdings)
      for (const [i, { weight }] of this.#resolvers.entries())
        this.#send(i * names, endpoint, weight * part, parts);
    const byEndpoint = this.#endpoints.map(
      (endpoint, i) => [endpoint, parts.subarray(i * names, (i + 1) * names)] as const,
    );
    return {
      went: new Map(byEndpoint.filter(([, ofNames]) => ofNames.some((part) => part > 0))),
      heldBack: this.#heldBack(),
    };
  }

  #heldBack(): ReadonlyMap<string, number> {
    const held = new Map<string, number>();
    const names = this.#names.length;
    for (const { part, endpoint } of this.#kept.filter(({ kind }) => kind === 'busy'))
      for (const [i, { weight, floorMs }] of this.#resolvers.entries())
        for (let name = 0, entry = i * names; floorMs === 0 && name < names; name++, entry++) {
          if (endpoint[entry] === this.#cached.endpoint[entry]) continue;
          const at = this.#endpoints[endpoint[entry] as number] as string;
          held.set(at, (held.get(at) ?? 0) + part * weight * (this.#popularity[name] as number));
        }
    return held;
  }

  /** What a resolver has no answer to any more. @param first of its entries */
  #ask(first: number, table: Table, floorMs: number, minute: number, random: Random): void {
    const { begins, endpoints, upTo, ttlMs } = table;
    const { until: expiry, endpoint } = this.#cached;
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

  /** A resolver's clients send to what they have. @param first of its entries */
  #send(first: number, endpoint: Uint16Array, weight: number, parts: Float64Array): void {
    const popularity = this.#popularity;
    const names = popularity.length;
    for (let name = 0, entry = first; name < names; name++, entry++) {
      const at = (endpoint[entry] as number) * names + name;
      parts[at] = (parts[at] as number) + weight * (popularity[name] as number);
    }
  }

  #tablesAt(minute: number, nameServer: NameServer): Tables {
    const version = nameServer.versionAt(minute);
    if (this.#tables === undefined || version !== this.#tablesOf) {
      this.#tables = tablesOf(this.#names, nameServer, minute, (endpoint) => this.#indexOf(endpoint));
      this.#tablesOf = version;
    }
    return this.#tables;
  }

  #indexOf(endpoint: string): number {
    const index = this.#endpoints.indexOf(endpoint);
    return index >= 0 ? index : this.#endpoints.push(endpoint) - 1;
  }
}
