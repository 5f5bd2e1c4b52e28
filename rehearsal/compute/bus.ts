import type { BusEvent } from '../world/alarm-event.ts';
import type { Delivery } from './happenings.ts';
import type { Timeline } from './timeline.ts';

const ONCE: Delivery = () => [0];

/** Events on their way to EventBridge: best effort, as AWS says of them. */
export class Bus {
  #delivery: Delivery = ONCE;
  readonly #timeline: Timeline;
  #arrived: BusEvent[] = [];

  constructor(timeline: Timeline) {
    this.#timeline = timeline;
  }

  deliver(delivery: Delivery | undefined): void {
    this.#delivery = delivery ?? ONCE;
  }

  /** Happens now. */
  put(event: Omit<BusEvent, 'time'>): void {
    const { now } = this.#timeline;
    const happened = { ...event, time: now };
    for (const seconds of this.#delivery(happened)) {
      if (seconds <= 0) this.#arrived.push(happened);
      else this.#timeline.at(now + seconds * 1000, () => this.#arrived.push(happened));
    }
  }

  /** What has arrived since this was last asked. */
  take(): readonly BusEvent[] {
    const arrived = this.#arrived;
    this.#arrived = [];
    return arrived;
  }
}
