import { ERRORS } from '../../../lambdas/migration/contract/errors.ts';
import type { MigrationSettings } from '../../../lambdas/migration/contract/settings.ts';
import type { OpeningPorts } from '../../../lambdas/migration/migrate/lower-ttl/lower-ttl.ts';
import { validateInput } from '../../../lambdas/migration/migrate/validate-input/validate-input.ts';
import type { Run } from '../../../lambdas/shared/contract/run.ts';
import type { Route53Engine } from '../../../rehearsal/route53/index.ts';
import { openingStates, type State, statesFrom, takenOver } from '../migration/migration-states.ts';
import type { Phase } from './faults.ts';
import { Paths } from './jumps.ts';
import type { Course, Plan } from './plan.ts';
import { fenceIn } from './record-texts.ts';
import type { WatchedJournal } from './watched-journal.ts';
import { startWatching, type WatchingWorld } from './watching.ts';

/** Machines try a step again at most this often. */
const MOST_TRIES = 8;
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

/** What migrations need of their history, beside what Watch needs, which looks at them. */
export interface MigrationsWorld extends WatchingWorld {
  readonly plan: Plan;
  readonly settings: MigrationSettings;
  readonly engine: Route53Engine;
  readonly journal: WatchedJournal;
  /** Epoch milliseconds. */
  readonly now: number;
  run(name: string, machine: 'Migrate'): Run;
}

/** The executions of Migrate in a history: how each goes by its states, is continued by another one, and ends. */
export class Migrations {
  readonly paths = new Paths();
  /** When runs began, or the ones that they took over, epoch milliseconds. */
  readonly begunAt = new Map<string, number>();
  /** How many times a state of a run runs a second time. */
  readonly twins = new Map<string, number>();
  /** When runs were reported as closed, epoch milliseconds. */
  readonly toldClosedAt = new Map<string, number>();
  /** Restores the journal to before a run was taken over. */
  beforeTakeOver: (() => void) | undefined;
  readonly #history: MigrationsWorld;
  /** The run that each run took over. */
  readonly #continued = new Map<string, string>();

  constructor(history: MigrationsWorld) {
    this.#history = history;
  }

  /** The first of the runs that took one another over, of which `run` is one. */
  firstOf(run: string): string {
    const before = this.#continued.get(run);
    return before === undefined ? run : this.firstOf(before);
  }

  /** One from its first change on, each state tried again after transient failures, as the machine does. */
  start(name: string, course: Course): void {
    const run = this.#history.run(name, 'Migrate');
    const opening = openingStates(run).map((state, index): Step => {
      return { phase: OPENING[index] ?? 'adopt', state };
    });
    this.#start(run, [...opening, ...this.#rest(run, 0, '')], course);
  }

  /** Looks now and then whether the first run is over. */
  startAfterwards(name: string, course: Course): void {
    const { turns, journal } = this.#history;
    turns.start(async () => {
      for (let attempt = 0; attempt < MOST_TRIES; attempt++) {
        await this.#history.waitUpTo(60);
        const { run } = (await journal.load()) ?? {};
        if (run?.status === 'restored') return this.start(name, course);
      }
    });
  }

  /** Tries now and then to continue a run that was stopped, by `startAtPercent` where its fences stand. */
  startTakeOver(name: string, course: Course): void {
    const { turns, journal, log, phases } = this.#history;
    turns.start(async () => {
      for (let attempt = 0; attempt < MOST_TRIES; attempt++) {
        await this.#history.waitUpTo(20);
        const run = this.#history.run(name, 'Migrate');
        const validated = await this.#validated(name);
        if (!validated?.continues) continue;
        const retires = validated.next === 'RetireLegacyRecords';
        log.push(`${name}: takes over ${validated.continues}`);
        phases.met('a run is taken over');
        this.#continued.set(name, validated.continues);
        this.beforeTakeOver = journal.snapshot();
        this.#start(
          run,
          this.#rest(
            run,
            retires ? this.#history.settings.steps.length : validated.step,
            validated.continues,
          ),
          course,
        );
        return;
      }
    });
  }

  #start(run: Run, steps: readonly Step[], { stopsAfter, closes }: Course): void {
    const { executions, plan, turns, log, random, rollBacks } = this.#history;
    const through = closes ? steps : steps.slice(0, -1);
    executions.begin(run);
    const takesOver = this.#continued.get(run.name) ?? '';
    this.begunAt.set(run.name, this.begunAt.get(takesOver) ?? Date.parse(run.startedAt));
    if (plan.watched) startWatching(this.#history, run);
    turns.start(async () => {
      try {
        for (const step of through.slice(0, stopsAfter)) await this.#go(run, step);
        log.push(`${run.name}: ${stopsAfter === undefined ? 'came to its end' : 'stopped from outside'}`);
        // Its event may come late, so that somebody continues the run meanwhile.
        if (stopsAfter !== undefined && random() < 0.3) rollBacks.startOfEnd(run, 60);
      } catch (error) {
        const { name } = error as Error;
        log.push(`${run.name}: stopped by ${name}, ${(error as Error).message}`);
        if (error instanceof Stopped) rollBacks.startOfEnd(run, 5);
        else if (!HELD.has(name)) {
          rollBacks.startOfMigration(run);
          rollBacks.startOfEnd(run, 5);
        }
      } finally {
        executions.end(run);
      }
    });
  }

  async #go({ name }: Run, { phase, state }: Step): Promise<void> {
    const { executions, phases, random, plan, log } = this.#history;
    if (executions.isStopped(name)) throw new Stopped('Stopped');
    if (phase !== 'prepare') phases.enter(phase);
    if (random() < plan.odds.duplicate) this.#startTwin(name, state);
    for (let attempt = 1; ; attempt++) {
      try {
        await this.#history.invoke(name, state);
        return;
      } catch (error) {
        const again = RETRIED.has((error as Error).name);
        if (executions.isStopped(name)) throw new Stopped('Stopped');
        if (!again || attempt === MOST_TRIES * 4) throw error;
        log.push(`${name}: tried again`);
      }
    }
  }

  /** The states from step `step` on, or those after all steps; the last of them closes. */
  #rest(run: Run, step: number, continues: string): readonly Step[] {
    const path = this.paths.begin(run.name, step, this.#history);
    const states = statesFrom(run, { path, continues }, this.#history);
    const begun = path.length > 0 ? 'shift' : 'drain';
    const first = continues === '' ? [] : [{ phase: begun, state: takenOver(run, continues) } as const];
    const rest = states.map((state, index): Step => {
      if (index < states.length - 2) return { phase: 'shift', state };
      if (index === states.length - 2) return { phase: 'drain', state };
      return { phase: 'close', state: (world) => this.#close(run, state, world) };
    });
    return [...first, ...rest];
  }

  async #close(run: Run, state: State, world: OpeningPorts): Promise<void> {
    const { phases, log } = this.#history;
    phases.beginClose();
    try {
      await state(world);
      log.push(`${run.name}: closed`);
      this.toldClosedAt.set(run.name, this.#history.now);
    } finally {
      phases.endClose();
    }
  }

  #startTwin(name: string, state: State): void {
    const { turns, phases, log } = this.#history;
    this.twins.set(name, (this.twins.get(name) ?? 0) + 1);
    turns.start(async () => {
      await this.#history.waitUpTo(30);
      phases.met('a state runs twice');
      await this.#history
        .invoke(name, state)
        .catch((error: Error) => log.push(`${name}: twin stopped by ${error.name}`));
    });
  }

  async #validated(name: string) {
    const { engine, executions } = this.#history;
    const fence = fenceIn(engine.records('Z1SHOP'));
    try {
      return await this.#history.invoke(name, (world) =>
        validateInput({ startAtPercent: fence?.weight }, { ...world, executions }),
      );
    } catch {
      return undefined;
    }
  }
}
