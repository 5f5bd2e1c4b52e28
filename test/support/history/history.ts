/**
 * One history: several actors change the shop's zones at once on the strict engine, in an order drawn from a seed,
 * while everything goes wrong that the plan says.
 */

import type { MigrationSettings } from '../../../lambdas/migration/contract/settings.ts';
import type { JournalRun } from '../../../lambdas/migration/domain/journal-state.ts';
import { lowerTtl, type OpeningPorts } from '../../../lambdas/migration/migrate/lower-ttl/lower-ttl.ts';
import type { Run } from '../../../lambdas/shared/contract/run.ts';
import { Route53Engine, seededRandom, type ZoneSeed } from '../../../rehearsal/route53/index.ts';
import { MemoryBeforeImageCopy } from '../../fakes/migration/memory-before-image-copy.ts';
import { RecordingTopic } from '../../fakes/recording-topic.ts';
import { engineDns } from '../migration/engine-dns.ts';
import { Crash, EngineZone } from '../migration/engine-zone.ts';
import { RunningExecutions } from '../running-executions.ts';
import { Turns } from '../turns.ts';
import { FaultyProcess, type FaultyWorld, type Outages } from './faulty-process.ts';
import { Migrations } from './migrations.ts';
import { PhaseWatch } from './phase-watch.ts';
import type { Plan, Timed } from './plan.ts';
import { RollBacks } from './roll-backs.ts';
import { WatchedJournal } from './watched-journal.ts';
import { HEALTH_CHECK } from './zones.ts';

const SECOND_MS = 1000;
const START = Date.parse('2026-03-01T00:00:00Z');

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
  readonly migrations = new Migrations(this);
  readonly executions = new RunningExecutions();
  readonly outages: Outages = { zones: false, journal: false, copy: false };
  /** Every actor has come to its end. */
  isOver = false;
  /** The journal was lost while a zone had no fence yet that says so. */
  isLostUnsaid = false;
  /** Set around writes of people and other software, which may do what a migration must not. */
  foreign = false;
  /** The run as a table says that was put back, in which a rollback had not ended yet. */
  putBack: JournalRun | undefined;
  /** Restores the journal to before the first run. */
  beforeRun: () => void;
  readonly #faulty: FaultyWorld;
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

  /** An earlier run that was rolled back, and is still in journal, copy and fences. */
  async earlierRun(): Promise<void> {
    await lowerTtl(this.run('run-0', 'Migrate'), this.quiet);
    await this.rollBacks.last('run-0');
    this.beforeRun = this.journal.snapshot();
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

  /** Epoch milliseconds. */
  get now(): number {
    return this.#now;
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
}
