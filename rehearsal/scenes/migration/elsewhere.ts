/** Products of others that watch the cluster, too, and tell EventBridge: the signals of a configuration. */
import type { SignalSettings, SignalWord } from '../../../lambdas/migration/contract/signals.ts';
import type { BusEvent } from '../../world/alarm-event.ts';
import { sampleOf } from './pattern-sample.ts';

/** Heartbeats come so often within the silence that a signal may keep. */
const BEATS = 3;

interface Followed {
  readonly settings: SignalSettings;
  /** When its next heartbeat is due; undefined while it is silent. */
  next: number | undefined;
}

export class Elsewhere {
  readonly #signals = new Map<string, Followed>();
  #said: BusEvent[] = [];

  constructor(signals: readonly SignalSettings[] = [], now = 0) {
    this.follow(signals, now);
  }

  /** From now on these are there, in place of those before. Their first heartbeat is due at once. */
  follow(signals: readonly SignalSettings[], now: number): void {
    this.#signals.clear();
    for (const settings of signals) this.#signals.set(settings.name, { settings, next: now });
  }

  /** In the order of the configuration. */
  get names(): readonly string[] {
    return [...this.#signals.keys()];
  }

  /** Says it at once, also while heartbeats are silent. */
  says(name: string, word: SignalWord, now: number): void {
    const { settings } = this.#of(name);
    const { source, detailType, resources, detail } = sampleOf(settings[word]);
    this.#said.push({ bus: settings.bus, source, detailType, resources, time: now, detail });
  }

  fallsSilent(name: string): void {
    this.#of(name).next = undefined;
  }

  speaksAgain(name: string, now: number): void {
    this.#of(name).next = now;
  }

  advanceTo(now: number): readonly BusEvent[] {
    for (const [name, followed] of this.#signals) {
      const { next, settings } = followed;
      if (next === undefined || next > now) continue;
      this.says(name, 'heartbeat', now);
      followed.next = now + (settings.silenceSeconds * 1000) / BEATS;
    }
    return this.#said.splice(0);
  }

  /** When the next heartbeat is due, if that is by `until`. */
  lookAhead(until: number): number | undefined {
    const due = [...this.#signals.values()].flatMap(({ next }) => next ?? []);
    const first = Math.min(...due);
    return first <= until ? first : undefined;
  }

  #of(name: string): Followed {
    const found = this.#signals.get(name);
    if (!found) throw new Error(`there is no signal ${name}: ${this.names.join(', ') || 'none at all'}`);
    return found;
  }
}
