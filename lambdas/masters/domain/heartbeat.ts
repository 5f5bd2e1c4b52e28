/** When a lifecycle action's wait has to be extended, and for how long it can be. */
import type { KeptAction } from './replacement.ts';

/** Source: Auto Scaling's lifecycle hooks: an instance waits for 48 hours or 100 × the heartbeat time-out, whichever is smaller. */
const LONGEST_HOURS = 48;
const MOST_HEARTBEATS = 100;

export function longestHoldSeconds(heartbeatSeconds: number): number {
  return Math.min(LONGEST_HOURS * 3600, MOST_HEARTBEATS * heartbeatSeconds);
}

/** A heartbeat is recorded at most this long after the one before: two may fail before the hook times out. */
export function heartbeatEverySeconds(heartbeatSeconds: number): number {
  return heartbeatSeconds / 3;
}

export interface HeartbeatSettings {
  readonly heartbeatSeconds: number;
  /** Until the next look. */
  readonly pollSeconds: number;
}

/**
 * What a look says of heartbeats to the pause after it: where none is due when that ends, nobody has to read what is kept
 * for it. What comes to be known in between, the next look sees.
 * @param now epoch milliseconds
 */
export function heartbeatAfter(
  pauseSeconds: number,
  actions: Readonly<Record<string, KeptAction>>,
  now: number,
  { heartbeatSeconds, pollSeconds }: HeartbeatSettings,
): { readonly heartbeat?: 'not-due' } {
  const limits = { heartbeatSeconds, pollSeconds: pauseSeconds + pollSeconds };
  return dueHeartbeats(actions, now, limits).length === 0 ? { heartbeat: 'not-due' } : {};
}

/**
 * The instances whose action needs a heartbeat at `now` (epoch milliseconds): at the next look it would come too late.
 * A wait that AWS ends whatever is recorded needs none.
 */
export function dueHeartbeats(
  actions: Readonly<Record<string, KeptAction>>,
  now: number,
  { heartbeatSeconds, pollSeconds }: HeartbeatSettings,
): readonly string[] {
  const every = heartbeatEverySeconds(heartbeatSeconds);
  return Object.entries(actions)
    .filter(([, { completed, since, lastHeartbeat }]) => {
      const held = (now - Date.parse(since)) / 1000;
      const quiet = (now - Date.parse(lastHeartbeat)) / 1000;
      return !completed && held < longestHoldSeconds(heartbeatSeconds) && quiet + pollSeconds > every;
    })
    .map(([instance]) => instance);
}
