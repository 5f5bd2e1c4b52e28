/** The verdict on a hold that a person promotes: continue, roll back, or ask again because of something new. */
import type { PromotionVerdict } from '../contract/payloads.ts';
import { type AlarmReading, nowGrounds } from './alarm-grounds.ts';
import { type Ground, reasonsOf } from './grounds.ts';
import { newsAgainst } from './legacy/against-legacy.ts';

/** What the hold said. */
interface Said {
  readonly reasons: readonly string[];
  /** Against a rollback to legacy. */
  readonly legacy: readonly string[];
}

interface SeenNow {
  readonly alarms: readonly AlarmReading[];
  /** What speaks against a rollback to legacy. */
  readonly against: readonly string[];
}

/**
 * An alarm in ALARM always rolls back. An alarm without data, and a legacy that may not carry the traffic, only stop a promotion
 * if the hold did not say so.
 */
export function judgePromotion({ alarms, against: legacy }: SeenNow, said: Said): PromotionVerdict {
  const against = alarms.flatMap(nowGrounds);
  const firing = against.filter(({ verdict }) => verdict === 'fail');
  if (firing.length > 0) return { verdict: 'fail', reasons: reasonsOf(firing), legacy };
  const reasons = [...reasonsOf(against), ...legacy];
  if (isNews(alarms, said.reasons))
    return {
      verdict: 'hold',
      reasons: ['It was promoted, but not all alarms are known to be OK:', ...reasons],
      legacy,
    };
  if (newsAgainst(legacy, said.legacy).length > 0)
    return {
      verdict: 'hold',
      reasons: ['It was promoted, but legacy may not be able to take all the traffic back:', ...reasons],
      legacy,
    };
  return { verdict: 'pass', reasons: ['No alarm is in ALARM.', ...reasons], legacy };
}

function isNews(alarms: readonly AlarmReading[], known: readonly string[]): boolean {
  const news = alarms.flatMap((alarm) => nowGrounds(alarm).filter((one) => !isKnown(one, alarm.name, known)));
  return news.length > 0 || alarms.length === 0;
}

/** CloudWatch's own words come after a colon: they may be others by now. */
function isKnown({ text }: Ground, name: string, known: readonly string[]): boolean {
  const colon = text.indexOf(': ', `Alarm ${name}`.length);
  const what = colon < 0 ? text : text.slice(0, colon);
  return known.some((reason) => reason.startsWith(what));
}
