/** `npm start`: plays scenarios of a migration and of a cluster's masters on an offline AWS and says what came of them. */

import { stripVTControlCharacters } from 'node:util';
import { called } from '#own';
import { actsOf } from './acts.ts';
import { MASTERS_SHOWN_FIRST, type Scenario, SHOWN_FIRST } from './all-scenarios.ts';
import { AppRefused, needed } from './app/choose.ts';
import type { SynthesisedMigration } from './app/migration/migrations.ts';
import { ConfigurationRefused } from './app/refused-configuration.ts';
import { AppFailed } from './app/synthesise.ts';
import { type EtcdServer, serversLine, setUpServers } from './etcd/index.ts';
import { EXIT, exitOf } from './exit-code.ts';
import { matrixLines } from './matrix/migration/lines.ts';
import { evaluate, lackedBy, type MatrixRequest, playSamples } from './matrix/migration/play.ts';
import { matrixResult } from './matrix/migration/record.ts';
import { withThoseOfNpm } from './npm-arguments.ts';
import { notesTo, type PlayedAct, playAct } from './play-act.ts';
import { dryRunActs } from './preflight/migration/acts.ts';
import { type PreflightRequest, playPreflight } from './preflight/migration/play.ts';
import { openMasters } from './products/masters/open-masters.ts';
import { type MigrationStage, openMigration } from './products/migration/open-migration.ts';
import { rehearsedEstate } from './products/migration/rehearsed-estate.ts';
import { openStage, type StageOptions } from './products/open-stage.ts';
import type { Output } from './rehearse-kept.ts';
import { anotherOf, type RehearsedApp, rehearsedIn } from './rehearsed-app.ts';
import { couldNotContinue } from './report/could-not-continue.ts';
import { endpointLines } from './report/endpoints.ts';
import { FileRefused, prepareFiles, type WantedFiles, writeFiles } from './report/files.ts';
import { type KeptRun, keepRun } from './report/kept-run.ts';
import { RunRecord } from './report/run-record.ts';
import { failuresIn, keptLine, notPlayedLines, skippedLine, totalLine } from './report/summary.ts';
import { HELP, listing, parseRequest, type Rehearsed, type Request } from './request.ts';
import { onEachEtcd } from './scenarios/masters/on-each-etcd.ts';
import { SnapshotRefused } from './snapshot/problem.ts';
import { Interrupted, Interruption } from './stage/interruption.ts';
import type { Stage } from './stage/stage.ts';
import { commandText } from './text/asked-again.ts';
import { yellow } from './text/style.ts';
import { wrongArguments } from './text/wrong-arguments.ts';
import { untilInterrupted } from './until-interrupted.ts';
import { whenUnread } from './view/unread.ts';
import { makeView } from './view/view.ts';

type PlayRequest = Extract<Request, { kind: 'play' }>;

const view = makeView(process.stdout);
// As when a terminal is closed: whatever was started is ended.
whenUnread(process.stdout, () => process.kill(process.pid, 'SIGHUP'));
whenUnread(process.stderr, () => {});
// Said outright: a library that is used here would end the process with 0 whatever happened.
process.exit(await main(parseRequest(withThoseOfNpm(process.argv.slice(2), process.env))));

async function main(request: Request): Promise<number> {
  switch (request.kind) {
    case 'help':
      view.say([HELP]);
      return EXIT.passed;
    case 'list':
      view.say(listing());
      return EXIT.passed;
    case 'wrong':
      process.stderr.write(`${wrongArguments(request.problems, called('rehearse', '--help'))}\n`);
      return EXIT.wrongArgument;
    case 'play':
      return inRun(request, async (run) => exitOf(await play(request, run)));
    case 'preflight':
      return inRun(request, async (run) => exitOf(await preflight(request, run)));
    case 'matrix':
      return inRun(request, (run) => matrix(request, run));
  }
}

interface Run {
  /** By the clock of `performance`. */
  readonly began: number;
  readonly kept: KeptRun;
  readonly record: RunRecord;
  readonly wanted: WantedFiles;
  readonly interruption: Interruption;
}

function isForPeople(error: unknown): error is Error {
  return [AppRefused, AppFailed, ConfigurationRefused, FileRefused, SnapshotRefused].some(
    (kind) => error instanceof kind,
  );
}

/** @param body returns what the process exits with, unless it can't continue */
async function inRun(wanted: WantedFiles & Rehearsed, body: (run: Run) => Promise<number>): Promise<number> {
  const began = performance.now();
  const interruption = new Interruption();
  const kept = keepRun();
  const record = new RunRecord({ command: commandText(process.argv.slice(2)), app: wanted.app });
  // At once: whoever interrupts a second time does not wait until everything has ended.
  interruption.signal.addEventListener('abort', () => {
    // What is kept up afterwards is meant to end so.
    if (!record.isEmpty && !record.isOver) writeFiles(record.document('It was interrupted.'), wanted, kept);
  });
  try {
    prepareFiles(wanted);
    return await body({ began, kept, record, wanted, interruption });
  } catch (error) {
    if (interruption.signal.reason instanceof Interrupted) {
      process.stderr.write('Interrupted. Everything that was started has ended.\n');
      return interruption.signal.reason.exitCode;
    }
    if (isForPeople(error)) {
      process.stderr.write(`${error.message}\n`);
      const isWrong = error instanceof SnapshotRefused && error.isUnknownName;
      return isWrong ? EXIT.wrongArgument : EXIT.failed;
    }
    const why = couldNotContinue(error, kept);
    writeFiles(record.document(stripVTControlCharacters(why)), wanted, kept);
    process.stderr.write(`${why}\n`);
    return EXIT.failed;
  } finally {
    kept.close();
    interruption.end();
  }
}

async function play(request: PlayRequest, run: Run): Promise<number> {
  const app = await synthesised(request, run);
  const scenarios = request.scenarios.length > 0 ? request.scenarios : shownFirst(app);
  const servers = await etcdServers(scenarios, app, request, run);
  const sum: PlayedAct = { played: 0, failed: 0, skipped: 0 };
  const acts = actsOf(scenarios);
  for (const act of acts) {
    const afterwards = async (stage: Stage, endpoints: readonly string[], here: PlayedAct) => {
      add(sum, here);
      if (act !== acts.at(-1)) return;
      sayTotal(sum, run);
      if (request.keep) await keepUp(stage, endpoints, run.interruption);
    };
    const settings = { app, request, view, ...run, afterwards };
    const there = act.of === 'migration' ? app.migration : app.masters;
    if (there === undefined) {
      const why = `${app.asked.stack === '' ? 'the app' : `the stack ${app.asked.stack}`} has no ${act.of === 'migration' ? 'migration' : 'masters'}`;
      view.say(act.scenarios.map((scenario) => skippedLine(scenario, why)));
      for (const scenario of act.scenarios) run.record.skips(scenario, why);
      add(sum, { played: 0, failed: 0, skipped: act.scenarios.length });
      if (act === acts.at(-1)) sayTotal(sum, run);
    } else if (act.of === 'migration') {
      await playAct(openMigration, act.scenarios, {
        ...settings,
        stack: there.stack,
        variants: (one) => [one],
      });
    } else {
      const variants = (one: Parameters<typeof onEachEtcd>[0]) => onEachEtcd(one, servers);
      await playAct(openMasters, act.scenarios, { ...settings, stack: there.stack, variants });
    }
  }
  return failuresIn(sum);
}

function add(sum: PlayedAct, { played, failed, skipped }: PlayedAct): void {
  sum.played += played;
  sum.failed += failed;
  sum.skipped += skipped;
}

/** What stands at the end of a run. */
function sayTotal(sum: PlayedAct, { began, kept, record, wanted }: Run): void {
  record.ends();
  writeFiles(record.document(), wanted, kept);
  view.say([
    '',
    ...notPlayedLines(record.skipped),
    ...record.conclusions.map((line) => yellow(line)),
    totalLine(sum, performance.now() - began),
    keptLine(kept.path),
  ]);
}

function shownFirst({ migration }: RehearsedApp): readonly Scenario[] {
  return migration ? SHOWN_FIRST : MASTERS_SHOWN_FIRST;
}

/** What is asked for, as the CDK synthesises it. */
async function synthesised(request: Rehearsed, { kept, interruption }: Run): Promise<RehearsedApp> {
  view.progress(`synthesising ${request.app || 'the shop'}`);
  return await rehearsedIn(request, { log: kept.log, signal: interruption.signal });
}

async function preflight(request: PreflightRequest & Rehearsed, run: Run): Promise<number> {
  const usual = await synthesised(request, run);
  const acts = await dryRunActs(usual, request.patches, (name) => {
    view.progress(`synthesising the app ${name}`);
    return anotherOf(usual, name, { log: run.kept.log, signal: run.interruption.signal });
  });
  const onNotes = usual.isOwn ? notesTo(view, run.record) : undefined;
  const sum: PlayedAct = { played: 0, failed: 0, skipped: 0 };
  for (const act of acts) {
    const { app, migration } = act;
    const here = await onStage({ app, migration, onNotes }, run, (stage, output) =>
      playPreflight(stage, act, request, output),
    );
    add(sum, { ...here, skipped: 0 });
  }
  sayTotal(sum, run);
  return sum.failed;
}

/** First without anything deployed, then some of it with the deployed stack. @returns what the process exits with */
async function matrix(request: MatrixRequest & Rehearsed, run: Run): Promise<number> {
  const { kept, record } = run;
  const app = await synthesised(request, run);
  const migration = needed(app.migration, 'migration', 'alarms that roll it back', app.asked);
  view.progress('letting the cluster fail in each way at each step');
  const patches = await app.world.patchesCalled(request.patches);
  const rehearsed = await rehearsedEstate(migration, app.world, patches);
  if (app.isOwn) notesTo(view, record)([...rehearsed.notes, '']);
  const evaluated = evaluate(rehearsed, request);
  view.say(matrixLines(evaluated.matrix, evaluated.severity));
  kept.keep('matrix.json', `${JSON.stringify(evaluated.matrix, undefined, 2)}\n`);
  const result = matrixResult(evaluated.matrix, evaluated.severity, request.strict);
  record.evaluates(result);
  const lacks = rehearsed.lacks ?? lackedBy(evaluated);
  if (lacks) view.say(['', `No cell is played: it needs ${lacks}`]);
  if (request.cells === 0 || lacks) {
    writeFiles(record.document(), run.wanted, kept);
    view.say(['', keptLine(kept.path)]);
    return exitOf(0, result);
  }
  const sum = await onStage({ app, migration, patches }, run, async (stage, output) => {
    view.say(['']);
    return await playSamples(stage, evaluated, request, output);
  });
  sayTotal({ ...sum, skipped: 0 }, run);
  return exitOf(sum.failed, result);
}

interface Staged extends Pick<StageOptions, 'onNotes' | 'patches'> {
  readonly app: RehearsedApp;
  readonly migration: SynthesisedMigration;
}

/** Plays something else than scenarios with the deployed migration. */
async function onStage(
  { app, migration, ...others }: Staged,
  run: Run,
  play: (stage: MigrationStage, output: Output) => Promise<Omit<PlayedAct, 'skipped'>>,
): Promise<Omit<PlayedAct, 'skipped'>> {
  const { kept, record, interruption } = run;
  const stage = await openStage(openMigration, {
    stack: migration.stack,
    world: app.world,
    log: kept.log,
    progress: (step) => view.progress(step),
    signal: interruption.signal,
    ...others,
  });
  try {
    const output = { kept, record, options: app.options, say: (lines: readonly string[]) => view.say(lines) };
    return await untilInterrupted(stage, interruption, () => play(stage, output));
  } finally {
    await stage.close();
  }
}

/** None unless masters are played. */
async function etcdServers(
  scenarios: readonly Scenario[],
  { masters }: RehearsedApp,
  request: PlayRequest,
  { kept, interruption }: Run,
): Promise<readonly EtcdServer[]> {
  if (!masters || scenarios.every(({ of }) => of !== 'masters')) return [];
  view.progress(
    `setting up etcd ${request.etcd.join(', ')}; building one with Go takes a minute or two, only once`,
  );
  const servers = await setUpServers(request.etcd, { log: kept.log, signal: interruption.signal });
  view.say([serversLine(servers)]);
  return servers.there;
}

/** Leaves the account up until Ctrl-C, which is how that is meant to end. */
async function keepUp(stage: Stage, endpoints: readonly string[], interruption: Interruption): Promise<void> {
  view.say(endpointLines(stage, endpoints));
  try {
    await untilInterrupted(stage, interruption, () => new Promise<never>(() => {}));
  } catch (error) {
    if (!(error instanceof Interrupted)) throw error;
  }
}
