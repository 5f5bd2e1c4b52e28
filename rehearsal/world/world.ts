import { canonicalAddress } from '../../lambdas/shared/contract/ip-addresses.ts';
import type {
  AlarmDefinition,
  AlarmSnapshot,
  MetricAlarmDefinition,
  Transition,
} from './alarm-definition.ts';
import { type Alarm, Alarms } from './alarms.ts';
import { observationsOf } from './balancer-metrics.ts';
import { Clients, type Demand, type HeldAnswers, type PartsByName } from './clients.ts';
import type { Connections, Ends } from './connections.ts';
import { countedElsewhere } from './counters.ts';
import { breaksConnections, endpointsOf, type LoadBalancer, type Served, serve } from './load-balancer.ts';
import type { MetricFollower } from './metric-follower.ts';
import { Metrics } from './metrics.ts';
import { MINUTE, minuteOf } from './minutes.ts';
import { type NameProbe, probed } from './name-probe.ts';
import type { ClientName, NameServer } from './name-server.ts';
import type { Past } from './past.ts';
import { arrivals, randomFor } from './random.ts';
import { requestsAt, type Traffic } from './traffic.ts';

export interface WorldOptions {
  readonly seed: number;
  /** When the world begins, epoch milliseconds. */
  readonly begin: number;
  readonly resolvers: number;
  readonly names: readonly ClientName[];
  readonly traffic: Traffic;
  readonly loadBalancers: readonly LoadBalancer[];
  /** Requests a minute that go straight to a load balancer's own name, by its id. */
  readonly direct?: ReadonlyMap<string, number>;
  readonly alarms: readonly AlarmDefinition[];
  /** Health checks on metrics. */
  readonly follower?: MetricFollower;
  readonly nameServer: NameServer;
  /** What was observed before it began. */
  readonly past?: Past;
  /** Asks for names where no function does. */
  readonly nameProbe?: NameProbe | undefined;
  /** Clients that ask DNS seldom; without, there are none. */
  readonly connections?: Connections | undefined;
  /** Where somebody has them already; otherwise they are made. */
  readonly clients?: Asking;
  /** Told of each minute that is lived, but of none that is only tried out. */
  readonly onLived?: (at: number, asked: Asked) => void;
}

/** What came to load balancers in a minute: by each of their endpoints, the parts of all requests by name. */
export type Asked = ReadonlyMap<LoadBalancer, readonly PartsByName[]>;

/** What a world needs of clients. */
export type Asking = Pick<Clients, 'live' | 'held' | 'restore'>;

/** What a minute came to. */
export interface Minute {
  readonly at: number;
  /** By load balancer id. */
  readonly served: ReadonlyMap<string, Served>;
  /** Requests whose name had no answer. */
  readonly unanswered: number;
  /** Requests sent to an address or name that is none of the load balancers. */
  readonly astray: number;
  /** Requests that came only because a connection was open, by load balancer id: DNS had led their clients elsewhere. Expected, not drawn. */
  readonly heldBack: ReadonlyMap<string, number>;
}

interface Snapshot {
  readonly next: number;
  readonly judgedUntil: number;
  /** Copied when the first minute after it is lived: often none is. */
  held: HeldAnswers | undefined;
  readonly alarms: readonly AlarmSnapshot[];
  /** Brings what follows the metrics back. */
  readonly follow: (() => void) | undefined;
  readonly minutes: number;
}

/**
 * Everything outside the account's control plane: clients, load balancers, metrics, alarms. Pure: it does nothing
 * but count, and knows no clock but the moments it is given. Time advances by `advanceTo`; `lookAhead` finds the
 * next change of an alarm without going there.
 */
export class World {
  readonly metrics: Metrics;
  /** What a Prometheus has. */
  readonly scraped: Metrics;
  readonly loadBalancers: readonly LoadBalancer[];
  readonly #options: WorldOptions;
  readonly #clients: Asking;
  readonly #alarms: Alarms;
  readonly #balancerAt: ReadonlyMap<string, LoadBalancer>;
  readonly #minutes: Minute[] = [];
  /** Begin of the first minute that was not lived yet. */
  #next: number;
  /** Alarms are judged up to and including this moment. */
  #judgedUntil: number;
  /** Where to go back to, the innermost `tryOut` last. */
  readonly #trying: Snapshot[] = [];

  constructor(options: WorldOptions) {
    this.#options = options;
    this.loadBalancers = options.loadBalancers;
    this.metrics = new Metrics(options.begin, options.past);
    this.scraped = new Metrics(options.begin, options.past);
    this.#next = minuteOf(options.begin);
    this.#judgedUntil = options.begin;
    this.#alarms = new Alarms(options.alarms, randomFor(options.seed, -2), options.begin);
    this.#balancerAt = new Map(
      options.loadBalancers.flatMap((balancer) =>
        endpointsOf(balancer).map((endpoint) => [endpoint, balancer] as const),
      ),
    );
    this.#clients = options.clients ?? new Clients({ ...options, ends: this.#ends });
  }

  get alarms(): readonly Alarm[] {
    return this.#alarms.all;
  }

  /** Somebody makes an alarm. It has no data before that. */
  addAlarm(definition: MetricAlarmDefinition): void {
    this.#alarms.add(definition, this.#judgedUntil);
  }

  /** Every minute that was lived, oldest first. */
  get minutes(): readonly Minute[] {
    return this.#minutes;
  }

  /** Lives on to `now`. Returns the alarms' changes on the way, in order. */
  advanceTo(now: number): readonly Transition[] {
    return this.advanceUntil(now, () => false);
  }

  /** Lives on to `until`, or until `enough` of its alarms have changed. Returns their changes, in order. */
  advanceUntil(
    until: number,
    enough: (transitions: readonly Transition[]) => boolean,
  ): readonly Transition[] {
    const transitions: Transition[] = [];
    while (!enough(transitions)) {
      const judgement = this.#nextJudgement();
      // A minute is known when it is over; what alarms see of it comes later still.
      const minuteEnds = this.#next + MINUTE;
      if (Math.min(judgement, minuteEnds) > until) break;
      if (judgement < minuteEnds) transitions.push(...this.#judge(judgement));
      else this.#liveMinute();
    }
    return transitions;
  }

  /** The first moment in (now, `until`] at which an alarm changes its state, if nobody changes anything. */
  lookAhead(until: number): number | undefined {
    return this.tryOut(() => this.advanceUntil(until, (transitions) => transitions.length > 0)[0]?.at);
  }

  /** Lives on as `body` says, and goes back to now. @returns what the body has seen meanwhile */
  tryOut<T>(body: () => T): T {
    const before = this.#snapshot();
    this.#trying.push(before);
    try {
      return body();
    } finally {
      this.#trying.pop();
      this.#restore(before);
    }
  }

  #nextJudgement(): number {
    return Math.min(
      this.#alarms.nextAfter(this.#judgedUntil) ?? Number.POSITIVE_INFINITY,
      this.#options.follower?.nextAfter(this.#judgedUntil) ?? Number.POSITIVE_INFINITY,
    );
  }

  #judge(at: number): readonly Transition[] {
    this.#judgedUntil = at;
    const { follower } = this.#options;
    if (follower?.nextAfter(at - 1) === at) follower.judge(at, this.metrics);
    return this.#alarms.judge(at, this.metrics);
  }

  #liveMinute(): void {
    this.#keepHeld();
    const at = this.#next;
    const { seed, traffic, direct, nameServer } = this.#options;
    const random = randomFor(seed ^ 0x5bd1e995, at / MINUTE);
    const total = requestsAt(traffic, at);
    const requests = new Map(
      this.loadBalancers.map((balancer) => [balancer, arrivals(direct?.get(balancer.id) ?? 0, random)]),
    );
    const asked = new Map<LoadBalancer, PartsByName[]>();
    let unanswered = 0;
    let astray = 0;
    const demand = this.#clients.live(at, nameServer);
    for (const [endpoint, parts] of demand.went) {
      const balancer = this.#balancerOf(endpoint);
      const part = parts.reduce((sum, each) => sum + each, 0);
      if (balancer) {
        requests.set(balancer, (requests.get(balancer) ?? 0) + arrivals(total * part, random));
        asked.set(balancer, [...(asked.get(balancer) ?? []), parts]);
      }
      // A lost request is counted even where less than one is expected: it must never go unseen.
      else if (endpoint === '') unanswered += Math.ceil(total * part);
      else astray += Math.ceil(total * part);
    }
    const served = new Map<string, Served>();
    const minute: [LoadBalancer, Served][] = [];
    const luck = randomFor(seed ^ 0x2545f491, at / MINUTE);
    for (const balancer of this.loadBalancers) {
      const load = {
        requests: requests.get(balancer) ?? 0,
        shareOf: (name: string) => this.#shareOf(name, asked.get(balancer) ?? []),
      };
      const result = serve(balancer, load, at, (mean) => arrivals(mean, random), 2 * luck() - 1);
      for (const [id, observed, unit] of observationsOf(balancer, result))
        this.metrics.put(id, at, observed, unit);
      served.set(balancer.id, result);
      minute.push([balancer, result]);
    }
    this.#countElsewhere(minute, at);
    this.#minutes.push({ at, served, unanswered, astray, heldBack: this.#heldBack(demand, total) });
    this.#next = at + MINUTE;
    if (this.#trying.length === 0) this.#options.onLived?.(at, asked);
  }

  #countElsewhere(minute: readonly (readonly [LoadBalancer, Served])[], at: number): void {
    const { nameProbe, seed } = this.#options;
    const asked = probed(nameProbe, this.loadBalancers, { seed, at });
    for (const [id, observed, unit] of [...countedElsewhere(minute, 'countedBy'), ...asked])
      this.metrics.put(id, at, observed, unit);
    for (const [id, observed, unit] of countedElsewhere(minute, 'scrapedBy'))
      this.scraped.put(id, at, observed, unit);
  }

  /** @param endpoint a name, or an address */
  #balancerOf(endpoint: string): LoadBalancer | undefined {
    return this.#balancerAt.get(canonicalAddress(endpoint));
  }

  #heldBack({ heldBack }: Demand, total: number): ReadonlyMap<string, number> {
    const byBalancer = new Map<string, number>();
    for (const [endpoint, part] of heldBack) {
      const balancer = this.#balancerOf(endpoint);
      if (balancer) byBalancer.set(balancer.id, (byBalancer.get(balancer.id) ?? 0) + part * total);
    }
    return byBalancer;
  }

  /** What ends connections: SPEC.md, "Connections". */
  readonly #ends: Ends = {
    lifetimeMs: (endpoint) => {
      const seconds = this.#balancerOf(endpoint)?.keepAliveSeconds;
      return seconds === undefined ? Number.POSITIVE_INFINITY : seconds * 1000;
    },
    breaksAt: (endpoint, at) => {
      const balancer = this.#balancerOf(endpoint);
      return balancer === undefined || breaksConnections(balancer, at);
    },
  };

  /** @param asked what came to one load balancer, by its endpoints */
  #shareOf(name: string, asked: readonly PartsByName[]): number {
    const index = this.#options.names.findIndex((each) => each.name === name);
    const all = asked.reduce((sum, parts) => sum + parts.reduce((total, part) => total + part, 0), 0);
    return asked.reduce((sum, parts) => sum + (parts[index] ?? 0), 0) / (all || 1);
  }

  #keepHeld(): void {
    const without = this.#trying.filter(({ held }) => held === undefined);
    if (without.length === 0) return;
    const held = this.#clients.held();
    for (const snapshot of without) snapshot.held = held;
  }

  #snapshot(): Snapshot {
    return {
      next: this.#next,
      judgedUntil: this.#judgedUntil,
      held: undefined,
      alarms: this.#alarms.snapshot(),
      follow: this.#options.follower?.remember(this.#judgedUntil),
      minutes: this.#minutes.length,
    };
  }

  #restore(snapshot: Snapshot): void {
    this.#next = snapshot.next;
    this.#judgedUntil = snapshot.judgedUntil;
    if (snapshot.held) this.#clients.restore(snapshot.held);
    this.#minutes.length = snapshot.minutes;
    this.metrics.forgetFrom(snapshot.next);
    this.scraped.forgetFrom(snapshot.next);
    this.#alarms.restore(snapshot.alarms);
    snapshot.follow?.();
  }
}
