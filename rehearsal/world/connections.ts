/**
 * Clients that ask DNS seldom, because a connection of theirs is open or because they keep the address that they have. SPEC.md,
 * "Connections". What DNS says reaches them when a connection ends: late, or never.
 */
import { HOUR } from './minutes.ts';
import type { Random } from './random.ts';

/** Which part of all requests comes from such clients (0–1), by what makes them ask again. */
export interface Connections {
  /** Whose connection is never idle: when they open the next one. */
  readonly busy: number;
  /** Who keep the address that they have: when a connection to it breaks. */
  readonly onError: number;
  /** Who keep it whatever happens: when they start. */
  readonly never: number;
  /** After how long such clients start again by themselves, in the mean: from half of it to one and a half. */
  readonly restartHours: number;
}

/** What ends connections at an endpoint. */
export interface Ends {
  /** How long a connection may last; infinite where nothing bounds it. */
  lifetimeMs(endpoint: string): number;
  /** Whether connections break there in the minute at `at`. */
  breaksAt(endpoint: string, at: number): boolean;
}

/** The endpoint of a name without an answer. */
export const NOWHERE = 0;

type Kind = Exclude<keyof Connections, 'restartHours'>;

/** The endpoints' own, by their index. */
export interface EndsOfMinute {
  readonly lifetimeMs: Float64Array;
  readonly breaks: Uint8Array;
}

/** What somebody holds for each resolver's clients of each name: until when, and where. */
export class Holding {
  /** Of all requests (0–1). */
  readonly part: number;
  readonly until: Float64Array;
  readonly endpoint: Uint16Array;

  constructor(part: number, entries: number) {
    this.part = part;
    this.until = new Float64Array(entries);
    this.endpoint = new Uint16Array(entries);
  }

  copy(): Held {
    return { until: this.until.slice(), endpoint: this.endpoint.slice() };
  }

  set({ until, endpoint }: Held): void {
    this.until.set(until);
    this.endpoint.set(endpoint);
  }
}

export interface Held {
  readonly until: Float64Array;
  readonly endpoint: Uint16Array;
}

/** Connections of one kind of clients. */
export class KeptConnections extends Holding {
  readonly kind: Kind;
  readonly #restartMs: number;

  constructor(kind: Kind, { [kind]: part, restartHours }: Connections, entries: number) {
    super(part, entries);
    this.kind = kind;
    this.#restartMs = restartHours * HOUR;
  }

  /** Opens what has ended, or broken, at what the resolvers have now. */
  open(minute: number, resolvers: Held, { lifetimeMs, breaks }: EndsOfMinute, random: Random): void {
    const [until, endpoint] = [this.until, this.endpoint];
    const mayBreak = this.kind !== 'never';
    for (let entry = 0; entry < until.length; entry++) {
      const isNew = until[entry] === 0;
      const before = endpoint[entry] as number;
      // Who has got no address has nothing to keep.
      const isBroken = before === NOWHERE || (mayBreak && breaks[before] === 1);
      if (!isNew && !isBroken && (until[entry] as number) > minute) continue;
      const now = resolvers.endpoint[entry] as number;
      endpoint[entry] = now;
      until[entry] = minute + this.#lasts(lifetimeMs[now] as number, isNew, random);
    }
  }

  /** Those that are there at the beginning are of any age. */
  #lasts(lifetimeMs: number, isNew: boolean, random: Random): number {
    const age = isNew ? random() : 0;
    const restart = (0.5 + random()) * this.#restartMs;
    const bound = this.kind === 'busy' ? Math.min(restart, lifetimeMs) : restart;
    return (1 - age) * bound;
  }
}

const KINDS: readonly Kind[] = ['busy', 'onError', 'never'];

export function keptConnections(
  connections: Connections | undefined,
  entries: number,
): readonly KeptConnections[] {
  if (!connections) return [];
  return KINDS.filter((kind) => connections[kind] > 0).map(
    (kind) => new KeptConnections(kind, connections, entries),
  );
}
