import type { SignalWord } from '../contract/signals.ts';
import type { SignalState } from '../domain/signal.ts';

/** What signals have said. */
export interface SignalLog {
  /** Keeps that `signal` said `word` at `at` (epoch milliseconds), unless it said the same later, too. */
  note(signal: string, word: SignalWord, at: number): Promise<void>;
  /** By the signals' names; one that has said nothing is left out. */
  read(): Promise<ReadonlyMap<string, SignalState>>;
}
