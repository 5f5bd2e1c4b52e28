import type { Clock } from '../../../shared/ports/clock.ts';
import type { SignalEvent, SignalSettings } from '../../contract/signals.ts';
import { levelOf, timeOf } from '../../domain/signal.ts';
import type { SignalLevels } from '../../ports/signal-levels.ts';
import type { SignalLog } from '../../ports/signal-log.ts';

export interface FollowPorts {
  readonly signals: readonly SignalSettings[];
  readonly log: SignalLog;
  readonly levels: SignalLevels;
  readonly clock: Clock;
}

export interface SignalsFollowed {
  /** By the signals' names; `unknown` for one that is silent. */
  readonly levels: Readonly<Record<string, 0 | 1 | 'unknown'>>;
}

/**
 * Keeps what an event says, if there is one, and publishes the level of every signal to CloudWatch. So an event counts at once. Each
 * minute's call gives the alarms their data, but none for a silent signal.
 */
export async function followSignals(
  event: SignalEvent | undefined,
  { signals, log, levels, clock }: FollowPorts,
): Promise<SignalsFollowed> {
  // An event of a signal that the configuration has no more is nobody's.
  if (event && signals.some(({ name }) => name === event.signal))
    await log.note(event.signal, event.word, timeOf(event.at, clock.now()));
  const states = await log.read();
  const now = clock.now();
  const read = signals.map(
    ({ name, silenceSeconds }) => [name, levelOf(states.get(name) ?? {}, now, silenceSeconds)] as const,
  );
  await levels.publish(
    new Map(read.flatMap(([name, level]) => (level === undefined ? [] : [[name, level]]))),
    now,
  );
  return { levels: Object.fromEntries(read.map(([name, level]) => [name, level ?? 'unknown'])) };
}
