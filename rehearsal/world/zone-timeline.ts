import {
  ALIAS_TTL,
  answeringName,
  canonicalName,
  isWithin,
  leadsTo,
  type RecordType,
  type Route53Engine,
  type Share,
  type ZoneView,
} from '../route53/index.ts';
import type { Family, NameServer, PossibleAnswer } from './name-server.ts';

/** A chain that is longer is none: it may be a loop. */
const MOST_HOPS = 8;

/** What was or will be served from one moment on. */
interface Served {
  readonly from: number;
  /** The zone's version. */
  readonly number: number;
  /** Which version, and by which health it is answered. */
  readonly version: string;
  /** By name and family, for the names that clients ask. */
  readonly answers: ReadonlyMap<string, readonly PossibleAnswer[]>;
}

/**
 * The engine's zones as resolvers see them at any moment: behind the API by the time that a change takes to
 * propagate, and ahead of now, as far as it is known, for a world that looks ahead.
 */
export class ZoneTimeline implements NameServer {
  readonly #engine: Route53Engine;
  /** By zone id. */
  readonly #timelines = new Map<string, Served[]>();
  readonly #zoneOf = new Map<string, string>();
  readonly #claimedBy = new Map<string, string>();
  /** Those that clients ask, and those of other zones that they are led to. */
  readonly #names: Set<string>;
  /** Of all zones. */
  readonly #zoneNames = new Set<string>();
  /** Changes of health so far. */
  #healthChanges = 0;

  /** `names`: canonical, each in one of the engine's zones `zoneIds` (the longest that fits). */
  constructor(engine: Route53Engine, zoneIds: readonly string[], names: readonly string[]) {
    this.#engine = engine;
    this.#names = new Set(names);
    do for (const zoneId of zoneIds) this.#readAll(zoneId);
    while (this.#findsMoreNames());
    for (const name of names) if (!this.#zoneOf.has(name)) throw new Error(`${name} is in none of the zones`);
    engine.onChange(({ zoneId }) => {
      if (this.#timelines.has(zoneId)) this.#readOn(zoneId);
    });
    engine.healthChecks.onChange((at) => {
      this.#healthChanges++;
      for (const zoneId of zoneIds) this.#serveAnew(zoneId, at);
    });
  }

  versionAt(at: number): string {
    return [...this.#timelines.values()].map((timeline) => servedAt(timeline, at)?.version ?? '-').join('/');
  }

  possibleAnswers(name: string, family: Family, at: number): readonly PossibleAnswer[] {
    const timeline = this.#timelines.get(this.#zoneOf.get(name) ?? '');
    if (!timeline) throw new Error(`${name} is not a name that the world's clients ask for`);
    return this.#followed(servedAt(timeline, at)?.answers.get(`${name} ${family}`) ?? [], family, at);
  }

  /** Answers that lead into another zone are those of the name there. */
  #followed(
    answers: readonly PossibleAnswer[],
    family: Family,
    at: number,
    hops = 0,
  ): readonly PossibleAnswer[] {
    return answers.flatMap((answer) => {
      const timeline = this.#timelines.get(this.#zoneOf.get(answer.endpoint) ?? '');
      if (!timeline || hops === MOST_HOPS) return [answer];
      const there = servedAt(timeline, at)?.answers.get(`${answer.endpoint} ${family}`) ?? [];
      return this.#followed(there, family, at, hops + 1).map(({ endpoint, ttlSeconds, share }) => ({
        endpoint,
        ttlSeconds: answer.ttlSeconds + ttlSeconds,
        share: answer.share * share,
      }));
    });
  }

  #readAll(zoneId: string): void {
    this.#timelines.set(zoneId, []);
    this.#readOn(zoneId);
  }

  /** Whether an answer leads to a name of another zone that was not known yet. */
  #findsMoreNames(): boolean {
    const known = this.#names.size;
    const served = [...this.#timelines.values()].flat();
    const ends = served.flatMap(({ answers }) => [...answers.values()].flat());
    for (const { endpoint } of ends)
      if ([...this.#zoneNames].some((zone) => isWithin(endpoint, zone))) this.#names.add(endpoint);
    return this.#names.size > known;
  }

  #readOn(zoneId: string): void {
    const timeline = this.#timelines.get(zoneId) as Served[];
    this.#engine.replay(zoneId, (view, { number, insyncAt }) => {
      if (number === 0) {
        this.#zoneNames.add(view.zoneName);
        for (const name of this.#names) this.#claim(name, zoneId, view.zoneName);
      }
      if (number <= (timeline.at(-1)?.number ?? -1)) return;
      // What a zone began with was there before the world began.
      timeline.push(this.#serve(zoneId, view, number, number === 0 ? Number.NEGATIVE_INFINITY : insyncAt));
    });
  }

  /** Health has changed: the version in force then, and those on their way, answer otherwise. */
  #serveAnew(zoneId: string, at: number): void {
    const timeline = this.#timelines.get(zoneId) as Served[];
    const before = timeline.filter(({ from }) => from <= at);
    const inForce = before.at(-1)?.number ?? 0;
    const after: Served[] = [];
    this.#engine.replay(zoneId, (view, { number, insyncAt }) => {
      if (number >= inForce) after.push(this.#serve(zoneId, view, number, Math.max(insyncAt, at)));
    });
    timeline.splice(0, timeline.length, ...before, ...after);
  }

  #serve(zoneId: string, view: ZoneView, number: number, from: number): Served {
    const names = [...this.#names].filter((name) => this.#zoneOf.get(name) === zoneId);
    const version = `${number}.${this.#healthChanges}`;
    return { from, number, version, answers: this.#answersOf(view, names) };
  }

  /** Of zones within each other, the innermost has a name. */
  #claim(name: string, zoneId: string, zoneName: string): void {
    const longest = this.#claimedBy.get(name)?.length ?? 0;
    if (!isWithin(name, zoneName) || zoneName.length < longest) return;
    this.#zoneOf.set(name, zoneId);
    this.#claimedBy.set(name, zoneName);
  }

  #answersOf(view: ZoneView, names: readonly string[]): Served['answers'] {
    return new Map(
      names.flatMap((name) => [
        [`${name} A`, this.#possible(view, name, 'A')],
        [`${name} AAAA`, this.#possible(view, name, 'AAAA')],
      ]),
    );
  }

  /** A CNAME, or an alias, to another name of the zone is followed, as a resolver does. */
  #possible(view: ZoneView, name: string, family: Family, hops = 0): readonly PossibleAnswer[] {
    const answering = answeringName(name, view) ?? name;
    const shares = (type: RecordType) => this.#engine.shares(view, answering, type);
    const cnames = shares('CNAME');
    return (cnames.length > 0 ? cnames : shares(family)).flatMap((drawn) => {
      const next = nameWithin(view.zoneName, drawn);
      if (next === undefined || hops === MOST_HOPS) return answersOf(drawn);
      // A resolver with the CNAME may ask for its target only when that expires, and then keep the answer as long.
      const ownSeconds = drawn.record.TTL ?? 0;
      return this.#possible(view, next, family, hops + 1).map(({ endpoint, ttlSeconds, share }) => ({
        endpoint,
        ttlSeconds: ownSeconds + ttlSeconds,
        share: drawn.share * share,
      }));
    });
  }
}

/** The name of the zone that a record set leads to; undefined where it leads out of it, or nowhere. */
function nameWithin(zoneName: string, { record }: Share): string | undefined {
  const next = leadsTo(record);
  return next !== undefined && isWithin(next, zoneName) ? next : undefined;
}

function answersOf({ record, share }: Share): PossibleAnswer[] {
  const alias = record.AliasTarget;
  if (alias) return [{ endpoint: canonicalName(alias.DNSName), ttlSeconds: ALIAS_TTL, share }];
  // Of several addresses a client takes the first that it was given; they are given in any order.
  const values = record.ResourceRecords ?? [];
  return values.map(({ Value }) => ({
    endpoint: record.Type === 'CNAME' ? canonicalName(Value) : Value,
    ttlSeconds: record.TTL as number,
    share: share / values.length,
  }));
}

function servedAt(timeline: readonly Served[], at: number): Served | undefined {
  for (let i = timeline.length - 1; i >= 0; i--) {
    const served = timeline[i] as Served;
    if (served.from <= at) return served;
  }
  return undefined;
}
