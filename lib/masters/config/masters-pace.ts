/** How patient to be with masters. All times are seconds. */
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
    what: 'how long a master waits before a person is told',
    atLeast: MINUTE,
    atMost: 48 * HOUR,
    byDefault: 10 * MINUTE,
  },
  volumeTimeout: {
    what: 'how long volumes may take to be free',
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
    what: 'how long a replaced master settles',
    atLeast: 30,
    atMost: 6 * HOUR,
    byDefault: 3 * MINUTE,
  },
  poll: { what: 'the time between two looks', atLeast: 5, atMost: 5 * MINUTE, byDefault: 20 },
  sweep: {
    what: 'how often is swept',
    atLeast: MINUTE,
    atMost: HOUR,
    because: 'EventBridge has no shorter schedule',
    byDefault: 5 * MINUTE,
  },
} as const satisfies Partial<Record<keyof MastersConfig, Limits>>;

export type PaceField = keyof typeof LIMITS;
export const PACE_FIELDS = Object.keys(LIMITS) as readonly PaceField[];

/** AWS holds an instance for this many heartbeat time-outs at most, and for 48 hours. */
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

/** One between two minutes is reported, and counts as what is to be written in its place. */
function readSweep(place: Place): number | undefined {
  const seconds = readSeconds(place, LIMITS.sweep);
  if (seconds === undefined || seconds % MINUTE === 0) return seconds;
  const whole = Math.ceil(seconds / MINUTE) * MINUTE;
  const expected = 'how often is swept, in whole minutes, as EventBridge’s schedules are';
  place.problem(expected, asCode(whole), `Duration of ${inWords(seconds)}`);
  return whole;
}

/** What Auto Scaling allows, and of it what the sweep is in time for. */
function heartbeatLimits(sweepSeconds: number | undefined): Limits {
  const { heartbeat } = LIMITS;
  if (sweepSeconds === undefined) return { ...heartbeat, because: 'what Auto Scaling allows' };
  return {
    ...heartbeat,
    atLeast: shortestHeartbeat(sweepSeconds),
    because: `with a sweep every ${inWords(sweepSeconds)}: what was interrupted is taken up by it before AWS goes on by itself; Auto Scaling allows no more than ${inWords(heartbeat.atMost)}`,
  };
}

/** What is right by itself and wrong together; told at the field that was given, not at a default. */
function refuseMisfits(places: Readonly<Record<PaceField, Place>>, pace: MastersPace): void {
  const { heartbeatSeconds, patienceSeconds, pollSeconds, sweepSeconds } = pace;
  const shortest = shortestHeartbeat(sweepSeconds);
  // One that was given was held to this when it was read.
  if (heartbeatSeconds < shortest)
    places.sweep.problem(
      `a heartbeat of ${inWords(shortest)} or more with a sweep every ${inWords(sweepSeconds)}: what was interrupted is taken up by the sweep before AWS goes on by itself`,
      `heartbeat: ${asCode(shortest)} or more, or a shorter sweep`,
      `a heartbeat of ${inWords(heartbeatSeconds)}`,
    );
  if (pollSeconds > heartbeatSeconds / 3)
    (places.poll.isLeftOut ? places.heartbeat : places.poll).problem(
      `at most a third of the heartbeat between two looks: each records the heartbeat that is due`,
      `poll: ${asCode(Math.floor(heartbeatSeconds / 3))} or less`,
      `${inWords(pollSeconds)} between two looks`,
    );
  const longest = Math.min(48 * HOUR, MOST_HEARTBEATS * heartbeatSeconds);
  if (patienceSeconds >= longest)
    (places.patience.isLeftOut ? places.heartbeat : places.patience).problem(
      `less than ${inWords(longest)}: AWS holds a master for ${MOST_HEARTBEATS} heartbeats or 48 h, and then nobody would have been told`,
      `patience: less than ${asCode(longest)}`,
      `a patience of ${inWords(patienceSeconds)}`,
    );
}

/**
 * A heartbeat is recorded a third of the time-out after the one before, at the latest; who died just before that is
 * found by the next sweep, and a minute is for taking the lease over.
 */
function shortestHeartbeat(sweepSeconds: number): number {
  return Math.ceil((3 / 2) * (sweepSeconds + MINUTE));
}
