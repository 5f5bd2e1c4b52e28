import { PUBLISHING_LAG_SECONDS, total } from '../domain/counted.ts';
import {
  type Decline,
  declineOf,
  type SoakDecline,
  type Span,
  weeksToCompare,
} from '../domain/own-history.ts';
import type { TrafficSource } from '../domain/traffic-sources.ts';
import type { Traffic } from '../ports/traffic.ts';

/** Epoch milliseconds. */
interface Soak {
  readonly from: number;
  readonly now: number;
  /** When the records began to move. */
  readonly begunAt: number;
}

/** Of a soak so much is its end, and at least so long. */
const END = { part: 0.25, least: 900_000 };

/**
 * What legacy lost in a soak, by its own past: in all of it, and in its end, which matters only where nothing counts the
 * cluster.
 */
export async function declineIn(
  { from, now, begunAt }: Soak,
  legacy: readonly TrafficSource[],
  { traffic, isCounted }: { readonly traffic: Traffic; readonly isCounted: boolean },
): Promise<SoakDecline> {
  const until = now - PUBLISHING_LAG_SECONDS * 1000;
  const end = Math.max(from, until - Math.max((until - from) * END.part, END.least));
  const lost = (span: Span) => declineOver(span, { begunAt, now }, legacy, traffic);
  if (isCounted) return { whole: await lost({ from, until }) };
  const [whole, recent] = await Promise.all([lost({ from, until }), lost({ from: end, until })]);
  return { whole, recent };
}

/** What legacy lost in a span that ended before now; the times are epoch milliseconds. */
export async function declineOver(
  span: Span,
  { begunAt, now }: Omit<Soak, 'from'>,
  legacy: readonly TrafficSource[],
  traffic: Traffic,
): Promise<Decline> {
  const weeks = weeksToCompare(span, begunAt, now);
  const { during } = weeks.now;
  if (during.until <= during.from)
    return { known: false, why: 'it is too short to be compared with other weeks' };
  const spans = [weeks.now, ...weeks.past].flatMap(({ during, before }) => [during, before]);
  const counted = await traffic.countEach(legacy, spans);
  const week = (i: number) => ({
    during: total(counted[2 * i] ?? []),
    before: total(counted[2 * i + 1] ?? []),
  });
  return declineOf({ now: week(0), past: weeks.past.map((_, i) => week(i + 1)) });
}
