/** A history that a test tells itself: nothing in it is left to chance but the order of actors, by a fixed seed. */
import type { OpeningPorts } from '../../../lambdas/migration/migrate/lower-ttl/lower-ttl.ts';
import { EngineZone } from '../migration/engine-zone.ts';
import { withMethods } from '../migration/meddling.ts';
import type { Mishap } from './faults.ts';
import { History } from './history.ts';
import { happen } from './mishaps.ts';
import type { Plan } from './plan.ts';
import { ZoneWatch } from './zone-watch.ts';
import { worldOf } from './zones.ts';

const NOTHING_HAPPENS: Plan = {
  seed: 1,
  long: false,
  earlier: false,
  odds: { crash: 0, lostAnswer: 0, lateRetry: 0, throttle: 0, duplicate: 0, abort: 0, skewMs: 0 },
  first: { closes: false },
  second: false,
  afterwards: undefined,
  takeOver: undefined,
  rollBacks: [],
  mishaps: [],
  watched: false,
  jumps: false,
  oneWayFrom: 0,
};
const MOST_TURNS = 3_000;

/** A batch that was sent, and comes when it is called. */
export type Sent = () => Promise<unknown>;

export class Story {
  readonly history: History;
  readonly watch: ZoneWatch;

  constructor() {
    const { settings, zones } = worldOf(NOTHING_HAPPENS);
    this.history = new History(NOTHING_HAPPENS, settings, zones);
    this.watch = new ZoneWatch(this.history);
  }

  /** Something happens to the world. It is over by the end of `toItsEnd` at the latest. */
  happens(mishap: Mishap): void {
    this.history.turns.start(() => happen({ mishap, phase: 'prepare', turns: 0, lasts: 0 }, this.history));
  }

  /** Right after that line of the story, before any other actor has its turn. */
  after(line: string, act: () => unknown): void {
    const { log, turns } = this.history;
    const push = log.push.bind(log);
    log.push = (...lines) => {
      const count = push(...lines);
      if (lines.includes(line)) turns.start(async () => void (await act()));
      return count;
    };
  }

  /** As soon as somebody asks whether a change is in sync, which is after the zones were read. */
  onceInSyncIsAsked(act: () => unknown): void {
    const { engine } = this.history;
    const getChange = engine.getChange.bind(engine);
    engine.getChange = (id) => {
      engine.getChange = getChange;
      act();
      return getChange(id);
    };
  }

  /** What `work` sends to Route 53 while the answer never comes. */
  async sentBy(work: (world: OpeningPorts) => Promise<unknown>): Promise<readonly Sent[]> {
    const { engine, quiet } = this.history;
    const sent: Sent[] = [];
    const zoneOf = (zoneId: string) => {
      const zone = new EngineZone(engine, zoneId);
      return withMethods(zone, {
        swap: (changes, comment) => {
          sent.push(() => zone.swap(changes, comment));
          return Promise.reject(new Error('No answer came.'));
        },
      });
    };
    await work({ ...quiet, zoneOf }).catch(() => {});
    return sent;
  }

  /** Until nothing moves any more. @throws with every problem, when something was not as it must be */
  async toItsEnd(): Promise<void> {
    await this.history.turns.run(MOST_TURNS);
    this.watch.judge();
  }
}
