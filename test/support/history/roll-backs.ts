import { isOneWay, type OneWaySettings } from '../../../lambdas/migration/contract/one-way.ts';
import type { RollBackRequest } from '../../../lambdas/migration/contract/roll-back-payloads.ts';
import { isOpen } from '../../../lambdas/migration/domain/fence.ts';
import type { OpeningPorts } from '../../../lambdas/migration/migrate/lower-ttl/lower-ttl.ts';
import type { Run } from '../../../lambdas/shared/contract/run.ts';
import type { Route53Engine, ZoneSeed } from '../../../rehearsal/route53/index.ts';
import { type Ended, type RollBackStage, rollBackExecution } from '../migration/roll-back-execution.ts';
import type { RunningExecutions } from '../running-executions.ts';
import type { Turns } from '../turns.ts';
import { mayBeClaimedAnew } from './losses.ts';
import { isAskedFor } from './one-way.ts';
import type { PhaseWatch } from './phase-watch.ts';
import type { Plan } from './plan.ts';
import { fenceIn } from './record-texts.ts';
import type { WatchedJournal } from './watched-journal.ts';

/** What rollbacks need of their history. */
export interface RollBacksWorld {
  readonly plan: Plan;
  readonly engine: Route53Engine;
  readonly zones: readonly ZoneSeed[];
  readonly journal: WatchedJournal;
  readonly executions: RunningExecutions;
  readonly phases: PhaseWatch;
  readonly turns: Turns;
  readonly random: () => number;
  readonly log: string[];
  readonly settings: OneWaySettings;
  readonly migrations: { readonly begunAt: ReadonlyMap<string, number>; firstOf(run: string): string };
  /** The world without faults. */
  readonly quiet: OpeningPorts;
  invoke<T>(actor: string, work: (world: OpeningPorts) => Promise<T>): Promise<T>;
  waitUpTo(turns: number): Promise<void>;
  run(name: string, machine: 'RollBack'): Run;
  tick(): string;
}

/** The run that a rollback is for: by its name, or the one that was under way then (epoch milliseconds). */
interface Meaning {
  readonly named: string | undefined;
  readonly asOf: number;
}

/** Executions that somebody aborts; whoever aborts each of them gets no rollback. */
const MOST_ABORTED = 20;
/** That a rollback is a person's, where that makes a difference; seldom, for afterwards all is as without a one-way step. */
const ASKED_PAST_ONE_WAY = 0.2;

/** The executions of RollBack in a history: who starts them, what follows them, and what they may not say. */
export class RollBacks {
  /** What was said that is not so. */
  readonly lies: string[] = [];
  /** When rollbacks were requested, epoch milliseconds. */
  readonly askedAsOf: number[] = [];
  /** The same of those that persons have begun. */
  readonly askedByPersons: number[] = [];
  readonly #history: RollBacksWorld;
  /** No before-image is left: a rollback that nobody requested says so for as long as it is owed. */
  isHopeless = false;
  readonly #whenOwed: (() => void)[] = [];
  #count = 0;
  #aborted = 0;
  #running = 0;

  constructor(history: RollBacksWorld) {
    this.#history = history;
  }

  /** One is started or at work. */
  get areRunning(): boolean {
    return this.#running > 0;
  }

  /** @param act what people do whenever a round leaves something that is not restored */
  whenOwed(act: () => void): void {
    this.#whenOwed.push(act);
  }

  /** An alarm's, or a person's. */
  startAsked(): void {
    const { random, plan } = this.#history;
    const asOf = this.#asked();
    if (random() < (plan.oneWayFrom > 0 ? ASKED_PAST_ONE_WAY : 0.5)) this.#start({ reason: 'asked' });
    else this.#start(alarmEvent(asOf));
  }

  /** Migrate's own, from its Catch. */
  startOfMigration({ name, arn }: Run): void {
    const asOf = this.#asked();
    this.#start({ source: 'migration', run: name, reason: 'failed', asOf, cause: arn });
  }

  /** Watch's, with the request that it makes. */
  startOfWatch(request: RollBackRequest): void {
    this.askedAsOf.push(Date.parse(request.asOf));
    this.#start(request);
  }

  /** That of the event which says that an execution of Migrate was stopped, so many turns later at most. */
  startOfEnd(run: Run, turns: number): void {
    this.#startLater(endEvent(run, this.#asked()), turns);
  }

  /** One more once all is quiet, without faults: it must always come to an end. */
  async last(name = 'last'): Promise<void> {
    const { quiet, executions, log } = this.#history;
    const stage: RollBackStage = {
      invoke: (work) => work(quiet),
      executions,
      isAborted: () => false,
      log: (line) => void log.push(`${name}: ${line}`),
    };
    const run = this.#history.run(`after-${name}`, 'RollBack');
    this.askedByPersons.push(Date.parse(run.startedAt));
    const ended = await rollBackExecution(run, {}, stage);
    log.push(`${name}: ${ended}`);
  }

  /** ISO 8601. */
  #asked(): string {
    const asOf = this.#history.tick();
    this.askedAsOf.push(Date.parse(asOf));
    return asOf;
  }

  #startLater(input: unknown, turns: number): void {
    this.#history.turns.start(async () => {
      await this.#history.waitUpTo(turns);
      this.#start(input);
    });
  }

  #start(input: unknown): void {
    const { turns, executions, phases, log } = this.#history;
    const name = `roll-back-${++this.#count}`;
    this.#running++;
    turns.start(async () => {
      await turns.turn();
      const run = this.#history.run(name, 'RollBack');
      const meant = this.#openRunsMeant(askedAt(input, run));
      executions.begin(run);
      if ((input as Input).reason === 'asked') this.askedByPersons.push(Date.parse(run.startedAt));
      phases.beginRollBack();
      log.push(`${name}: ${JSON.stringify(input)}`);
      let request: unknown = input;
      const ended = await rollBackExecution(run, input, {
        ...this.#stage(name, meaningOf(input, run)),
        handsOn: (next) => {
          request = next;
        },
      });
      phases.endRollBack();
      executions.end(run);
      log.push(`${name}: ${ended}`);
      meant.stop();
      if (ended === 'SUCCEEDED') this.#requireTrue(name, meant.still);
      this.#follow(run, ended, request);
      this.#running--;
    });
  }

  #follow(run: Run, ended: Ended, request: unknown): void {
    const { log, phases } = this.#history;
    // What can't be restored is people's now; it stays owed until they have.
    if (log.some((line) => line.includes(': unrestorable '))) return;
    if (ended === 'HANDED ON' && log.includes('table and copy are lost')) {
      this.isHopeless = true;
      return;
    }
    if (ended === 'ABORTED') {
      this.#aborted++;
      phases.met('a rollback is aborted');
      this.#startLater(endEvent(run, this.#history.tick()), 60);
    }
    if (ended === 'HANDED ON') this.#start({ source: 'roll-back', predecessor: run.arn, request });
  }

  #stage(name: string, meant: Meaning | undefined): RollBackStage {
    const { random, log, executions, plan, phases } = this.#history;
    return {
      executions,
      invoke: (work) => this.#history.invoke(name, work),
      isAborted: () => this.#aborted < MOST_ABORTED && random() < plan.odds.abort,
      log: (line) => {
        log.push(`${name}: ${line}`);
        if (line.startsWith('joined ')) phases.met('a rollback joins');
        if (line.startsWith('held ')) phases.met('a rollback is held');
        if (line.startsWith('owed ')) for (const act of this.#whenOwed) act();
        if (meant) this.#requireMeant(name, line, meant);
        this.#requireHeld(name, line);
      },
    };
  }

  /** A rollback belongs to one run: one that comes late restores nothing of the next. One that comes before the close is done. */
  #requireMeant(name: string, line: string, { named, asOf }: Meaning): void {
    const { migrations, log, journal, plan } = this.#history;
    const [, said, run = ''] = /^(restored|refused) (run-\d)$/.exec(line) ?? [];
    if (said === undefined) return;
    // The journal may know the run only by the name of the one that it took over, or that took it over.
    const isLost = log.some((one) => one.startsWith('the table is as'));
    // Of a run that is over, a late batch may have begun anew where the fence was deleted: whoever finds that restores it.
    const isOther = run !== named && !isLost && !journal.restored.has(run);
    const strange = named === undefined ? asOf < (migrations.begunAt.get(run) ?? asOf) : isOther;
    if (said === 'restored' && strange)
      this.lies.push(`${name} was about ${named ?? 'an earlier run'}, and ${line}`);
    // Where clocks differ nobody can say which was first.
    const wasFirst = plan.odds.skewMs === 0 && asOf < (journal.closedAt.get(run) ?? asOf);
    if (said === 'refused' && wasFirst) this.lies.push(`${name} was requested before the close, and ${line}`);
  }

  /** What no person has asked for and is held has changed no record in a zone that can be read, unless another one has moved on. */
  #requireHeld(name: string, line: string): void {
    const { engine, zones, settings, migrations, log, plan } = this.#history;
    const [, run] = /^held (run-\d)$/.exec(line) ?? [];
    if (run === undefined || plan.odds.throttle > 0 || log.includes('zones: away')) return;
    const first = migrations.firstOf(run);
    if (mayBeClaimedAnew(log) || isAskedFor(first, { migrations, rollBacks: this })) return;
    const fences = zones.flatMap(({ id }) => fenceIn(engine.records(id)) ?? []);
    const begun = fences.filter(({ phase }) => phase === 'restored' || phase === 'restoring');
    const isPast = fences.some((fence) => !begun.includes(fence) && isOneWay(settings, fence.weight));
    if (!isPast && begun.some(({ execution }) => migrations.firstOf(execution) === first))
      this.lies.push(`${name} said ${line}, though a rollback had begun in a zone`);
  }

  /**
   * The runs that a rollback is about which was requested then, and that are under way by a zone's fence, each as `zone run`.
   * Those that are not for a moment are left out from then on: they may come back by a late batch, where the fence was deleted.
   */
  #openRunsMeant(asOf: number): { readonly still: ReadonlySet<string>; readonly stop: () => void } {
    const { engine, zones, migrations } = this.#history;
    const openIn = (id: string) => {
      const fence = fenceIn(engine.records(id));
      return fence && isOpen(fence) ? fence.execution : undefined;
    };
    const open = zones.flatMap(({ id }) => ({ id, run: openIn(id) }));
    const meant = open.filter(
      ({ run }) => run !== undefined && (migrations.begunAt.get(run) ?? asOf) <= asOf,
    );
    const still = new Set(meant.map(({ id, run }) => `${id} ${run}`));
    const stop = engine.onChange(({ zoneId }) => {
      const run = openIn(zoneId);
      for (const { id, run: one } of meant) if (id === zoneId && one !== run) still.delete(`${id} ${one}`);
    });
    return { still, stop };
  }

  /** Who was asked by a person or an alarm, and has neither restored nor joined, has said that nothing is to be done. */
  #requireTrue(name: string, stillOpen: ReadonlySet<string>): void {
    const { log } = this.#history;
    const own = log.filter((line) => line.startsWith(`${name}: `)).map((line) => line.slice(name.length + 2));
    const said = own.at(-2) ?? '';
    const asked = own[0]?.includes('"reason":"asked"') || own[0]?.includes('aws.cloudwatch');
    if (!asked || !/^(nothing-to-restore|already-restored|refused) /.test(said)) return;
    this.lies.push(
      ...[...stillOpen].map((one) => `${name} said ${said}, and ${one} was under way all the time`),
    );
  }
}

function alarmEvent(timestamp: string): unknown {
  const alarmName = 'cluster-5xx';
  return {
    source: 'aws.cloudwatch',
    resources: [`arn:aws:cloudwatch:us-west-1:111122223333:alarm:${alarmName}`],
    detail: { alarmName, state: { value: 'ALARM', timestamp } },
  };
}

function endEvent({ name, arn }: Run, time: string): unknown {
  return { source: 'aws.states', time, detail: { name, executionArn: arn, status: 'ABORTED' } };
}

/** What a rollback is started with, as far as it is read anew here. */
interface Input {
  readonly source?: string;
  /** Of a person's: `asked`. */
  readonly reason?: string;
  readonly run?: string;
  readonly asOf?: string;
  readonly time?: string;
  readonly detail?: { readonly name?: string; readonly state?: { readonly timestamp: string } };
  /** What the execution was asked that handed on to this one. */
  readonly request?: Input;
}

/** Epoch milliseconds. */
function askedAt(input: unknown, { startedAt }: Run): number {
  const { asOf, time, detail, request } = input as Input;
  return Date.parse(request?.asOf ?? asOf ?? time ?? detail?.state?.timestamp ?? startedAt);
}

/** Undefined for what takes up another rollback. */
function meaningOf(input: unknown, run: Run): Meaning | undefined {
  const { source, run: ofRun, detail } = input as Input;
  const named = ofRun ?? detail?.name;
  if (source === 'roll-back' || named?.startsWith('roll-back')) return undefined;
  return { named, asOf: askedAt(input, run) };
}
