/** The verdict on the drain: whether the old platform is really quiet. */

import { countOf, duration, percent } from '../../shared/domain/text.ts';
import { instant } from '../../shared/domain/time.ts';
import { ALARM_HISTORY_SECONDS } from '../contract/alarm-history.ts';
import type { DrainVerdict } from '../contract/payloads.ts';
import type { DrainSettings } from '../contract/settings.ts';
import { type AlarmEvidence, alarmGrounds, historyKnownFrom } from './alarm-grounds.ts';
import { type Counted, total } from './counted.ts';
import { type Ground, ground, reasonsOf, verdictOf, worst } from './grounds.ts';
import { type Decline, declineInWords } from './own-history.ts';
import { type ZoneEvidence, zoneGrounds } from './zone-grounds.ts';

export interface DrainEvidence {
  /** When the records became the cluster's alone (ISO 8601), and when it is judged (epoch milliseconds). */
  readonly retiredAt: string;
  readonly now: number;
  readonly alarms: readonly AlarmEvidence[];
  readonly zones: readonly ZoneEvidence[];
  /** Requests on legacy in the last quiet window. */
  readonly legacy: readonly Counted[];
  /** What legacy lost in that window, where `decidesByPast`. */
  readonly decline?: Decline;
  /** What speaks against a rollback to legacy: until the end one must be possible. */
  readonly against: readonly string[];
}

/**
 * At most this many measurements between the minimum and the maximum stay, so that a short window and a long stay
 * never fill an execution's history. Source: Step Functions ends an execution at 25,000 history events.
 */
const MOST_MEASUREMENTS = 100;

/**
 * The longest time between two measurements, seconds: each sees the alarms' history since the one before, and a day more
 * for a measurement that is late.
 */
const LONGEST_UNSEEN = ALARM_HISTORY_SECONDS - 86_400;

/** From when the alarms' history is part of the evidence: since legacy was retired, or as far back as it is kept. ISO 8601. */
export function drainWatchedFrom(retiredAt: string, now: number): string {
  return instant(Math.max(Date.parse(retiredAt), historyKnownFrom(now)));
}

/** Seconds from when the records became the cluster's alone until the drain is measured first. */
export function firstMeasurement({ minimumStaySeconds }: DrainSettings): number {
  return Math.min(minimumStaySeconds, LONGEST_UNSEEN);
}

export function judgeDrain(evidence: DrainEvidence, drain: DrainSettings): DrainVerdict {
  const { retiredAt, now } = evidence;
  const stayed = (now - Date.parse(retiredAt)) / 1000;
  const watch = {
    from: drainWatchedFrom(retiredAt, now),
    until: instant(now),
    // Of a long stay, half of the history: one blind hour would else count for as long as CloudWatch remembers it.
    secondsToSee: Math.min(drain.minimumStaySeconds, ALARM_HISTORY_SECONDS / 2),
  };
  const grounds = [
    ...alarmGrounds(evidence.alarms, watch),
    ...zoneGrounds(evidence.zones),
    stayGround(stayed, drain),
    quietGround(evidence, drain),
  ];
  const { against: legacy } = evidence;
  const verdict = worst(grounds);
  // Once legacy is quiet the migration is closed, and nothing rolls back any more.
  if (verdict === 'inconclusive' && legacy.length > 0)
    return { verdict: 'hold', reasons: [...legacy, ...reasonsOf(grounds)], legacy, waitUntil: instant(now) };
  if (verdict !== 'inconclusive')
    return { verdict: verdictOf(verdict), reasons: reasonsOf(grounds), legacy, waitUntil: instant(now) };
  if (stayed >= drain.maximumStaySeconds) {
    const spent = `Legacy has been kept for ${duration(stayed)}; the maximum is ${duration(drain.maximumStaySeconds)}.`;
    const reasons = reasonsOf([ground('hold', spent), ...grounds]);
    return { verdict: 'hold', reasons, legacy, waitUntil: instant(now) };
  }
  const waitUntil = nextMeasurement(Date.parse(retiredAt), now, drain);
  const again = ground('inconclusive', `Legacy will be measured again at ${waitUntil}.`);
  return { verdict: 'inconclusive', reasons: reasonsOf([...grounds, again]), legacy, waitUntil };
}

function stayGround(stayed: number, drain: DrainSettings): Ground {
  const text = `Legacy has been kept for ${duration(stayed)}; the minimum is ${duration(drain.minimumStaySeconds)}.`;
  return ground(stayed >= drain.minimumStaySeconds ? 'pass' : 'inconclusive', text);
}

/** Whether legacy is quiet by its own past or not at all: the settings ask for that, and what was counted is too much. */
export function decidesByPast(
  counted: readonly Counted[],
  { quietRequests, quietPercent }: DrainSettings,
): boolean {
  const legacy = total(counted);
  return legacy.known && legacy.requests > quietRequests && quietPercent > 0;
}

function quietGround({ legacy: counted, decline }: DrainEvidence, drain: DrainSettings): Ground {
  const legacy = total(counted);
  if (!legacy.known) return ground('inconclusive', `Requests on legacy are unknown: ${legacy.why}`);
  const most = countOf(drain.quietRequests, legacy.unit);
  const text = `Legacy had ${legacy.text} in ${duration(drain.quietWindowSeconds)}; quiet means at most ${most}.`;
  if (legacy.requests <= drain.quietRequests) return ground('pass', text);
  if (!decline || drain.quietPercent === 0) return ground('inconclusive', text);
  return remainderGround(text, decline, drain.quietPercent);
}

/** By legacy's own past; only what is certain counts. */
function remainderGround(text: string, decline: Decline, quietPercent: number): Ground {
  const most = `Quiet also means at most ${percent(quietPercent)} of what its own past predicts`;
  if (!decline.known) return ground('inconclusive', `${text} ${most}, which is unknown: ${decline.why}`);
  const left = 100 - decline.lost.least;
  const isQuiet = left <= quietPercent;
  return ground(
    isQuiet ? 'pass' : 'inconclusive',
    `${text} ${most}; it had up to ${percent(left)}. ${declineInWords(decline)}`,
  );
}

/**
 * One window later, not before the minimum stay is over and not after the maximum, when a person is asked; but never so
 * late that CloudWatch would have forgotten what the alarms did since this measurement.
 */
function nextMeasurement(retiredAt: number, now: number, drain: DrainSettings): string {
  const span = drain.maximumStaySeconds - drain.minimumStaySeconds;
  const interval = Math.max(drain.quietWindowSeconds, span / MOST_MEASUREMENTS) * 1000;
  const earliest = retiredAt + drain.minimumStaySeconds * 1000;
  const latest = retiredAt + drain.maximumStaySeconds * 1000;
  const wanted = now < earliest ? earliest : Math.min(now + interval, latest);
  return instant(Math.min(wanted, now + LONGEST_UNSEEN * 1000));
}
