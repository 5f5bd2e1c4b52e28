/** The verdict on a hold that a person promotes: go on, go back, or ask again because of what that person was not told. */
import type { PromotionVerdict } from '../contract/payloads.ts';
import { type AlarmReading, nowGrounds } from './alarm-grounds.ts';
import { type Ground, reasonsOf } from './grounds.ts';

/**
 * Nobody goes on over an alarm that is in ALARM. Over one that says nothing a person may, once they were told so.
 * @param told the reasons of the hold
 */
export function judgePromotion(alarms: readonly AlarmReading[], told: readonly string[]): PromotionVerdict {
  const against = alarms.flatMap(nowGrounds);
  const firing = against.filter(({ verdict }) => verdict === 'fail');
  if (firing.length > 0) return { verdict: 'fail', reasons: reasonsOf(firing) };
  const news = alarms.flatMap((alarm) => nowGrounds(alarm).filter((one) => !isTold(one, alarm.name, told)));
  if (news.length > 0 || alarms.length === 0)
    return {
      verdict: 'hold',
      reasons: ['It was promoted, but not all alarms are known to be OK:', ...reasonsOf(against)],
    };
  return { verdict: 'pass', reasons: ['No alarm is in ALARM.', ...reasonsOf(against)] };
}

/** CloudWatch's own words come after a colon: they may be others by now. */
function isTold({ text }: Ground, name: string, told: readonly string[]): boolean {
  const colon = text.indexOf(': ', `Alarm ${name}`.length);
  const what = colon < 0 ? text : text.slice(0, colon);
  return told.some((reason) => reason.startsWith(what));
}
