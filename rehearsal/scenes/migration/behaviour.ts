/** What no command of AWS prints: who asks for which names, and how often. `worlds/SPEC.md`, "Behaviour". */
import { displayName } from '../../../lambdas/shared/contract/dns-names.ts';
import type { Estate } from '../../estate/migration/estate.ts';
import { canonicalName } from '../../route53/index.ts';
import { below, isObject, type Json, type JsonObject, type Pointer, quote } from '../../snapshot/json.ts';
import { readJsonFile } from '../../snapshot/json-file.ts';
import type { Fault } from '../../snapshot/problem.ts';
import type { Connections } from '../../world/connections.ts';
import type { ClientName } from '../../world/name-server.ts';
import type { Traffic } from '../../world/traffic.ts';
import { type DescribedQuery, describedQueriesIn, faultsInDescribedQueries } from './described-queries.ts';
import { faultsInOwnMetrics, type OwnMetric, ownMetricsIn } from './own-metrics.ts';
import { recordedTraffic } from './recorded-traffic.ts';

export interface Behaviour {
  readonly traffic: Traffic;
  readonly resolvers: number;
  /** Clients that ask DNS seldom, beyond what resolvers do; undefined where there are none. */
  readonly connections?: Connections;
  /** What clients ask for. */
  readonly names: readonly ClientName[];
  /** What the accounts have of metrics that AWS doesn't make. */
  readonly ownMetrics: readonly OwnMetric[];
  /** What a Prometheus answers. */
  readonly queries: readonly DescribedQuery[];
}

/** Who asks, and how often. */
type Asked = Omit<Behaviour, 'connections' | 'ownMetrics' | 'queries'>;

/** What a file says: all of who asks, or nothing of it. */
export interface SaidBehaviour extends Omit<Behaviour, keyof Asked> {
  readonly asked?: Asked;
}

interface Range {
  readonly least: number;
  readonly most: number;
  readonly isWhole?: true;
}

const NUMBERS = {
  requestsPerMinute: { least: 0, most: 10_000_000 },
  swing: { least: 0, most: 1 },
  busiestHour: { least: 0, most: 23, isWhole: true },
  resolvers: { least: 1, most: 10_000, isWhole: true },
} as const satisfies Record<string, Range>;

type Numbers = Record<keyof typeof NUMBERS, number>;

/** Parts of all requests, and hours. */
const CONNECTIONS = {
  busy: { least: 0, most: 1 },
  onError: { least: 0, most: 1 },
  never: { least: 0, most: 1 },
  restartHours: { least: 1, most: 8760 },
} as const satisfies Record<keyof Connections, Range>;

/** Rounded parts of a whole add up to this near to 1. */
const NEAR = 0.001;

export interface KnownBehaviour {
  readonly behaviour: Behaviour;
  /** What of it is made up, a line each. */
  readonly madeUp: readonly string[];
  /** Whether a metric or a file says how many requests come. */
  readonly isKnown: boolean;
}

/** Who asks for what. @param file that says it, if there is one @throws SnapshotRefused with everything that is wrong in it */
export function behaviourOf(estate: Estate, file: string | undefined): KnownBehaviour {
  const { asked: said, ...others } = file === undefined ? NOTHING_SAID : readBehaviour(file);
  if (said) return { behaviour: { ...said, ...others }, madeUp: [], isKnown: true };
  const { asked, ...known } = recordedOrMadeUp(estate);
  return { behaviour: { ...asked, ...others }, ...known };
}

const NOTHING_SAID: SaidBehaviour = { ownMetrics: [], queries: [] };

function recordedOrMadeUp(estate: Estate): Omit<KnownBehaviour, 'behaviour'> & { readonly asked: Asked } {
  const names = estate.settings.zones.flatMap(({ records }) => records);
  const recorded = recordedTraffic(estate);
  if (!recorded) {
    const rates = new Map(names.map((name) => [name, MADE_UP.requestsPerMinute / names.length]));
    return {
      asked: asked(rates, MADE_UP),
      madeUp: [
        `all names together get ${MADE_UP.requestsPerMinute} requests a minute, for no metric of theirs is recorded`,
        ...underWildcards(names),
      ],
      isKnown: false,
    };
  }
  const known = [...recorded.rates.values()];
  const counted = known.reduce((sum, rate) => sum + rate, 0);
  const usual = counted / known.length;
  const others = names.filter((name) => !recorded.rates.has(name));
  const rates = new Map(names.map((name) => [name, recorded.rates.get(name) ?? usual]));
  const words = `as many requests as others for ${others.map(displayName).join(', ')}: nothing is recorded where they end`;
  return {
    asked: asked(rates, withOthers(recorded.traffic, others.length / known.length)),
    madeUp: [...(others.length === 0 ? [] : [words]), ...underWildcards(names)],
    isKnown: true,
  };
}

/** @param more of it, as a part of what is known */
function withOthers(traffic: Traffic, more: number): Traffic {
  return { ...traffic, requestsPerMinute: traffic.requestsPerMinute * (1 + more) };
}

/** @param rates of requests, by moved name; only their proportions matter */
function asked(rates: ReadonlyMap<string, number>, traffic: Traffic): Asked {
  const all = [...rates.values()].reduce((sum, rate) => sum + rate, 0);
  return {
    traffic,
    resolvers: RESOLVERS,
    names: [...rates].map(([name, rate]) => ({
      name: someNameOf(name),
      popularity: rate / all,
    })),
  };
}

const MADE_UP: Traffic = { requestsPerMinute: 1000, swing: 0.5, busiestHour: 18 };
const RESOLVERS = 200;
const WILDCARD = /^\\052\./;

function underWildcards(names: readonly string[]): readonly string[] {
  return names
    .filter((name) => WILDCARD.test(name))
    .map(
      (name) => `the one name under ${displayName(name)} that is asked for: ${displayName(someNameOf(name))}`,
    );
}

/** Nobody asks for the wildcard itself. */
function someNameOf(record: string): string {
  return record.replace(WILDCARD, 'any.');
}

/** @throws SnapshotRefused with everything that is wrong in the file */
export function readBehaviour(path: string): SaidBehaviour {
  const content = readJsonFile(path, faultsIn) as unknown as Partial<WhoAsks> & {
    readonly connections?: Connections;
    readonly metrics?: Json;
    readonly prometheus?: Json;
  };
  const { connections, metrics = [], prometheus = [], ...whoAsks } = content;
  return {
    ...(isSaid(whoAsks) && { asked: askedBy(whoAsks) }),
    ...(connections && { connections }),
    ownMetrics: ownMetricsIn(metrics),
    queries: describedQueriesIn(prometheus),
  };
}

type WhoAsks = Numbers & { readonly names: Readonly<Record<string, number>> };

/** Without faults it is there as a whole, or not at all. */
function isSaid(whoAsks: Partial<WhoAsks>): whoAsks is WhoAsks {
  return whoAsks.names !== undefined;
}

function askedBy({ names, resolvers, ...traffic }: WhoAsks): Asked {
  return {
    traffic,
    resolvers,
    names: Object.entries(names).map(([name, popularity]) => ({ name, popularity })),
  };
}

const WHO_ASKS = [...Object.keys(NUMBERS), 'names'];
const BESIDE = ['connections', 'metrics', 'prometheus'];

function faultsIn(content: Json): readonly Fault[] {
  if (!isObject(content)) return [{ at: '', words: `expected an object, found ${quote(content)}` }];
  const { connections, metrics, prometheus } = content;
  const isBesideAlone = BESIDE.some((name) => name in content) && !WHO_ASKS.some((name) => name in content);
  return [
    ...notOnly([...WHO_ASKS, ...BESIDE], content, ''),
    ...(isBesideAlone ? [] : notWhoAsks(content)),
    ...(connections === undefined ? [] : notConnections(connections)),
    ...(metrics === undefined ? [] : faultsInOwnMetrics(metrics, below('', 'metrics'))),
    ...(prometheus === undefined ? [] : faultsInDescribedQueries(prometheus, below('', 'prometheus'))),
  ];
}

function notWhoAsks(content: JsonObject): readonly Fault[] {
  const { names } = content;
  return [
    ...notInRange(NUMBERS, content, ''),
    ...(isObject(names)
      ? notParts(names)
      : [{ at: '/names', words: 'expected an object with the part of each name' }]),
  ];
}

function notOnly(known: readonly string[], content: JsonObject, at: Pointer): readonly Fault[] {
  return Object.keys(content)
    .filter((name) => !known.includes(name))
    .map((name) => ({ at: below(at, name), words: `expected only ${known.join(', ')}` }));
}

function notConnections(connections: Json): readonly Fault[] {
  const at = below('', 'connections');
  if (!isObject(connections)) return [{ at, words: `expected an object, found ${quote(connections)}` }];
  const { restartHours: _, ...parts } = connections;
  const exact = Object.values(parts).reduce<number>((total, part) => total + Number(part), 0);
  // Parts in decimals that are 1 together may be a little more in floating point.
  const sum = Number(exact.toPrecision(12));
  return [
    ...notOnly(Object.keys(CONNECTIONS), connections, at),
    ...notInRange(CONNECTIONS, connections, at),
    ...(sum > 1 ? [{ at, words: `expected parts of 1 together at most, found ${sum}` }] : []),
  ];
}

function notInRange(
  ranges: Readonly<Record<string, Range>>,
  content: JsonObject,
  at: Pointer,
): readonly Fault[] {
  return Object.entries(ranges).flatMap(([name, range]) => notIn(range, content[name], below(at, name)));
}

function notIn({ least, most, isWhole }: Range, value: Json | undefined, at: Pointer): readonly Fault[] {
  const fits = typeof value === 'number' && value >= least && value <= most;
  if (fits && (!isWhole || Number.isInteger(value))) return [];
  const found = value === undefined ? 'nothing' : quote(value);
  return [
    { at, words: `expected a ${isWhole ? 'whole ' : ''}number from ${least} to ${most}, found ${found}` },
  ];
}

/** Parts of all requests, each of a name as Route 53 writes it. */
function notParts(names: JsonObject): readonly Fault[] {
  const sum = Object.values(names).reduce<number>((total, part) => total + Number(part), 0);
  return [
    ...Object.entries(names).flatMap(([name, part]) => {
      const at = below('/names', name);
      return [...misspelt(name, at), ...notIn({ least: 0, most: 1 }, part, at)];
    }),
    ...(Math.abs(sum - 1) <= NEAR
      ? []
      : [{ at: '/names', words: `expected parts that add up to 1, found ${sum}` }]),
  ];
}

function misspelt(name: string, at: Pointer): readonly Fault[] {
  try {
    const canonical = canonicalName(name);
    return name === canonical ? [] : [{ at, words: `Route 53 writes this name ${canonical}` }];
  } catch (error) {
    return [{ at, words: (error as Error).message }];
  }
}
