import { Pacer, type Turns } from '../adapters/pacer.ts';
import { accountOf, type RateLimit, type Route53Settings, type ZoneRole } from '../contract/settings.ts';
import type { HandlerContext } from './make-handler.ts';

/** Source: Developer Guide, "Throttling for Amazon Route 53 API requests". */
const HEALTH_CHECK_STATUS: RateLimit = { burst: 4, perSecond: 1 };

/** Source: LookupEvents in CloudTrail's API reference: two a second for each account and region. */
const LOOKUP_EVENTS: RateLimit = { burst: 1, perSecond: 2 };

/**
 * One for each account, as the limits are for all zones of an account together; and for each share of them, as Watch takes
 * more while the run waits.
 */
const pacers = new Map<string, Pacer>();
const statusPacers = new Map<string, Pacer>();
const trailPacers = new Map<string, Pacer>();

interface TurnOptions {
  /** By which the zone is reached, if it is in another account. */
  readonly role?: ZoneRole | undefined;
  /** No turn is waited for longer than that, epoch milliseconds. */
  readonly until?: number | undefined;
}

/** Calls of Route 53 wait their turn for as long as the function's time allows. */
export function turnsOf(context: HandlerContext, { role, until }: TurnOptions = {}): Turns {
  const { settings, patience, clock } = context;
  const end = until ?? Number.POSITIVE_INFINITY;
  return pacerOf(pacers, role, settings.route53).turns(() => Math.min(patience(), end - clock.now()));
}

/** Of GetHealthCheckStatus an account may make few requests, beside its limit on all of them. */
export function statusTurnsOf({ settings, patience }: HandlerContext, role?: ZoneRole): Turns {
  return pacerOf(statusPacers, role, { ...settings.route53, requests: HEALTH_CHECK_STATUS }).turns(patience);
}

/** Half of what CloudTrail takes is left to others. */
export function trailTurnsOf({ settings, patience }: HandlerContext, role?: ZoneRole): Turns {
  const limits = { ...settings.route53, requests: LOOKUP_EVENTS, leftForOthers: 0.5 };
  return pacerOf(trailPacers, role, limits).turns(patience);
}

/** What a batch may have: as many changes as others turned out to leave in the account that leaves the fewest. */
export function learntLimits({ settings }: Pick<HandlerContext, 'settings'>): Route53Settings {
  const limits = [...pacers.values()].map((pacer) => pacer.limits);
  return limits.reduce((a, b) => (b.changes.burst < a.changes.burst ? b : a), settings.route53);
}

function pacerOf(of: Map<string, Pacer>, role: ZoneRole | undefined, limits: Route53Settings): Pacer {
  const key = `${role ? accountOf(role) : ''} ${limits.leftForOthers}`;
  const pacer = of.get(key) ?? new Pacer(limits);
  of.set(key, pacer);
  return pacer;
}
