/**
 * Open connections: a client that keeps one asks DNS for nothing, so it stays where it is. How long it may stay depends on the
 * load balancer: legacy's holds clients back after a step, the cluster's after a rollback.
 */
import { undotted } from '../../shared/contract/dns-names.ts';
import { countOf, duration } from '../../shared/domain/text.ts';
import { parseLoadBalancerName } from '../contract/load-balancer-name.ts';
import type { ClusterTarget } from '../contract/settings.ts';
import type { LegacyPlace } from './legacy-places.ts';
import type { Reading } from './reading.ts';

/** What of a load balancer ends connections. Only an application load balancer ends one that is in use. */
export type ConnectionSettings =
  | { readonly family: 'classic' | 'network' }
  | {
      readonly family: 'application';
      readonly arn: string;
      /** `client_keep_alive.seconds`: after this, from its opening, a connection gets one more answer and is closed. */
      readonly keepAliveSeconds: number;
      /** Without a request for this long, a connection is closed. */
      readonly idleSeconds: number;
    };

/** `unbounded`: for as long as a client uses its connection. */
export type Bound = 'bounded' | 'unbounded' | 'unknown';

/** How long connections that are open hold their clients at one place. */
export interface HeldConnections {
  /** A load balancer's DNS name, or which addresses. */
  readonly at: string;
  readonly bound: Bound;
  /** At most, from a connection's opening to its last request; only where it is bounded. */
  readonly seconds?: number;
  /** By what it is bounded, or why it isn't, as a sentence. */
  readonly why: string;
  /** The command that shortens it; absent where there is none. */
  readonly toLower?: string;
}

export interface OpenConnections {
  /** Of each place where legacy answers. */
  readonly legacy: readonly HeldConnections[];
  readonly cluster: HeldConnections;
}

/** The least that AWS takes for `client_keep_alive.seconds`. */
export const SHORTEST_KEPT = 60;

/** @param settings undefined where no load balancer of the account and Region has this name */
export function heldAt(dnsName: string, settings: Reading<ConnectionSettings | undefined>): HeldConnections {
  const at = dnsName;
  if (!settings.known) return { at, bound: 'unknown', why: `Its settings can't be read: ${settings.why}` };
  if (!settings.value)
    return {
      at,
      bound: 'unknown',
      why: 'There is no load balancer with this name in the account and Region.',
    };
  return settings.value.family === 'application'
    ? heldByKeepAlive(at, settings.value)
    : { at, bound: 'unbounded', why: UNBOUNDED[settings.value.family] };
}

const UNBOUNDED = {
  classic: 'A classic load balancer closes only idle connections.',
  network:
    'A network load balancer closes only idle connections. What answers behind it may close others; that is not checked.',
} as const;

function heldByKeepAlive(
  at: string,
  { arn, keepAliveSeconds, idleSeconds }: Extract<ConnectionSettings, { family: 'application' }>,
): HeldConnections {
  return {
    at,
    bound: 'bounded',
    // The one request that is still answered comes before the idle time-out, or never.
    seconds: keepAliveSeconds + idleSeconds,
    why: `client_keep_alive.seconds is ${keepAliveSeconds}; one more request is answered after that, within the idle time-out of ${idleSeconds} s.`,
    ...(keepAliveSeconds > SHORTEST_KEPT && { toLower: commandFor(arn) }),
  };
}

function commandFor(arn: string): string {
  return `aws elbv2 modify-load-balancer-attributes --load-balancer-arn ${arn} --attributes Key=client_keep_alive.seconds,Value=${SHORTEST_KEPT}`;
}

/** @param places where legacy answers @param settingsOf of load balancers, by DNS names in lower case */
export function openConnections(
  target: ClusterTarget,
  places: readonly LegacyPlace[],
  settingsOf: (dnsName: string) => Reading<ConnectionSettings | undefined>,
): OpenConnections {
  const atName = (name: string) => {
    const dnsName = balancerNamed(name);
    return dnsName === undefined
      ? ({ at: undotted(name), bound: 'unknown', why: 'It is not an AWS load balancer.' } as const)
      : heldAt(dnsName, settingsOf(dnsName));
  };
  const names = places.flatMap((place) => (place.kind === 'name' ? [place.dnsName] : []));
  const addresses = places.flatMap((place) => (place.kind === 'address' ? [place.address] : []));
  const named = new Map(names.map((name) => [balancerNamed(name) ?? undotted(name), name]));
  return {
    legacy: [...[...named.values()].map(atName), ...atAddresses(addresses)],
    cluster:
      target.kind === 'load-balancer'
        ? atName(target.dnsName)
        : (atAddresses([...target.ipv4, ...target.ipv6])[0] as HeldConnections),
  };
}

/** The load balancers whose settings `openConnections` asks for, each once. */
export function balancersIn(target: ClusterTarget, places: readonly LegacyPlace[]): readonly string[] {
  const names = places.flatMap((place) => (place.kind === 'name' ? [place.dnsName] : []));
  const all = target.kind === 'load-balancer' ? [...names, target.dnsName] : names;
  return [...new Set(all.flatMap((name) => balancerNamed(name) ?? []))];
}

function balancerNamed(name: string): string | undefined {
  return parseLoadBalancerName(name)?.dnsName;
}

function atAddresses(addresses: readonly string[]): readonly HeldConnections[] {
  const [first, ...others] = new Set(addresses);
  if (first === undefined) return [];
  const at =
    others.length === 0 ? first : `${first} and ${countOf(others.length, 'more address', 'more addresses')}`;
  return [{ at, bound: 'unknown', why: 'An address does not say what closes its connections.' }];
}

/** For how long: `up to 1 h 1 min`, `as long as clients use them`, `an unknown time`. */
export function boundInWords({ bound, seconds }: Pick<HeldConnections, 'bound' | 'seconds'>): string {
  if (bound === 'bounded' && seconds !== undefined) return `up to ${duration(seconds)}`;
  return bound === 'unbounded' ? 'as long as clients use them' : 'an unknown time';
}
