/** The verdict on a hold that a person promotes: continue, roll back, or ask again because of something new. */
import type { PromotionVerdict } from '../contract/payloads.ts';
import { type AlarmReading, nowGrounds } from './alarm-grounds.ts';
import { type Ground, reasonsOf } from './grounds.ts';

/**
 * An alarm in ALARM always rolls back. An alarm without data only stops a promotion if the hold's reasons did not say so.
 * @param known the reasons of the hold
 */
export function judgePromotion(alarms: readonly AlarmReading[], known: readonly string[]): PromotionVerdict {
  const against = alarms.flatMap(nowGrounds);
  const firing = against.filter(({ verdict }) => verdict === 'fail');
  if (firing.length > 0) return { verdict: 'fail', reasons: reasonsOf(firing) };
  const news = alarms.flatMap((alarm) => nowGrounds(alarm).filter((one) => !isKnown(one, alarm.name, known)));
  if (news.length > 0 || alarms.length === 0)
    return {
      verdict: 'hold',
      reasons: ['It was promoted, but not all alarms are known to be OK:', ...reasonsOf(against)],
    };
  return { verdict: 'pass', reasons: ['No alarm is in ALARM.', ...reasonsOf(against)] };
}

/** CloudWatch's own words come after a colon: they may be others by now. */
function isKnown({ text }: Ground, name: string, known: readonly string[]): boolean {
  const colon = text.indexOf(': ', `Alarm ${name}`.length);
  const what = colon < 0 ? text : text.slice(0, colon);
  return known.some((reason) => reason.startsWith(what));
}
