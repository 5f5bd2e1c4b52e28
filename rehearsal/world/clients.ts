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

const NOWHERE = 0;
/** A resolver that got no answer asks again soon: it caches the denial for one minute at most. */
const DENIAL_SECONDS = 60;
/** Part of the resolvers that hold answers for longer than their TTL. Bhowmick et al., PAM 2023: 8.74 %. */
const EXTENDING = 0.0874;
/** Part that hardly ever asks again (JVMs, busy keep-alive pools). Flavel et al. 2014: 2 % after 15 minutes. */
const STICKY = 0.02;
/** Part of the resolvers whose clients prefer IPv6. */
const PREFER_IPV6 = 0.35;

interface Table {
  readonly endpoints: readonly number[];
  readonly upTo: readonly number[];
  readonly ttlSeconds: readonly number[];
}

export class Clients {
  readonly #seed: number;
  readonly #names: readonly ClientName[];
  readonly #resolvers: readonly Resolver[];
  readonly #endpoints: string[] = [''];
  readonly #expiry: Float64Array;
  readonly #endpoint: Uint16Array;
  #tables: readonly (readonly Table[])[] = [];
  #tablesOf: string | undefined;

  constructor({ seed, resolvers, names }: ClientsOptions) {
    this.#seed = seed;
    this.#names = names;
    this.#resolvers = makeResolvers(seed, resolvers);
    this.#expiry = new Float64Array(resolvers * names.length);
    this.#endpoint = new Uint16Array(resolvers * names.length);
  }

  /**
   * Lives the minute that begins at `minute`: a resolver whose answer has expired asks again, then everybody
   * sends. Returns the parts of all requests by endpoint; they sum to 1.
   */
  live(minute: number, nameServer: NameServer): Demand {
    this.#readTables(minute, nameServer);
    const random = randomFor(this.#seed, minute / MINUTE);
    const names = this.#names.length;
    const parts = new Float64Array(this.#endpoints.length * names);
    let entry = 0;
    for (const resolver of this.#resolvers) {
      for (let name = 0; name < names; name++, entry++) {
        if ((this.#expiry[entry] as number) <= minute) this.#resolve(entry, name, resolver, minute, random);
        const part = resolver.weight * (this.#names[name] as ClientName).popularity;
        const at = (this.#endpoint[entry] as number) * names + name;
        parts[at] = (parts[at] as number) + part;
      }
    }
    const byEndpoint = this.#endpoints.map(
      (endpoint, i) => [endpoint, parts.subarray(i * names, (i + 1) * names)] as const,
    );
    return new Map(byEndpoint.filter(([, ofNames]) => ofNames.some((part) => part > 0)));
  }

  /** A copy of what is cached now. */
  held(): HeldAnswers {
    return { expiry: this.#expiry.slice(), endpoint: this.#endpoint.slice() };
  }

  /** Comes back to what was held when `held` was copied. */
  restore(held: HeldAnswers): void {
    this.#expiry.set(held.expiry);
    this.#endpoint.set(held.endpoint);
  }

  #resolve(entry: number, name: number, resolver: Resolver, minute: number, random: Random): void {
    const tables = this.#tables[name] as readonly Table[];
    const preferred = tables[resolver.prefersIpv6 ? 1 : 0] as Table;
    // Who prefers IPv6 falls back to IPv4, and the other way round.
    const table =
      preferred.endpoints.length > 0 ? preferred : (tables[resolver.prefersIpv6 ? 0 : 1] as Table);
    const point = random();
    let drawn = table.upTo.findIndex((upTo) => point < upTo);
    if (drawn < 0) drawn = table.endpoints.length - 1;
    if (drawn < 0) {
      this.#endpoint[entry] = NOWHERE;
      this.#expiry[entry] = minute + DENIAL_SECONDS * 1000;
      return;
    }
    this.#endpoint[entry] = table.endpoints[drawn] as number;
    const ttlSeconds = table.ttlSeconds[drawn] as number;
    const heldSeconds = ttlSeconds > resolver.floorSeconds ? ttlSeconds : resolver.floorSeconds;
    this.#expiry[entry] = minute + heldSeconds * 1000;
  }

  #readTables(minute: number, nameServer: NameServer): void {
    const version = nameServer.versionAt(minute);
    if (version === this.#tablesOf) return;
    this.#tablesOf = version;
    this.#tables = this.#names.map(({ name }) => [
      this.#tableOf(nameServer.possibleAnswers(name, 'A', minute)),
      this.#tableOf(nameServer.possibleAnswers(name, 'AAAA', minute)),
    ]);
  }

  #tableOf(answers: readonly PossibleAnswer[]): Table {
    let sum = 0;
    return {
      endpoints: answers.map(({ endpoint }) => this.#indexOf(endpoint)),
      upTo: answers.map(({ share }) => (sum += share)),
      ttlSeconds: answers.map(({ ttlSeconds }) => ttlSeconds),
    };
  }

  #indexOf(endpoint: string): number {
    const index = this.#endpoints.indexOf(endpoint);
    return index >= 0 ? index : this.#endpoints.push(endpoint) - 1;
  }
}

interface Resolver {
  /** Its part of all clients (0–1). */
  readonly weight: number;
  readonly prefersIpv6: boolean;
  /** It keeps every answer at least this long, whatever the TTL says. */
  readonly floorSeconds: number;
}

function makeResolvers(seed: number, count: number): Resolver[] {
  const random = randomFor(seed, -1);
  const sizes = Array.from({ length: count }, () => 1 / (0.08 + random()));
  const sum = sizes.reduce((total, size) => total + size, 0);
  return sizes.map((size) => ({
    weight: size / sum,
    prefersIpv6: random() < PREFER_IPV6,
    floorSeconds: floorOf(random),
  }));
}

function floorOf(random: Random): number {
  const kind = random();
  if (kind < STICKY) return Math.round(3600 * (4 + 20 * random()));
  if (kind < STICKY + EXTENDING) return Math.round(60 * (5 + 55 * random()));
  return 0;
}
