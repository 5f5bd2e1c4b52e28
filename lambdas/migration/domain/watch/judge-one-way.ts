/** What Watch does in place of a rollback since the run's one-way step has begun: it pages people, and ends the wait. */
import type { Alarm } from '../alarm.ts';
import { heldNoticeKey } from '../one-way.ts';
import type { WatchAct } from './acts.ts';
import type { OneWaySeen } from './seen.ts';
import type { WaitingSoak } from './waiting.ts';

/** Each alarm is paged by itself, as RollBack does it: whoever is first, people are paged once. */
export function heldForAlarms(
  firing: readonly Alarm[],
  oneWay: OneWaySeen,
  soak: WaitingSoak | undefined,
): readonly WatchAct[] {
  const pages = firing.map(({ name, arn, stateReason }) =>
    pageOf({ source: 'alarm', cause: arn, reason: `Alarm ${name}: ${stateReason}` }, oneWay),
  );
  const reason = `In ALARM: ${firing.map(({ name }) => name).join(', ')}`;
  return soak ? [...pages, { kind: 'end-soak', soak, reason }] : pages;
}

export function heldForEnd(reason: string, oneWay: OneWaySeen): readonly WatchAct[] {
  return [pageOf({ source: 'watch', cause: oneWay.state.run.executionArn, reason }, oneWay)];
}

type Page = Extract<WatchAct, { kind: 'notify-held' }>;

function pageOf(request: Page['request'], oneWay: OneWaySeen): Page {
  return { kind: 'notify-held', key: heldNoticeKey(request, oneWay.state), request, oneWay };
}
