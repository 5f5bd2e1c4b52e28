/**
 * One history: several actors change the shop's zones at once on the strict engine, in an order drawn from a seed,
 * while everything goes wrong that the plan says.
 */

import { ERRORS } from '../../../lambdas/migration/contract/errors.ts';
import type { MigrationSettings } from '../../../lambdas/migration/contract/settings.ts';
import { lowerTtl, type OpeningPorts } from '../../../lambdas/migration/migrate/lower-ttl/lower-ttl.ts';
import { validateInput } from '../../../lambdas/migration/migrate/validate-input/validate-input.ts';
import type { Run } from '../../../lambdas/shared/contract/run.ts';
import { Route53Engine, seededRandom, type ZoneSeed } from '../../../rehearsal/route53/index.ts';
import { MemoryBeforeImageCopy } from '../../fakes/migration/memory-before-image-copy.ts';
import { RecordingTopic } from '../../fakes/recording-topic.ts';
import { engineDns } from '../migration/engine-dns.ts';
import { Crash, EngineZone } from '../migration/engine-zone.ts';
import { openingStates, type State, statesFrom } from '../migration/migration-states.ts';
import { RunningExecutions } from '../running-executions.ts';
import { Turns } from '../turns.ts';
import type { Phase } from './faults.ts';
import { FaultyProcess, type FaultyWorld, type Outages } from './faulty-process.ts';
import { Paths } from './jumps.ts';
import { PhaseWatch } from './phase-watch.ts';
import type { Course, Plan, Timed } from './plan.ts';
import { fenceIn } from './record-texts.ts';
import { RollBacks } from './roll-backs.ts';
import { WatchedJournal } from './watched-journal.ts';
import { startWatching } from './watching.ts';
import { HEALTH_CHECK } from './zones.ts';

/** Machines try a step again at most this often. */
const MOST_TRIES = 8;
const SECOND_MS = 1000;
const START = Date.parse('2026-03-01T00:00:00Z');
/** What the machines try a state again after. */
const RETRIED = new Set<string>([ERRORS.transient, ERRORS.notInSync]);
/** What Migrate waits for a person's decision on. */
const HELD = new Set<string>([ERRORS.foreignWrite, ERRORS.changeRefused]);
/** Of the first two states; then come the steps. */
const OPENING = ['prepare', 'adopt'] as const;

/** A state of Migrate, and the phase in which the run is from then on. */
interface Step {
  readonly phase: Exclude<Phase, 'restoring'>;
  readonly state: State;
}

/** What ends an execution that a rollback stops. */
class Stopped extends Error {}

export class History {
  readonly plan: Plan;
  readonly engine: Route53Engine;
  readonly turns: Turns;
  readonly random: () => number;
  readonly settings: MigrationSettings;
  readonly zones: readonly ZoneSeed[];
  readonly journal: WatchedJournal;
  readonly copy = new MemoryBeforeImageCopy();
  readonly topic = new RecordingTopic();
  readonly log: string[] = [];
  readonly phases: PhaseWatch;
  readonly rollBacks: RollBacks;
  readonly paths = new Paths();
  readonly executions = new RunningExecutions();
  readonly outages: Outages = { zones: false, journal: false, copy: false };
  /** Every actor has come to its end. */
  isOver = false;
  /** The journal was lost while a zone had no fence yet that says so. */
  isLostUnsaid = false;
  /** When runs began, or the ones that they took over, epoch milliseconds. */
  readonly begunAt = new Map<string, number>();
  /** How many times a state of a run runs a second time. */
  readonly twins = new Map<string, number>();
  /** When runs were reported as closed, epoch milliseconds. */
  readonly toldClosedAt = new Map<string, number>();
  /** Set around writes of people and other software, which may do what a migration must not. */
  foreign = false;
  /** Restores the journal to before the first run, or to before a run was taken over. */
  beforeRun: () => void;
  beforeTakeOver: (() => void) | undefined;
  readonly #faulty: FaultyWorld;
  /** The run that each run took over. */
  readonly #continued = new Map<string, string>();
  #now = START;

  constructor(plan: Plan, settings: MigrationSettings, zones: readonly ZoneSeed[]) {
    this.plan = plan;
    this.settings = settings;
    this.zones = zones;
    this.random = seededRandom(plan.seed ^ 0x5eed);
    this.turns = new Turns(this.random);
    this.engine = new Route53Engine({
      now: () => this.#now,
      random: seededRandom(plan.seed + 1),
      throttle: false,
      propagation: { minMs: 0, maxMs: 0 },
    });
    this.engine.healthChecks.add(HEALTH_CHECK);
    for (const zone of zones) this.engine.addZone(zone);
    this.phases = new PhaseWatch((timed, actor) => this.#startIn(timed, actor));
    this.journal = new WatchedJournal(this.phases);
    this.beforeRun = this.journal.snapshot();
    this.rollBacks = new RollBacks(this);
    const { engine, journal, copy, turns, random, log, outages, phases } = this;
    const tick = () => {
      this.#now += SECOND_MS;
    };
    const met = phases.met.bind(phases);
    this.#faulty = { engine, journal, copy, turns, random, odds: plan.odds, outages, tick, log, met };
  }

  /** A migration from its first change on, each state tried again after transient failures, as the machine does. */
  startMigration(name: string, course: Course): void {
    const run = this.run(name, 'Migrate');
    const opening = openingStates(run).map((state, index): Step => {
      return { phase: OPENING[index] ?? 'adopt', state };
    });
    this.#start(run, [...opening, ...this.#rest(run, 0, '')], course);
  }

  /** An earlier run that was rolled back, and is still in journal, copy and fences. */
  async earlierRun(): Promise<void> {
    await lowerTtl(this.run('run-0', 'Migrate'), this.quiet);
    await this.rollBacks.last('run-0');
    this.beforeRun = this.journal.snapshot();
  }

  /** Looks now and then whether the first run is over. */
  startAfterwards(name: string, course: Course): void {
    this.turns.start(async () => {
      for (let attempt = 0; attempt < MOST_TRIES; attempt++) {
        await this.waitUpTo(60);
        const { run } = (await this.journal.load()) ?? {};
        if (run?.status === 'restored') return this.startMigration(name, course);
      }
    });
  }

  /** Tries now and then to continue a run that was stopped, by `startAtPercent` where its fences stand. */
  startTakeOver(name: string, course: Course): void {
    this.turns.start(async () => {
      for (let attempt = 0; attempt < MOST_TRIES; attempt++) {
        await this.waitUpTo(20);
        const run = this.run(name, 'Migrate');
        const validated = await this.#validated(name);
        if (!validated?.continues) continue;
        this.log.push(`${name}: takes over ${validated.continues}`);
        this.phases.met('a run is taken over');
        this.#continued.set(name, validated.continues);
        this.beforeTakeOver = this.journal.snapshot();
        this.#start(run, this.#rest(run, validated.step, validated.continues), course);
        return;
      }
    });
  }

  /** The first change of one more run, once all is quiet, without faults. */
  async oneMoreRun(): Promise<void> {
    await lowerTtl(this.run('run-9', 'Migrate'), this.quiet);
  }

  /** Each call is a process of its own; of one that is killed there is no result. */
  async invoke<T>(actor: string, work: (world: OpeningPorts) => Promise<T>): Promise<T> {
    const process = new FaultyProcess(actor, this.#faulty);
    const { journal, copy, skewMs } = process;
    const zoneOf = (zoneId: string) => process.zone(zoneId);
    const result = await work({
      settings: this.settings,
      clock: { now: () => this.#now + skewMs },
      journal,
      copy,
      zoneOf,
      dns: engineDns(this.engine, zoneOf),
    });
    if (process.killed) throw new Crash('its end');
    return result;
  }

  /** The world without faults. */
  get quiet(): OpeningPorts {
    const { settings, journal, copy } = this;
    const zoneOf = (zoneId: string) => new EngineZone(this.engine, zoneId);
    const dns = engineDns(this.engine, zoneOf);
    return { settings, journal, copy, clock: { now: () => this.#now }, zoneOf, dns };
  }

  async waitUpTo(turns: number): Promise<void> {
    await this.wait(Math.floor(this.random() * turns));
  }

  async wait(turns: number): Promise<void> {
    for (let turn = 0; turn <= turns; turn++) await this.turns.turn();
  }

  run(name: string, machine: 'Migrate' | 'RollBack'): Run {
    const arn = `arn:aws:states:us-west-1:111122223333:execution:shop-${machine}:${name}`;
    return { name, arn, startedAt: this.tick() };
  }

  /** A second passes. @returns when it is then, ISO 8601 */
  tick(): string {
    this.#now += SECOND_MS;
    return new Date(this.#now).toISOString();
  }

  #startIn({ turns }: Timed, actor: () => Promise<void>): void {
    this.turns.start(async () => {
      await this.wait(turns);
      await actor();
    });
  }

  #start(run: Run, steps: readonly Step[], { stopsAfter, closes }: Course): void {
    const through = closes ? steps : steps.slice(0, -1);
    this.executions.begin(run);
    const takesOver = this.#continued.get(run.name) ?? '';
    this.begunAt.set(run.name, this.begunAt.get(takesOver) ?? Date.parse(run.startedAt));
    if (this.plan.watched) startWatching(this, run);
    this.turns.start(async () => {
      try {
        for (const step of through.slice(0, stopsAfter)) await this.#go(run, step);
        this.log.push(
          `${run.name}: ${stopsAfter === undefined ? 'came to its end' : 'stopped from outside'}`,
        );
        // Its event may come late, so that somebody continues the run meanwhile.
        if (stopsAfter !== undefined && this.random() < 0.3) this.rollBacks.startOfEnd(run, 60);
      } catch (error) {
        const { name } = error as Error;
        this.log.push(`${run.name}: stopped by ${name}, ${(error as Error).message}`);
        if (error instanceof Stopped) this.rollBacks.startOfEnd(run, 5);
        else if (!HELD.has(name)) {
          this.rollBacks.startOfMigration(run);
          this.rollBacks.startOfEnd(run, 5);
        }
      } finally {
        this.executions.end(run);
      }
    });
  }

  async #go({ name }: Run, { phase, state }: Step): Promise<void> {
    if (this.executions.isStopped(name)) throw new Stopped('Stopped');
    if (phase !== 'prepare') this.phases.enter(phase);
    if (this.random() < this.plan.odds.duplicate) this.#startTwin(name, state);
    for (let attempt = 1; ; attempt++) {
      try {
        await this.invoke(name, state);
        return;
      } catch (error) {
        const again = RETRIED.has((error as Error).name);
        if (this.executions.isStopped(name)) throw new Stopped('Stopped');
        if (!again || attempt === MOST_TRIES * 4) throw error;
        this.log.push(`${name}: tried again`);
      }
    }
  }

  /** The states from step `step` on; the last of them closes. */
  #rest(run: Run, step: number, continues: string): readonly Step[] {
    const path = this.paths.begin(run.name, step, this);
    const states = statesFrom(run, { path, continues }, this);
    return states.map((state, index): Step => {
      if (index < states.length - 2) return { phase: 'shift', state };
      if (index === states.length - 2) return { phase: 'drain', state };
      return { phase: 'close', state: (world) => this.#close(run, state, world) };
    });
  }

  async #close(run: Run, state: State, world: OpeningPorts): Promise<void> {
    this.phases.beginClose();
    try {
      await state(world);
      this.log.push(`${run.name}: closed`);
      this.toldClosedAt.set(run.name, this.#now);
    } finally {
      this.phases.endClose();
    }
  }

  #startTwin(name: string, state: State): void {
    this.twins.set(name, (this.twins.get(name) ?? 0) + 1);
    this.turns.start(async () => {
      await this.waitUpTo(30);
      this.phases.met('a state runs twice');
      await this.invoke(name, state).catch((error: Error) =>
        this.log.push(`${name}: twin stopped by ${error.name}`),
      );
    });
  }

  async #validated(name: string) {
    const fence = fenceIn(this.engine.records('Z1SHOP'));
    const { executions } = this;
    try {
      return await this.invoke(name, (world) =>
        validateInput({ startAtPercent: fence?.weight }, { ...world, executions }),
      );
    } catch {
      return undefined;
    }
  }
}
