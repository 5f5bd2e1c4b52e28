import type { Counting, Counts } from './counters.ts';

/** How the platform behind a load balancer does under a load. */
export interface Health {
  /** Part of the requests that targets answer with a 5xx (0–1), as are all parts. */
  readonly failing: number;
  /** Mean response time of what targets answer, seconds. */
  readonly latencySeconds: number;
  /** Part for which the load balancer has no room: it answers half of them with a 503, and rejects the others' connections. */
  readonly turnedAway?: number;
  /** Part whose connection a target resets in place of answering. */
  readonly reset?: number;
  /** Part for which no connection to a target can be made. */
  readonly refused?: number;
  /** Part that gets no answer from a target in time. */
  readonly unanswered?: number;
  /** Part of the healthy hosts that fail their health checks. */
  readonly unhealthyHosts?: number;
  /** Only requests for this name fare so; all others as on a steady platform. */
  readonly onlyFor?: string;
}

/** @param load requests per minute @param at the minute, epoch milliseconds */
export type HealthModel = (load: number, at: number) => Health;

/** How a platform does that nothing ails. */
export const STEADY: Health = { failing: 0.0002, latencySeconds: 0.08 };
/** Mean response time of a platform that is slow, seconds. */
export const SLOW = 2.5;

/** A platform that takes any load. */
export function steady(): HealthModel {
  return () => STEADY;
}

/** The hosts of one target group; a classic load balancer has all of its own together. */
export interface Hosts {
  /** `targetgroup/<name>/<id>`: the metrics' dimension. '' of a classic load balancer. */
  readonly targetGroup: string;
  /** How many are healthy, by zone. */
  readonly healthy: ReadonlyMap<string, number>;
  /** How many are registered and fail their health checks, by zone. */
  readonly unhealthy: ReadonlyMap<string, number>;
}

/** Of what is `uncounted`, CloudWatch has no metric: bare addresses, or what is in nobody's account here. */
export type LoadBalancerFamily = 'classic' | 'application' | 'network' | 'uncounted';
export type CountedFamily = Exclude<LoadBalancerFamily, 'uncounted'>;

/** Who gets another load balancer's requests. */
export type Behind = Pick<LoadBalancer, 'id' | 'family' | 'hosts'>;

/** A load balancer of the rehearsed account, as the world sees it. */
export interface LoadBalancer extends Counting {
  /** `name` of a classic one; `app/<name>/<id>` or `net/<name>/<id>` of newer ones: the metrics' dimension. */
  readonly id: string;
  readonly family: LoadBalancerFamily;
  /** Lower case, dot-terminated. */
  readonly dnsName: string;
  readonly ipv4: readonly string[];
  readonly ipv6: readonly string[];
  readonly zones: readonly string[];
  /** Application load balancers that are its targets: they count what comes over the connections that a network one counts. */
  readonly behind?: readonly Behind[];
  /** After this long from its opening, a client's connection is closed; undefined where it may last for ever. */
  readonly keepAliveSeconds?: number;
  /** Who could serve now. */
  readonly hosts: () => readonly Hosts[];
  readonly health: HealthModel;
}

/** Its addresses, and its name: aliases are often written with a first label that says that there is IPv6, too. Bare addresses have no name. */
export function endpointsOf({
  dnsName,
  ipv4,
  ipv6,
}: Pick<LoadBalancer, 'dnsName' | 'ipv4' | 'ipv6'>): readonly string[] {
  return [...(dnsName === '' ? [] : [dnsName, `dualstack.${dnsName}`]), ...ipv4, ...ipv6];
}

/**
 * Whether the connections of its clients break in the minute at `at`. Other load balancers answer for the targets that don't, also behind a
 * network one, which is nothing between client and target.
 */
export function breaksConnections(
  { family, health, behind = [] }: Pick<LoadBalancer, 'family' | 'health' | 'behind'>,
  at: number,
): boolean {
  if (family !== 'network' || behind.length > 0) return false;
  const { turnedAway = 0, reset = 0, refused = 0, unanswered = 0 } = health(0, at);
  return turnedAway + reset + refused + unanswered > 0;
}

/** What one minute's requests came to. */
export interface Served extends Counts {
  /** Answered with a 4xx: the clients' mistakes. */
  readonly clientErrors: number;
  readonly failing: number;
  readonly reset: number;
  readonly refused: number;
  readonly unanswered: number;
  /** Part of the hosts that fail their health checks, beside those that do so already (0–1). */
  readonly unhealthyHosts: number;
}

/** Requests of one minute. */
export interface Load {
  readonly requests: number;
  /** The part of them that asks for a name (0–1). */
  readonly shareOf: (name: string) => number;
}

/** Part of the requests that clients make wrongly. */
const CLIENT_ERRORS = 0.01;

/** Serves one minute's requests. Failures are whole requests, drawn by `draw` so that small parts show too. */
export function serve(
  { health }: Pick<LoadBalancer, 'health'>,
  { requests, shareOf }: Load,
  at: number,
  draw: (mean: number) => number,
  luck: number,
): Served {
  const now = health(requests, at);
  const touched =
    now.onlyFor === undefined ? requests : Math.min(draw(requests * shareOf(now.onlyFor)), requests);
  const ways = waysOf(now, touched, draw);
  const others = requests - touched;
  const failing = ways.failing + (others > 0 ? Math.min(draw(others * STEADY.failing), others) : 0);
  const unserved = ways.turnedAway + ways.reset + ways.refused + ways.unanswered;
  const answered = [
    { count: touched - unserved, meanSeconds: now.latencySeconds },
    { count: others, meanSeconds: STEADY.latencySeconds },
  ].filter(({ count }) => count > 0);
  const inOrder = requests - unserved - failing;
  return {
    ...ways,
    requests,
    failing,
    failed: failing + unserved,
    answered,
    clientErrors: clientErrorsAmong(inOrder, luck),
    unhealthyHosts: now.unhealthyHosts ?? 0,
    luck,
  };
}

type Ways = Pick<Served, 'failing' | 'turnedAway' | 'reset' | 'refused' | 'unanswered'>;

/** Each request fails in one way only. */
function waysOf(health: Health, requests: number, draw: (mean: number) => number): Ways {
  let left = requests;
  const take = (part = 0) => {
    const drawn = part > 0 ? Math.min(draw(requests * part), left) : 0;
    left -= drawn;
    return drawn;
  };
  return {
    failing: take(health.failing),
    turnedAway: take(health.turnedAway),
    reset: take(health.reset),
    refused: take(health.refused),
    unanswered: take(health.unanswered),
  };
}

function clientErrorsAmong(requests: number, luck: number): number {
  const mean = requests * CLIENT_ERRORS;
  return Math.min(requests, Math.round(mean + luck * Math.sqrt(mean)));
}
