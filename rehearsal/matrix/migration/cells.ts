/** For each way of failing, at each step's share: which alarm rolls back, and when. Pure. */
import { Clients } from '../../world/clients.ts';
import { FAILURES, type Failure, failingAs } from '../../world/failures.ts';
import { type Health, STEADY } from '../../world/load-balancer.ts';
import { DAY, HOUR, minuteOf } from '../../world/minutes.ts';
import { requestsAt, type Traffic } from '../../world/traffic.ts';
import { World } from '../../world/world.ts';
import { RememberedClients } from './remembered-clients.ts';
import { Sightings } from './sightings.ts';
import { atShare, type MatrixStep, type Severity, type Subject } from './subject.ts';
import { type HeldBack, heldBackAlarms, type Unfired, unfiredAlarms } from './unfired.ts';

/** An alarm that went to ALARM. */
export interface Fired {
  readonly alarm: string;
  readonly afterSeconds: number;
}

export interface Cell {
  readonly percent: number;
  readonly failure: Failure;
  /** The first that rolls back. */
  readonly firedBy: Fired | undefined;
  /** Of the cluster, since it failed until then; without an alarm, as long as it was watched. */
  readonly requests: number;
  /** Of these, those that failed; of a slow cluster, those that were slow. */
  readonly harmed: number;
  readonly watchedSeconds: number;
}

/** What is to be known of the alarms that roll back at a step, whatever fails. */
export interface AtStep {
  readonly percent: number;
  /** While nothing fails: in ALARM at the begin, or at some time. */
  readonly firedInVain: readonly Fired[];
  readonly heldBack: readonly HeldBack[];
}

export interface Matrix {
  /** When each failure begins, epoch milliseconds. */
  readonly at: number;
  readonly cells: readonly Cell[];
  readonly atSteps: readonly AtStep[];
  /** Alarms that none of the failures fires, at no step. */
  readonly unfired: readonly Unfired[];
}

/** Any alarm has been judged by then. */
const LEAST_LEAD = HOUR;
const MOST_LEAD = DAY;

/** @param start of a day, epoch milliseconds: failures begin in its course, when as much comes as in the mean */
export function matrixOf(subject: Subject, severity: Severity, start: number): Matrix {
  const at = meanMoment(subject.traffic, start);
  const rows = subject.steps.map((step) => rowOf(subject, severity, step, at));
  const sightings = Sightings.of(rows.map((row) => row.sightings));
  return {
    at,
    cells: rows.flatMap(({ cells }) => cells),
    atSteps: rows.map(({ atStep }) => atStep),
    unfired: unfiredAlarms(subject.alarms, subject.definitions, {
      sighted: sightings.all,
      published: sightings.published,
      fired: sightings.fired,
    }),
  };
}

/** One cell alone. @param at when the failure begins, a whole minute @param forSeconds how long it is watched */
export function cellOf(
  subject: Subject,
  severity: Severity,
  step: MatrixStep,
  failure: Failure,
  { at, forSeconds }: { readonly at: number; readonly forSeconds: number },
): Cell {
  return new Trial(subject, severity, step, at, new Sightings()).cell(failure, forSeconds);
}

function rowOf(
  subject: Subject,
  severity: Severity,
  step: MatrixStep,
  at: number,
): { readonly cells: readonly Cell[]; readonly atStep: AtStep; readonly sightings: Sightings } {
  const sightings = new Sightings();
  const trial = new Trial(subject, severity, step, at, sightings);
  const seconds = Math.min(step.soakSeconds, DAY / 1000);
  const cells = FAILURES.map((failure) => trial.cell(failure, seconds));
  const firedInVain = trial.firedInVain(seconds);
  const heldBack = heldBackAlarms(subject.alarms, subject.definitions, {
    sighted: sightings.all,
    fired: sightings.fired,
  });
  const { percent } = step;
  return { cells, atStep: { percent, firedInVain, heldBack }, sightings };
}

/** A world at a step's share, in which one thing after the other is tried out. */
class Trial {
  readonly #subject: Subject;
  readonly #severity: Severity;
  readonly #step: MatrixStep;
  readonly #at: number;
  readonly #world: World;
  readonly #sightings: Sightings;
  #health: Health = STEADY;

  constructor(subject: Subject, severity: Severity, step: MatrixStep, at: number, sightings: Sightings) {
    this.#subject = subject;
    this.#severity = severity;
    this.#step = step;
    this.#at = at;
    const { cluster, others, names, traffic, resolvers, definitions } = subject;
    this.#world = new World({
      seed: severity.seed,
      begin: at - leadOf(subject),
      resolvers,
      names,
      traffic,
      loadBalancers: [...others, { ...cluster, health: () => this.#health }],
      alarms: definitions,
      nameServer: atShare(subject, step.percent),
      // Whatever fails, clients ask and are answered alike.
      clients: new RememberedClients(new Clients({ seed: severity.seed, resolvers, names })),
    });
    this.#world.advanceTo(at);
    this.#sightings = sightings;
    sightings.attach(this.#world);
  }

  cell(failure: Failure, seconds: number): Cell {
    const { part, name } = this.#severity;
    const health = failingAs(failure, part, name);
    return this.#tried(health, seconds, (fired) => {
      const [firedBy] = fired;
      const until = this.#at + (firedBy?.afterSeconds ?? seconds) * 1000;
      const lived = this.#world.minutes.filter(({ at }) => at >= this.#at && at < until);
      const sum = (of: 'requests' | 'failed') =>
        lived.reduce((total, { served }) => total + (served.get(this.#subject.cluster.id)?.[of] ?? 0), 0);
      const requests = sum('requests');
      return {
        percent: this.#step.percent,
        failure,
        firedBy,
        requests,
        harmed: failure === 'slow' ? requests : sum('failed'),
        watchedSeconds: seconds,
      };
    });
  }

  firedInVain(seconds: number): readonly Fired[] {
    const { alarms } = this.#subject;
    const already = this.#world.alarms
      .filter(({ definition, status }) => alarms.includes(definition.name) && status.state === 'ALARM')
      .map(({ definition }) => ({ alarm: definition.name, afterSeconds: 0 }));
    const later = this.#tried(STEADY, seconds, (fired) => fired);
    const isNew = ({ alarm }: Fired) => !already.some((each) => each.alarm === alarm);
    return [...already, ...later.filter(isNew)];
  }

  /** @param see is given the alarms that roll back and fired meanwhile, each once, the first one first */
  #tried<T>(health: Health, seconds: number, see: (fired: readonly Fired[]) => T): T {
    const { alarms } = this.#subject;
    return this.#world.tryOut(() => {
      this.#health = health;
      const changes = this.#world.advanceTo(this.#at + seconds * 1000);
      this.#sightings.add(this.#world, changes);
      const fired = changes
        .filter(({ alarm, to }) => to.state === 'ALARM' && alarms.includes(alarm))
        .map(({ alarm, at }) => ({ alarm, afterSeconds: (at - this.#at) / 1000 }));
      this.#health = STEADY;
      return see(fired.filter(({ alarm }, i) => fired.findIndex((each) => each.alarm === alarm) === i));
    });
  }
}

/** As long as the alarm that looks back furthest. */
function leadOf({ definitions }: Subject): number {
  const looks = definitions.map((definition) =>
    definition.kind === 'metric' ? (definition.evaluationPeriods + 2) * definition.periodSeconds * 1000 : 0,
  );
  return minuteOf(Math.min(MOST_LEAD, Math.max(LEAST_LEAD, ...looks)));
}

/** The first full hour after `start` in which traffic grows past its mean. */
export function meanMoment(traffic: Traffic, start: number): number {
  const hours = Array.from({ length: 25 }, (_, i) => start + i * HOUR);
  const rates = hours.map((at) => requestsAt(traffic, at));
  // A little less: a sum of 24 numbers is never exact.
  const mean = (rates.slice(0, 24).reduce((sum, rate) => sum + rate, 0) / 24) * (1 - 1e-9);
  const crossing = rates.findIndex((rate, i) => i > 0 && rate >= mean && (rates[i - 1] as number) < mean);
  return minuteOf(hours[Math.max(crossing, 0)] as number);
}
