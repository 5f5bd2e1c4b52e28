/**
 * What a signal's events come to. Only the latest time of each word is kept, so the same comes of them in any order, and however
 * often each is delivered.
 */
import type { SignalWord } from '../contract/signals.ts';

/** When each word was last said, by the events' own times; epoch milliseconds. */
export type SignalState = Readonly<Partial<Record<SignalWord, number>>>;

/** As published to CloudWatch: 1 in alarm, 0 not in alarm; undefined: unknown. */
export type SignalLevel = 0 | 1 | undefined;

const NEVER = Number.NEGATIVE_INFINITY;

/** An event can't be later than now: a clock that is ahead would hide the silence after it. */
export function timeOf(at: string, now: number): number {
  return Math.min(Date.parse(at), now);
}

export function withWord(state: SignalState, word: SignalWord, at: number): SignalState {
  return { ...state, [word]: Math.max(at, state[word] ?? NEVER) };
}

/**
 * An alarm lasts until a later recovery: silence ends it no more than a heartbeat does. Of an alarm and a recovery at the same
 * second nobody knows which came first, so it counts as an alarm.
 */
export function levelOf(state: SignalState, now: number, silenceSeconds: number): SignalLevel {
  const { alarm = NEVER, recovery = NEVER, heartbeat = NEVER } = state;
  if (alarm !== NEVER && alarm >= recovery) return 1;
  const heard = Math.max(alarm, recovery, heartbeat);
  return now - heard <= silenceSeconds * 1000 ? 0 : undefined;
}
