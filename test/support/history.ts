/**
 * One history: several actors change the shop's zones at once on the strict engine, in an order drawn from a seed,
 * with processes killed, answers lost and states run twice.
 */
import { lowerTtl, type OpeningWorld } from '../../lambdas/lower-ttl/lower-ttl.ts';
import { ERRORS } from '../../lambdas/shared/contract/errors.ts';
import type { Run } from '../../lambdas/shared/contract/payloads.ts';
import type { MigrationSettings } from '../../lambdas/shared/contract/settings.ts';
import { parseFence } from '../../lambdas/shared/domain/fence.ts';
import { validateInput } from '../../lambdas/validate-input/validate-input.ts';
import {
  type ChangeBatchInput,
  Route53Engine,
  seededRandom,
  type ZoneSeed,
} from '../../rehearsal/route53/index.ts';
import { MemoryBeforeImageCopy } from '../fakes/memory-before-image-copy.ts';
import { MemoryJournal } from '../fakes/memory-journal.ts';
import { RecordingTopic } from '../fakes/recording-topic.ts';
import type { Course, JournalLoss } from './course.ts';
import { engineDns } from './engine-dns.ts';
import { Crash, EngineZone } from './engine-zone.ts';
import { type Faults, FaultyProcess, type FaultyWorldOptions, type Outages } from './faulty-world.ts';
import { openingStates, type State, statesFrom } from './migration-states.ts';
import { type RollBackStage, rollBackExecution } from './roll-back-execution.ts';
import { RunningExecutions } from './running-executions.ts';
import { Turns } from './turns.ts';

/** Machines try a step again at most this often. */
const MOST_TRIES = 8;
const START = Date.parse('2026-03-01T00:00:00Z');
/** What the machines try a state again after. */
const RETRIED = new Set<string>([ERRORS.transient, ERRORS.notInSync]);

export type ForeignChanges = NonNullable<ChangeBatchInput['Changes']>;

export interface HistoryOptions extends Faults {
  readonly seed: number;
  /** Probability that a state runs twice, each not knowing of the other. */
  readonly duplicate: number;
  /** Probability that a rollback's execution is aborted, in each of its rounds. */
  readonly abort: number;
}

/** What ends an execution that a rollback stops. */
class Stopped extends Error {}

export class History {
  readonly engine: Route53Engine;
  readonly turns: Turns;
  readonly random: () => number;
  readonly settings: MigrationSettings;
  readonly zones: readonly ZoneSeed[];
  readonly journal = new MemoryJournal();
  readonly copy = new MemoryBeforeImageCopy();
  readonly topic = new RecordingTopic();
  readonly log: string[] = [];
  /** Set around writes of people and other software, which may do what a migration must not. */
  foreign = false;
  readonly #options: HistoryOptions;
  readonly #outages: Outages = { zones: false, journal: false, copy: false };
  readonly #faulty: FaultyWorldOptions;
  readonly #executions = new RunningExecutions();
  #now = START;

  constructor(options: HistoryOptions, settings: MigrationSettings, zones: readonly ZoneSeed[]) {
    this.#options = options;
    this.settings = settings;
    this.zones = zones;
    this.random = seededRandom(options.seed);
    this.turns = new Turns(this.random);
    this.engine = new Route53Engine({
      now: () => this.#now,
      random: seededRandom(options.seed + 1),
      throttle: false,
      propagation: { minMs: 0, maxMs: 0 },
    });
    for (const zone of zones) this.engine.addZone(zone);
    const { engine, journal, copy, turns, random, log } = this;
    const outages = this.#outages;
    const tick = () => {
      this.#now += 1000;
    };
    this.#faulty = { engine, journal, copy, turns, random, faults: options, outages, tick, log };
  }

  /** A migration from its first change on, each state tried again after transient failures, as the machine does. */
  startMigration(name: string, course: Course = {}): void {
    const run = this.#run(name);
    this.#start(run, [...openingStates(run), ...this.#rest(run, 0, '')], course);
  }

  /** Tries now and then to continue a run that was stopped, by `startAtPercent` where its fences stand. */
  startTakeOver(name: string, course: Course = {}): void {
    this.turns.start(async () => {
      for (let attempt = 0; attempt < MOST_TRIES; attempt++) {
        await this.#waitUpTo(20);
        const run = this.#run(name);
        const validated = await this.#validated(name);
        if (!validated) continue;
        this.log.push(`${name}: takes over ${validated.continues}`);
        this.#start(run, this.#rest(run, validated.step, validated.continues), course);
        return;
      }
    });
  }

  /** A rollback as the machine runs it. Without `run` it is a person's. */
  startRollBack(name: string, run = ''): void {
    const source = run === '' ? 'person' : 'migration';
    this.#startExecution(name, () => ({ source, run, reason: 'asked', asOf: this.#tick(), cause: '' }));
  }

  /** A rollback once all is quiet, without faults: it must always come to an end. */
  async lastRollBack(): Promise<void> {
    const run = this.#run('last');
    const ended = await rollBackExecution(run, {}, { ...this.#stage('last'), ...this.#quiet });
    this.log.push(`last: ${ended}`);
  }

  /** A service that can't be asked for a while. */
  startOutage(service: keyof Outages): void {
    this.turns.start(async () => {
      await this.#waitUpTo(30);
      this.#outages[service] = true;
      this.log.push(`${service}: away`);
      await this.#waitUpTo(60);
      this.#outages[service] = false;
    });
  }

  /** The journal's table is made anew, or restored to how it was a while before. */
  startLoss(loss: JournalLoss): void {
    this.turns.start(async () => {
      await this.#waitUpTo(20);
      const restore = this.journal.snapshot();
      await this.#waitUpTo(20);
      if (loss === 'restored to earlier') restore();
      else this.journal.lose('run', 'before-image', 'zones');
      this.log.push(`table: ${loss}`);
    });
  }

  /** The first change of one more run, once all is quiet, without faults. */
  async oneMoreRun(): Promise<void> {
    await this.#quiet.invoke((world) => lowerTtl(this.#run('run-9'), world));
  }

  /** Somebody else's batch, sent at some turn; refusals are theirs to see. */
  startForeign(name: string, batch: () => ForeignChanges): void {
    this.turns.start(async () => {
      await this.#waitUpTo(20);
      this.foreign = true;
      try {
        this.engine.changeResourceRecordSets('Z1SHOP', { Comment: name, Changes: batch() });
        this.log.push(`${name}: accepted`);
      } catch (error) {
        this.log.push(`${name}: refused, ${(error as Error).message}`);
      } finally {
        this.foreign = false;
      }
    });
  }

  #start(run: Run, states: readonly State[], { stopsAfter, closes = false }: Course): void {
    const { name } = run;
    const through = closes ? states : states.slice(0, -1);
    this.#executions.begin(run);
    this.turns.start(async () => {
      try {
        for (const state of through.slice(0, stopsAfter)) {
          if (this.#executions.isStopped(name)) throw new Stopped(name);
          if (this.random() < this.#options.duplicate) this.#startTwin(name, state);
          await this.#retrying(name, state);
        }
        this.log.push(`${name}: ${stopsAfter === undefined ? 'came to its end' : 'stopped from outside'}`);
      } catch (error) {
        this.log.push(`${name}: stopped by ${(error as Error).name}`);
        // The machine asks for it itself; a foreign write it would hold for a person.
        const silent = error instanceof Stopped || (error as Error).name === ERRORS.foreignWrite;
        if (!silent) this.startRollBack(`roll-back-of-${name}`, name);
      } finally {
        this.#executions.end(run);
      }
    });
  }

  /** The states from step `step` on; the last of them closes. */
  #rest(run: Run, step: number, continues: string): readonly State[] {
    const from = { step, steps: this.settings.steps.length, continues };
    const states = statesFrom(run, from, this);
    const closing: State = async (world) => {
      await states.at(-1)?.(world);
      this.log.push(`${run.name}: closed`);
    };
    return [...states.slice(0, -1), closing];
  }

  #startTwin(name: string, state: State): void {
    this.turns.start(async () => {
      await this.#waitUpTo(30);
      await this.#invoke(name, state).catch((error: Error) =>
        this.log.push(`${name}: twin stopped by ${error.name}`),
      );
    });
  }

  async #validated(name: string) {
    const fences = this.engine.records('Z1SHOP').filter(({ Type }) => Type === 'TXT');
    const fence = parseFence(fences[0]?.ResourceRecords?.[0]?.Value ?? '');
    const executions = this.#executions;
    try {
      return await this.#invoke(name, (world) =>
        validateInput({ startAtPercent: fence?.weight }, { ...world, executions }),
      );
    } catch {
      return undefined;
    }
  }

  #startExecution(name: string, input: () => unknown): void {
    this.turns.start(async () => {
      await this.turns.turn();
      const run = this.#run(name);
      this.#executions.begin(run);
      const ended = await rollBackExecution(run, input(), this.#stage(name));
      this.#executions.end(run);
      this.log.push(`${name}: ${ended}`);
      // What an event starts when an execution ends other than well; what the next one gets by hand is the same.
      const ends = { source: 'roll-back', run: '', reason: `${name} ended`, cause: run.arn };
      const follows = { ...ends, predecessor: run.arn };
      if (ended === 'ABORTED' || ended === 'HANDED ON')
        this.#startExecution(`${name}+`, () => ({ ...follows, asOf: this.#tick() }));
    });
  }

  #stage(name: string): RollBackStage {
    const { random, log } = this;
    return {
      executions: this.#executions,
      invoke: (work) => this.#invoke(name, work),
      isAborted: () => random() < this.#options.abort,
      log: (line) => void log.push(`${name}: ${line}`),
    };
  }

  /** Without faults. */
  get #quiet() {
    const { settings, journal, copy } = this;
    const zoneOf = (zoneId: string) => new EngineZone(this.engine, zoneId);
    const dns = engineDns(this.engine, zoneOf);
    const world: OpeningWorld = { settings, journal, copy, clock: { now: () => this.#now }, zoneOf, dns };
    const invoke = <T>(work: (world: OpeningWorld) => Promise<T>): Promise<T> => work(world);
    return { invoke, isAborted: () => false };
  }

  async #retrying(actor: string, state: State): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      try {
        await this.#invoke(actor, state);
        return;
      } catch (error) {
        const again = RETRIED.has((error as Error).name);
        if (!again || attempt === MOST_TRIES * 4 || this.#executions.isStopped(actor)) throw error;
        this.log.push(`${actor}: tried again`);
      }
    }
  }

  /** Each call is a process of its own; of one that is killed there is no result. */
  async #invoke<T>(actor: string, work: (world: OpeningWorld) => Promise<T>): Promise<T> {
    const process = new FaultyProcess(actor, this.#faulty);
    const { journal, copy } = process;
    const zoneOf = (zoneId: string) => process.zone(zoneId);
    const result = await work({
      settings: this.settings,
      clock: { now: () => this.#now },
      journal,
      copy,
      zoneOf,
      dns: engineDns(this.engine, zoneOf),
    });
    if (process.killed) throw new Crash('its end');
    return result;
  }

  async #waitUpTo(turns: number): Promise<void> {
    for (let wait = Math.floor(this.random() * turns); wait >= 0; wait--) await this.turns.turn();
  }

  #run(name: string): Run {
    return { name, arn: `arn:${name}`, startedAt: this.#tick() };
  }

  #tick(): string {
    this.#now += 1000;
    return new Date(this.#now).toISOString();
  }
}
