/** A world at a step's share, in which one thing after the other is tried out. */
import type { Transition } from '../../world/alarm-definition.ts';
import { Clients } from '../../world/clients.ts';
import { type Health, STEADY } from '../../world/load-balancer.ts';
import { DAY, HOUR, minuteOf } from '../../world/minutes.ts';
import { World } from '../../world/world.ts';
import { RememberedClients } from './remembered-clients.ts';
import { Sightings } from './sightings.ts';
import { atShare, type MatrixStep, type Subject } from './subject.ts';

/** An alarm that went to ALARM. */
export interface Fired {
  readonly alarm: string;
  readonly afterSeconds: number;
}

/** What came of something that was tried out. */
export interface Tried {
  /** Alarms that roll back, each once, the first one first. */
  readonly fired: readonly Fired[];
  /** Of the cluster, until the first of them fired; without one, as long as it was watched. */
  readonly requests: number;
  /** Of these, those that failed. */
  readonly failed: number;
  /** What all alarms saw meanwhile. */
  readonly sightings: Sightings;
}

export interface TrialOptions {
  readonly seed: number;
  /** When whatever is tried out begins, a whole minute. */
  readonly at: number;
}

/** Any alarm has been judged by then. */
const LEAST_LEAD = HOUR;
const MOST_LEAD = DAY;

export class Trial {
  readonly #subject: Subject;
  readonly #at: number;
  readonly #world: World;
  #health: Health = STEADY;

  constructor(subject: Subject, step: Pick<MatrixStep, 'percent'>, { seed, at }: TrialOptions) {
    this.#subject = subject;
    this.#at = at;
    const { cluster, others, names, traffic, resolvers, definitions } = subject;
    this.#world = new World({
      seed,
      begin: at - leadOf(subject),
      resolvers,
      names,
      traffic,
      direct: new Map([[cluster.id, subject.testersPerMinute ?? 0]]),
      loadBalancers: [...others, { ...cluster, health: () => this.#health }],
      alarms: definitions,
      nameProbe: subject.nameProbe,
      nameServer: atShare(subject, step.percent),
      // Whatever fails, clients ask and are answered alike.
      clients: new RememberedClients(new Clients({ seed, resolvers, names })),
    });
    this.#world.advanceTo(at);
  }

  /** Names of the alarms that roll back, and are in ALARM before anything is tried out. */
  get alreadyFired(): readonly string[] {
    const { alarms } = this.#subject;
    return this.#world.alarms
      .filter(({ definition, status }) => alarms.includes(definition.name) && status.state === 'ALARM')
      .map(({ definition }) => definition.name);
  }

  /** @param toTheFirst whether it ends when the first alarm fires that rolls back */
  try(health: Health, seconds: number, { toTheFirst = false } = {}): Tried {
    const world = this.#world;
    const sightings = new Sightings();
    sightings.attach(world);
    return world.tryOut(() => {
      this.#health = health;
      const isEnough = (changes: readonly Transition[]) => toTheFirst && changes.some(this.#rollsBack);
      const changes = world.advanceUntil(this.#at + seconds * 1000, isEnough);
      this.#health = STEADY;
      sightings.add(world, changes);
      const fired = changes
        .filter(this.#rollsBack)
        .map(({ alarm, at }) => ({ alarm, afterSeconds: (at - this.#at) / 1000 }));
      const [first] = fired;
      return {
        fired: fired.filter(({ alarm }, i) => fired.findIndex((each) => each.alarm === alarm) === i),
        ...this.#served(this.#at + (first?.afterSeconds ?? seconds) * 1000),
        sightings,
      };
    });
  }

  readonly #rollsBack = ({ alarm, to }: Transition): boolean =>
    to.state === 'ALARM' && this.#subject.alarms.includes(alarm);

  #served(until: number): Pick<Tried, 'requests' | 'failed'> {
    const { id } = this.#subject.cluster;
    const lived = this.#world.minutes.filter(({ at }) => at >= this.#at && at < until);
    const sum = (of: 'requests' | 'failed') =>
      lived.reduce((total, { served }) => total + (served.get(id)?.[of] ?? 0), 0);
    return { requests: sum('requests'), failed: sum('failed') };
  }
}

/** As long as the alarm that looks back furthest. */
function leadOf({ definitions }: Subject): number {
  const looks = definitions.map((definition) =>
    definition.kind === 'metric' ? (definition.evaluationPeriods + 2) * definition.periodSeconds * 1000 : 0,
  );
  return minuteOf(Math.min(MOST_LEAD, Math.max(LEAST_LEAD, ...looks)));
}
