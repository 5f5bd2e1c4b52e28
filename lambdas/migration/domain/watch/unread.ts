import { NamedError } from '../../../shared/domain/named-error.ts';
import { ERRORS } from '../../contract/errors.ts';
import type { Watched } from '../../contract/watch.ts';
import type { WatchSeen } from './seen.ts';

/** What could not be looked at, and why, one line each: the next minute's call asks again. */
export function unreadIn(seen: WatchSeen): readonly string[] {
  const { own, owner, others, holder, rollingBack, heartbeat, alarms = [], zones = [] } = seen;
  const executions = { owner, others, holder, rollingBack, own: own.execution };
  return [
    ...Object.entries(executions).flatMap(([what, reading]) =>
      reading && !reading.known ? [`Execution (${what}): ${reading.why}`] : [],
    ),
    ...alarms.flatMap(({ name, alarm }) => (alarm.known ? [] : [`Alarm ${name}: ${alarm.why}`])),
    ...(heartbeat && !heartbeat.known ? [`Heartbeat: ${heartbeat.why}`] : []),
    ...zones.flatMap((zone) => (zone.kind === 'unread' ? [`Zone ${zone.zone}: ${zone.why}`] : [])),
  ];
}

/** What was done is done. But a look that left something out must not count as one. @throws WatchBlind */
export function requireWhole(watched: Watched): Watched {
  if (watched.unread.length === 0) return watched;
  throw new NamedError(
    ERRORS.watchBlind,
    `${watched.summary} Watch could not look at: ${watched.unread.join(' ')}`,
  );
}
