/** How long each part of a replacement may take. All times are seconds. */
import type { MastersSettings } from '../../../lambdas/masters/contract/settings.ts';
import type { Place } from '../../shared/config/place.ts';
import { asCode, inWords, readSeconds } from '../../shared/config/values.ts';
import type { MastersConfig } from './masters-config.ts';

export type MastersPace = Pick<
  MastersSettings,
  | 'heartbeatSeconds'
  | 'patienceSeconds'
  | 'volumeSeconds'
  | 'launchSeconds'
  | 'joinSeconds'
  | 'recoverSeconds'
  | 'settleSeconds'
  | 'pollSeconds'
  | 'sweepSeconds'
>;

type Limits = Parameters<typeof readSeconds>[1];

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const LIMITS = {
  heartbeat: {
    what: 'the heartbeat time-out of a lifecycle hook',
    atLeast: 30,
    atMost: 2 * HOUR,
    byDefault: 15 * MINUTE,
  },
  patience: {
    what: 'how long a master waits before people are notified',
    atLeast: MINUTE,
    atMost: 48 * HOUR,
    byDefault: 10 * MINUTE,
  },
  volumeTimeout: {
    what: 'how long etcd volumes may take to be free',
    atLeast: MINUTE,
    atMost: 6 * HOUR,
    byDefault: 15 * MINUTE,
  },
  launchTimeout: {
    what: 'how long a launch may take',
    atLeast: MINUTE,
    atMost: 6 * HOUR,
    byDefault: 15 * MINUTE,
  },
  joinTimeout: {
    what: 'how long a replacement may take to join',
    atLeast: MINUTE,
    atMost: 6 * HOUR,
    byDefault: 20 * MINUTE,
  },
  recoverTimeout: {
    what: 'how long etcd-manager may take to fill an empty volume',
    atLeast: MINUTE,
    atMost: 6 * HOUR,
    byDefault: 30 * MINUTE,
  },
  settle: {
    what: 'the wait between two replacements',
    atLeast: 30,
    atMost: 6 * HOUR,
    byDefault: 3 * MINUTE,
  },
  poll: { what: 'the time between two checks', atLeast: 5, atMost: 5 * MINUTE, byDefault: 20 },
  sweep: {
    what: 'the time between two sweeps',
    atLeast: MINUTE,
    atMost: HOUR,
    because: 'EventBridge has no shorter schedule',
    byDefault: 5 * MINUTE,
  },
} as const satisfies Partial<Record<keyof MastersConfig, Limits>>;

export type PaceField = keyof typeof LIMITS;
export const PACE_FIELDS = Object.keys(LIMITS) as readonly PaceField[];

/** An instance waits in a hook for at most this many heartbeat time-outs, and for at most 48 hours. */
const MOST_HEARTBEATS = 100;

export function readMastersPace(places: Readonly<Record<PaceField, Place>>): MastersPace | undefined {
  const read = (field: PaceField): number | undefined => readSeconds(places[field], LIMITS[field]);
  const sweepSeconds = readSweep(places.sweep);
  const heartbeatSeconds = readSeconds(places.heartbeat, heartbeatLimits(sweepSeconds));
  const patienceSeconds = read('patience');
  const volumeSeconds = read('volumeTimeout');
  const launchSeconds = read('launchTimeout');
  const joinSeconds = read('joinTimeout');
  const recoverSeconds = read('recoverTimeout');
  const settleSeconds = read('settle');
  const pollSeconds = read('poll');
  if (!heartbeatSeconds || !patienceSeconds || !volumeSeconds || !launchSeconds) return undefined;
  if (!joinSeconds || !recoverSeconds || !settleSeconds || !pollSeconds || !sweepSeconds) return undefined;
  const pace = {
    heartbeatSeconds,
    patienceSeconds,
    volumeSeconds,
    launchSeconds,
    joinSeconds,
    recoverSeconds,
    settleSeconds,
    pollSeconds,
    sweepSeconds,
  };
  refuseMisfits(places, pace);
  return pace;
}

/** One that is not in whole minutes is reported, and the other checks continue with the suggested one. */
function readSweep(place: Place): number | undefined {
  const seconds = readSeconds(place, LIMITS.sweep);
  if (seconds === undefined || seconds % MINUTE === 0) return seconds;
  const whole = Math.ceil(seconds / MINUTE) * MINUTE;
  const expected = 'the time between two sweeps, in whole minutes, as EventBridge’s schedules require';
  place.problem(expected, asCode(whole), `Duration of ${inWords(seconds)}`);
  return whole;
}

/** What Auto Scaling allows, as far as the sweep is in time for it. */
function heartbeatLimits(sweepSeconds: number | undefined): Limits {
  const { heartbeat } = LIMITS;
  if (sweepSeconds === undefined) return { ...heartbeat, because: 'the limits of Auto Scaling' };
  return {
    ...heartbeat,
    atLeast: shortestHeartbeat(sweepSeconds),
    because: `with a sweep every ${inWords(sweepSeconds)}, so that it resumes an interrupted replacement before AWS ends the wait; Auto Scaling allows at most ${inWords(heartbeat.atMost)}`,
  };
}

/** Values that are right alone but don't fit together: a problem of the field that was given, not of a default. */
function refuseMisfits(places: Readonly<Record<PaceField, Place>>, pace: MastersPace): void {
  const { heartbeatSeconds, patienceSeconds, pollSeconds, sweepSeconds } = pace;
  const shortest = shortestHeartbeat(sweepSeconds);
  // A heartbeat that was given was checked for this when it was read.
  if (heartbeatSeconds < shortest)
    places.sweep.problem(
      `a heartbeat of ${inWords(shortest)} or more with a sweep every ${inWords(sweepSeconds)}, so that it resumes an interrupted replacement before AWS ends the wait`,
      `heartbeat: ${asCode(shortest)} or more, or a shorter sweep`,
      `a heartbeat of ${inWords(heartbeatSeconds)}`,
    );
  if (pollSeconds > heartbeatSeconds / 3)
    (places.poll.isLeftOut ? places.heartbeat : places.poll).problem(
      `at most a third of the heartbeat between two checks: a check records the heartbeat that is due`,
      `poll: ${asCode(Math.floor(heartbeatSeconds / 3))} or less`,
      `${inWords(pollSeconds)} between two checks`,
    );
  const longest = Math.min(48 * HOUR, MOST_HEARTBEATS * heartbeatSeconds);
  if (patienceSeconds >= longest)
    (places.patience.isLeftOut ? places.heartbeat : places.patience).problem(
      `less than ${inWords(longest)}: AWS ends the wait of a master after ${MOST_HEARTBEATS} heartbeat time-outs, or 48 h, and nobody would have been notified`,
      `patience: less than ${asCode(longest)}`,
      `a patience of ${inWords(patienceSeconds)}`,
    );
}

/**
 * A heartbeat is recorded at the latest a third of the time-out after the one before. If the execution dies just before
 * that, the next sweep finds it; a minute is left to take the lease over.
 */
function shortestHeartbeat(sweepSeconds: number): number {
  return Math.ceil((3 / 2) * (sweepSeconds + MINUTE));
}
