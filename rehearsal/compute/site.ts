import type { Bus } from './bus.ts';
import type { ComputeListener } from './listener.ts';
import type { Luck } from './luck.ts';
import type { Timing } from './options.ts';
import type { Timeline, Timer } from './timeline.ts';

/** What all parts of the simulation stand on. */
export interface Site {
  readonly account: string;
  readonly region: string;
  readonly timeline: Timeline;
  readonly luck: Luck;
  readonly bus: Bus;
  readonly timing: Timing;
  readonly listeners: ReadonlySet<ComputeListener>;
}

/** Plans `run` for after a time of that kind. */
export function after(site: Site, kind: keyof Timing, run: () => void): Timer {
  return site.timeline.at(site.timeline.now + site.luck.within(site.timing[kind]), run);
}

export function notify(site: Site, word: (listener: ComputeListener, at: number) => void): void {
  for (const listener of site.listeners) word(listener, site.timeline.now);
}

/** `2027-01-04T08:00:00Z`, as it stands in AWS's texts. */
export function whole(time: number): string {
  return `${new Date(time).toISOString().slice(0, 19)}Z`;
}

/** EC2's `StateTransitionReason` of what an API call brought about now. */
export function userInitiated({ timeline }: Site): string {
  return `User initiated (${new Date(timeline.now).toISOString().slice(0, 19).replace('T', ' ')} GMT)`;
}
