import { PUBLISHING_LAG_SECONDS, type Total, total } from '../domain/counted.ts';
import {
  type Decline,
  declineOf,
  type SoakDecline,
  type Span,
  type Week,
  type Weeks,
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
  const whole = weeksToCompare({ from, until }, begunAt, now);
  if (isCounted) return { whole: declineBy(whole, await counted(spansOf(whole), legacy, traffic)) };
  const end = Math.max(from, until - Math.max((until - from) * END.part, END.least));
  const recent = weeksToCompare({ from: end, until }, begunAt, now);
  const totalOf = await counted([...spansOf(whole), ...spansOf(recent)], legacy, traffic);
  return { whole: declineBy(whole, totalOf), recent: declineBy(recent, totalOf) };
}

/** What legacy lost in a span that ended before now; the times are epoch milliseconds. */
export async function declineOver(
  span: Span,
  { begunAt, now }: Omit<Soak, 'from'>,
  legacy: readonly TrafficSource[],
  traffic: Traffic,
): Promise<Decline> {
  const weeks = weeksToCompare(span, begunAt, now);
  return declineBy(weeks, await counted(spansOf(weeks), legacy, traffic));
}

type TotalOf = (span: Span) => Total;

function declineBy(weeks: Weeks<Span>, totalOf: TotalOf): Decline {
  if (isTooShort(weeks)) return { known: false, why: 'it is too short to be compared with other weeks' };
  const week = ({ during, before }: Week<Span>) => ({ during: totalOf(during), before: totalOf(before) });
  return declineOf({ now: week(weeks.now), past: weeks.past.map(week) });
}

function spansOf(weeks: Weeks<Span>): readonly Span[] {
  if (isTooShort(weeks)) return [];
  return [weeks.now, ...weeks.past].flatMap(({ during, before }) => [during, before]);
}

function isTooShort({ now: { during } }: Weeks<Span>): boolean {
  return during.until <= during.from;
}

/** Counts each of the spans once: a soak and its end have the days before the migration in common. */
async function counted(
  spans: readonly Span[],
  legacy: readonly TrafficSource[],
  traffic: Traffic,
): Promise<TotalOf> {
  const asked = new Map(spans.map((span) => [keyOf(span), span]));
  const counts = asked.size > 0 ? await traffic.countEach(legacy, [...asked.values()]) : [];
  const totals = new Map([...asked.keys()].map((key, i) => [key, total(counts[i] ?? [])]));
  return (span) => totals.get(keyOf(span)) ?? total([]);
}

function keyOf({ from, until }: Span): string {
  return `${from}-${until}`;
}
