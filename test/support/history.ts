/**
 * One history: several actors change the shop's zones at once on the strict engine, in an order drawn from a seed,
 * with processes killed, answers lost and states run twice.
 */
import { adoptRecords } from '../../lambdas/adopt-records/adopt-records.ts';
import { closeMigration } from '../../lambdas/close-migration/close-migration.ts';
import { confirmLegacy } from '../../lambdas/confirm-legacy/confirm-legacy.ts';
import { lowerTtl, type OpeningWorld } from '../../lambdas/lower-ttl/lower-ttl.ts';
import { restoreLegacy } from '../../lambdas/restore-legacy/restore-legacy.ts';
import { retireLegacyRecords } from '../../lambdas/retire-legacy-records/retire-legacy-records.ts';
import { ERRORS } from '../../lambdas/shared/contract/errors.ts';
import type { RollBackRequest, Run } from '../../lambdas/shared/contract/payloads.ts';
import type { MigrationSettings } from '../../lambdas/shared/contract/settings.ts';
import { parseFence } from '../../lambdas/shared/domain/fence.ts';
import type { CopyWorld, SwapWorld } from '../../lambdas/shared/swap/world.ts';
import { shiftWeight } from '../../lambdas/shift-weight/shift-weight.ts';
import { validateInput } from '../../lambdas/validate-input/validate-input.ts';
import {
  type ChangeBatchInput,
  Route53Engine,
  seededRandom,
  type ZoneSeed,
} from '../../rehearsal/route53/index.ts';
import { MemoryBeforeImageCopy } from '../fakes/memory-before-image-copy.ts';
import { MemoryJournal } from '../fakes/memory-journal.ts';
import { MemoryReports } from '../fakes/memory-reports.ts';
import { RecordingTopic } from '../fakes/recording-topic.ts';
import { engineDns } from './engine-dns.ts';
import { EngineZone } from './engine-zone.ts';
import { type Faults, FaultyWorld } from './faulty-world.ts';
import { Turns } from './turns.ts';

/** Machines try a step again at most this often. */
const MOST_TRIES = 8;
const START = Date.parse('2026-03-01T00:00:00Z');
/** What the machines try a state again after; a rollback also after a zone that it lost. */
const RETRIED = new Set<string>([ERRORS.transient, ERRORS.notInSync, ERRORS.rollBackIncomplete]);

export type ForeignChanges = NonNullable<ChangeBatchInput['Changes']>;

export interface HistoryOptions extends Faults {
  readonly seed: number;
  /** Probability that a state runs twice, each not knowing of the other. */
  readonly duplicate: number;
}

/** How far a migration goes. */
export interface Course {
  /** It is stopped after so many states, and nobody rolls it back. */
  readonly stopsAfter?: number;
  /** After the drain it is closed. */
  readonly closes?: boolean;
}

type State = () => Promise<unknown>;

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
  readonly #faulty: FaultyWorld;
  readonly #running = new Set<string>();
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
    const tick = () => {
      this.#now += 1000;
    };
    this.#faulty = new FaultyWorld({ engine, journal, copy, turns, random, faults: options, tick, log });
  }

  /** A migration from its first change on, each state tried again after transient failures, as the machine does. */
  startMigration(name: string, course: Course = {}): void {
    const run = this.#run(name);
    const world = this.#world(name);
    const opening = [() => lowerTtl(run, world), () => adoptRecords(run, world)];
    this.#start(name, [...opening, ...this.#rest(run, 0, '', world)], course);
  }

  /** Tries now and then to continue a run that was stopped, by `startAtPercent` where its fences stand. */
  startTakeOver(name: string, course: Course = {}): void {
    this.turns.start(async () => {
      for (let attempt = 0; attempt < MOST_TRIES; attempt++) {
        await this.#waitUpTo(20);
        const run = this.#run(name);
        const world = this.#world(name);
        const validated = await this.#validated(world);
        if (!validated) continue;
        this.log.push(`${name}: takes over ${validated.continues}`);
        this.#start(name, this.#rest(run, validated.step, validated.continues, world), course);
        return;
      }
    });
  }

  /** A rollback as the machine runs it: restore, confirm, again until legacy serves. Without `run` it is a person's. */
  startRollBack(name: string, run = ''): void {
    this.turns.start(async () => {
      await this.turns.turn();
      await this.#rollBack(name, run, this.#world(name));
    });
  }

  /** A rollback once all is quiet, without faults: it must always come to an end. */
  async lastRollBack(): Promise<void> {
    const world = { ...this.#world('last'), ...this.#plain };
    await this.#rollBack('last', '', world);
  }

  /** The first change of one more run, once all is quiet, without faults. */
  async oneMoreRun(): Promise<void> {
    const world = { ...this.#world('more'), ...this.#plain };
    await lowerTtl(this.#run('run-9'), world);
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

  #start(name: string, states: readonly State[], { stopsAfter, closes = false }: Course): void {
    const through = closes ? states : states.slice(0, -1);
    this.#running.add(name);
    this.turns.start(async () => {
      try {
        for (const state of through.slice(0, stopsAfter)) {
          if (this.random() < this.#options.duplicate) this.#startTwin(name, state);
          await this.#retrying(name, state);
        }
        this.log.push(`${name}: ${stopsAfter === undefined ? 'came to its end' : 'stopped from outside'}`);
      } catch (error) {
        this.log.push(`${name}: stopped by ${(error as Error).name}`);
        // The machine asks for it itself; a foreign write it would hold for a person.
        if ((error as Error).name !== ERRORS.foreignWrite) this.startRollBack(`roll-back-of-${name}`, name);
      } finally {
        this.#running.delete(name);
      }
    });
  }

  /** The states from step `step` on; the last of them closes. */
  #rest(run: Run, step: number, continues: string, world: CopyWorld): State[] {
    const steps = this.settings.steps.map((_, i) => i).slice(step);
    const closing = {
      ...world,
      history: { visits: async () => [] },
      reports: new MemoryReports(),
      topic: this.topic,
    };
    return [
      ...steps.map((i) => () => shiftWeight({ run, step: i, continues: i === step ? continues : '' }, world)),
      () => retireLegacyRecords(run, world),
      async () => {
        await closeMigration(run, closing);
        this.log.push(`${run.name}: closed`);
      },
    ];
  }

  #startTwin(name: string, state: State): void {
    this.turns.start(async () => {
      await this.#waitUpTo(30);
      await state().catch((error: Error) => this.log.push(`${name}: twin stopped by ${error.name}`));
    });
  }

  async #validated(world: SwapWorld) {
    const fences = this.engine.records('Z1SHOP').filter(({ Type }) => Type === 'TXT');
    const fence = parseFence(fences[0]?.ResourceRecords?.[0]?.Value ?? '');
    const isRunning = async (arn: string) => this.#running.has(arn.slice('arn:'.length));
    const executions = { isRunning, running: async () => [], stop: async () => {} };
    try {
      return await validateInput({ startAtPercent: fence?.weight }, { ...world, executions });
    } catch {
      return undefined;
    }
  }

  async #rollBack(name: string, run: string, world: SwapWorld): Promise<void> {
    const source = run === '' ? 'person' : 'migration';
    const request: RollBackRequest = { source, run, reason: 'asked', asOf: this.#tick(), cause: '' };
    try {
      for (let round = 0; round < MOST_TRIES; round++) {
        const restore = await this.#retrying(name, () =>
          restoreLegacy({ run: this.#run(name), request }, world),
        );
        this.log.push(`${name}: ${restore.outcome} ${restore.migrationRun}`);
        if (restore.outcome === 'nothing-to-restore' || restore.outcome === 'refused') return;
        const confirm = await this.#retrying(name, () => confirmLegacy(restore, world));
        if (confirm.legacyServes) return;
      }
      this.log.push(`${name}: legacy does not serve`);
    } catch (error) {
      this.log.push(`${name}: failed, ${(error as Error).message}`);
    }
  }

  async #retrying<T>(actor: string, state: () => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await state();
      } catch (error) {
        const again = RETRIED.has((error as Error).name);
        if (!again || attempt === MOST_TRIES * 4) throw error;
        this.log.push(`${actor}: tried again`);
      }
    }
  }

  async #waitUpTo(turns: number): Promise<void> {
    for (let wait = Math.floor(this.random() * turns); wait >= 0; wait--) await this.turns.turn();
  }

  get #plain(): Pick<OpeningWorld, 'journal' | 'copy' | 'zoneOf' | 'dns'> {
    const zoneOf = (zoneId: string) => new EngineZone(this.engine, zoneId);
    return { journal: this.journal, copy: this.copy, zoneOf, dns: engineDns(this.engine, zoneOf) };
  }

  #world(actor: string): OpeningWorld {
    const zoneOf = (zoneId: string) => this.#faulty.zone(actor, zoneId);
    return {
      settings: this.settings,
      clock: { now: () => this.#now },
      journal: this.#faulty.journal(actor),
      copy: this.#faulty.copy(actor),
      zoneOf,
      dns: engineDns(this.engine, zoneOf),
    };
  }

  #run(name: string): Run {
    return { name, arn: `arn:${name}`, startedAt: this.#tick() };
  }

  #tick(): string {
    this.#now += 1000;
    return new Date(this.#now).toISOString();
  }
}
