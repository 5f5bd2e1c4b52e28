/** The verdict on a hold that a person promotes: continue, roll back, or ask again because of something new. */
import type { Frozen, PromotionVerdict } from '../contract/payloads.ts';
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
  /** Keeps from beginning what is promoted. */
  readonly inFreeze: Frozen | undefined;
}

/**
 * An alarm in ALARM always rolls back. An alarm without data, and a legacy that may not carry the traffic, only stop a promotion
 * if the hold did not say so. A freeze only delays: it is judged again when it ends.
 */
export function judgePromotion({ alarms, against: legacy, inFreeze }: SeenNow, said: Said): PromotionVerdict {
  const { verdict, reasons } = judgeSeen(alarms, legacy, said);
  if (verdict === 'pass' && inFreeze) return inFreeze;
  return { verdict, reasons, legacy, frozenUntil: '' };
}

function judgeSeen(
  alarms: readonly AlarmReading[],
  legacy: readonly string[],
  said: Said,
): Pick<PromotionVerdict, 'verdict' | 'reasons'> {
  const against = alarms.flatMap(nowGrounds);
  const firing = against.filter(({ verdict }) => verdict === 'fail');
  if (firing.length > 0) return { verdict: 'fail', reasons: reasonsOf(firing) };
  const reasons = [...reasonsOf(against), ...legacy];
  if (isNews(alarms, said.reasons))
    return {
      verdict: 'hold',
      reasons: ['It does not go on, because not all alarms are known to be OK:', ...reasons],
    };
  if (newsAgainst(legacy, said.legacy).length > 0)
    return {
      verdict: 'hold',
      reasons: [
        'It does not go on, because legacy may not be able to take all the traffic back:',
        ...reasons,
      ],
    };
  return { verdict: 'pass', reasons: ['No alarm is in ALARM.', ...reasons] };
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
