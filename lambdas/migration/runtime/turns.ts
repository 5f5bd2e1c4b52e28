import { Pacer, type Turns } from '../adapters/pacer.ts';
import type { RateLimit } from '../contract/settings.ts';
import type { HandlerContext } from './make-handler.ts';

/** Source: Developer Guide, "Throttling for Amazon Route 53 API requests". */
const HEALTH_CHECK_STATUS: RateLimit = { burst: 4, perSecond: 1 };

/** One for the process, as the account's limits are for all its zones together. */
let pacer: Pacer | undefined;
let statusPacer: Pacer | undefined;

export function pacerOf({ settings }: Pick<HandlerContext, 'settings'>): Pacer {
  pacer ??= new Pacer(settings.route53);
  return pacer;
}

/** Of GetHealthCheckStatus an account may make few requests, beside its limit on all of them. */
export function statusTurnsOf({ settings, patience }: Pick<HandlerContext, 'settings' | 'patience'>): Turns {
  statusPacer ??= new Pacer({ ...settings.route53, requests: HEALTH_CHECK_STATUS });
  return statusPacer.turns(patience);
}

/**
 * Calls of Route 53 wait their turn for as long as the function's time allows.
 * @param until and no longer than that, epoch milliseconds
 */
export function turnsOf(context: HandlerContext, until = Number.POSITIVE_INFINITY): Turns {
  const { patience, clock } = context;
  return pacerOf(context).turns(() => Math.min(patience(), until - clock.now()));
}
