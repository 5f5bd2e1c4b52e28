/**
 * One history: several actors change the shop's zones at once on the strict engine, in an order drawn from a seed,
 * with processes killed and answers lost. What must hold at every version of a zone is watched while it happens.
 */
import { adoptRecords } from '../../lambdas/adopt-records/adopt-records.ts';
import { confirmLegacy } from '../../lambdas/confirm-legacy/confirm-legacy.ts';
import { lowerTtl } from '../../lambdas/lower-ttl/lower-ttl.ts';
import { restoreLegacy } from '../../lambdas/restore-legacy/restore-legacy.ts';
import { retireLegacyRecords } from '../../lambdas/retire-legacy-records/retire-legacy-records.ts';
import { ERRORS } from '../../lambdas/shared/contract/errors.ts';
import type { Run } from '../../lambdas/shared/contract/payloads.ts';
import type { Change } from '../../lambdas/shared/domain/record-set.ts';
import type { Journal } from '../../lambdas/shared/ports/journal.ts';
import type { SwapResult, Zone } from '../../lambdas/shared/ports/zone.ts';
import type { SwapWorld } from '../../lambdas/shared/swap/world.ts';
import { shiftWeight } from '../../lambdas/shift-weight/shift-weight.ts';
import {
  type ChangeBatchInput,
  Route53Engine,
  seededRandom,
  type ZoneSeed,
} from '../../rehearsal/route53/index.ts';
import { MemoryJournal } from '../fakes/memory-journal.ts';
import { Crash, EngineZone } from './engine-zone.ts';
import { someSettings } from './settings.ts';
import { SHOP_ZONES } from './shop-zones.ts';
import { Turns } from './turns.ts';

/** Machines try a step again at most this often. */
const MOST_TRIES = 8;
const START = Date.parse('2026-03-01T00:00:00Z');

/** What the machines try a state again after; a rollback also after a zone that it lost. */
const RETRIED = new Set<string>([ERRORS.transient, ERRORS.notInSync, ERRORS.rollBackIncomplete]);

export type ForeignChanges = NonNullable<ChangeBatchInput['Changes']>;

export interface HistoryOptions {
  readonly seed: number;
  /** Probability that a call is the last of its process, and that an accepted swap's answer is lost. */
  readonly crash: number;
  readonly lostAnswer: number;
  /** Probability that a sent batch is sent once more, later. */
  readonly lateRetry: number;
  readonly zones?: readonly ZoneSeed[];
  readonly settings?: ReturnType<typeof someSettings>;
}

export class History {
  readonly engine: Route53Engine;
  readonly turns: Turns;
  readonly random: () => number;
  readonly settings: ReturnType<typeof someSettings>;
  readonly journal = new MemoryJournal();
  readonly log: string[] = [];
  /** Set around writes of people and other software, which may do what a migration must not. */
  foreign = false;
  readonly #options: HistoryOptions;
  #now = START;

  constructor(options: HistoryOptions) {
    this.#options = options;
    this.settings = options.settings ?? someSettings();
    this.random = seededRandom(options.seed);
    this.turns = new Turns(this.random);
    this.engine = new Route53Engine({
      now: () => this.#now,
      random: seededRandom(options.seed + 1),
      throttle: false,
      propagation: { minMs: 0, maxMs: 0 },
    });
    for (const zone of options.zones ?? SHOP_ZONES) this.engine.addZone(zone);
  }

  now(): number {
    return this.#now;
  }

  /** A migration from its first change to its last, each state tried again after transient failures, as the machine does. */
  startMigration(name: string): void {
    this.turns.start(async () => {
      const world = this.#world(name);
      await world.clock.now();
      const run: Run = { name, arn: `arn:${name}`, startedAt: this.#tick() };
      const steps = this.settings.steps.map(
        (_, step) => () => shiftWeight({ run, step, continues: '' }, world),
      );
      const states = [
        () => lowerTtl(run, world),
        () => adoptRecords(run, world),
        ...steps,
        () => retireLegacyRecords(run, world),
      ];
      try {
        for (const state of states) await this.#retrying(name, state);
        this.log.push(`${name}: reached the drain`);
      } catch (error) {
        this.log.push(`${name}: stopped by ${(error as Error).name}`);
      }
    });
  }

  /** A rollback as the machine runs it: restore, confirm, again until legacy serves. */
  startRollBack(name: string): void {
    this.turns.start(async () => {
      await this.turns.turn();
      const world = this.#world(name);
      const request = { source: 'person', run: '', reason: 'asked', asOf: this.#tick(), cause: '' } as const;
      for (let round = 0; round < MOST_TRIES; round++) {
        const restore = await this.#retrying(name, () => restoreLegacy({ request }, world));
        this.log.push(`${name}: ${restore.outcome} ${restore.migrationRun}`);
        if (restore.outcome === 'nothing-to-restore' || restore.outcome === 'refused') return;
        const confirm = await this.#retrying(name, () => confirmLegacy(restore, world));
        if (confirm.legacyServes) return;
      }
    });
  }

  /** Somebody else's batch, sent at some turn; refusals are theirs to see. */
  startForeign(name: string, batch: () => ForeignChanges): void {
    this.turns.start(async () => {
      for (let wait = Math.floor(this.random() * 20); wait >= 0; wait--) await this.turns.turn();
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

  #world(actor: string): SwapWorld {
    return {
      settings: this.settings,
      clock: { now: () => this.#now },
      journal: this.#gated(actor, this.journal),
      zoneOf: (zoneId) => this.#zone(actor, zoneId),
    };
  }

  #zone(actor: string, zoneId: string): Zone {
    const zone = new EngineZone(this.engine, zoneId);
    return {
      read: async (names) => {
        await this.#call(actor, 'read');
        return zone.read(names);
      },
      isInSync: async (changeId) => {
        await this.#call(actor, 'isInSync');
        return zone.isInSync(changeId);
      },
      swap: async (changes, comment) => {
        if (this.random() < this.#options.lateRetry) this.#sendLater(zoneId, changes, comment);
        await this.#call(actor, 'swap');
        const result = await zone.swap(changes, comment);
        await this.#mayCrash(actor, 'after swap');
        return this.#mayLose(result);
      },
    };
  }

  /** The same batch once more, from a paused process or a late retry of the network's. */
  #sendLater(zoneId: string, changes: readonly Change[], comment: string): void {
    this.turns.start(async () => {
      for (let wait = Math.floor(this.random() * 30); wait >= 0; wait--) await this.turns.turn();
      const result = await new EngineZone(this.engine, zoneId).swap(changes, comment);
      this.log.push(`late batch: ${result.accepted ? 'accepted' : 'refused'}`);
    });
  }

  #gated(actor: string, journal: MemoryJournal): Journal {
    return new Proxy<Journal>(journal, {
      get: (target, property) => {
        const method = Reflect.get(target, property) as (...args: unknown[]) => Promise<unknown>;
        return async (...args: unknown[]) => {
          await this.#call(actor, String(property));
          const result = await method.apply(target, args);
          await this.#mayCrash(actor, `after ${String(property)}`);
          return result;
        };
      },
    });
  }

  async #call(actor: string, what: string): Promise<void> {
    await this.turns.turn();
    this.#tick();
    await this.#mayCrash(actor, what);
  }

  async #mayCrash(actor: string, at: string): Promise<void> {
    if (this.random() >= this.#options.crash) return;
    this.log.push(`${actor}: killed at ${at}`);
    throw new Crash(at);
  }

  #mayLose(result: SwapResult): SwapResult {
    if (!result.accepted || this.random() >= this.#options.lostAnswer) return result;
    return { accepted: false, messages: ['but it already exists'] };
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

  #tick(): string {
    this.#now += 1000;
    return new Date(this.#now).toISOString();
  }
}
