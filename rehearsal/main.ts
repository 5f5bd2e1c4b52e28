/** `npm start`: plays scenarios of the shop's migration and of its cluster's masters on an offline AWS and says what came of them. */

import { actsOf } from './acts.ts';
import { SCENARIOS, type Scenario } from './all-scenarios.ts';
import { type AccountEvidence, isContradicted } from './checks/check.ts';
import { noActionUnused } from './checks/unused.ts';
import { type EtcdServer, serversLine, setUpServers } from './etcd/index.ts';
import { withThoseOfNpm } from './npm-arguments.ts';
import { type PreflightRequest, playPreflight } from './preflight/migration/play.ts';
import { openMasters } from './products/masters/open-masters.ts';
import { openMigration } from './products/migration/open-migration.ts';
import { openStage, type StageOf } from './products/open-stage.ts';
import type { OpenProduct } from './products/product.ts';
import { rehearse } from './rehearse.ts';
import { couldNotContinue } from './report/could-not-continue.ts';
import { endpointLines } from './report/endpoints.ts';
import { type KeptRehearsal, type KeptRun, keepRun } from './report/kept-run.ts';
import { reportsOf } from './report/reports.ts';
import { keptLine, outcomeLines, summaryOf, totalLine } from './report/summary.ts';
import { HELP, listing, parseRequest, type Request, wrongText } from './request.ts';
import { onEachEtcd } from './scenarios/masters/on-each-etcd.ts';
import { type ScenarioOf, titleOf } from './scenarios/scenario.ts';
import { patchCalled } from './shop/world.ts';
import { SnapshotRefused } from './snapshot/problem.ts';
import { Interrupted, Interruption } from './stage/interruption.ts';
import { ConfigurationRefused } from './stage/refused-configuration.ts';
import type { Stage } from './stage/stage.ts';
import type { StagedScene } from './stage/staged-scene.ts';
import { whenUnread } from './view/unread.ts';
import { makeView } from './view/view.ts';

type PlayRequest = Extract<Request, { kind: 'play' }>;

const EXIT = { passed: 0, failed: 1, wrongArgument: 2 } as const;

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
      process.stderr.write(`${wrongText(request.problems)}\n`);
      return EXIT.wrongArgument;
    case 'play':
      return inRun((run) => play({ request, ...run }));
    case 'preflight':
      return inRun((run) => preflight(request, run));
  }
}

interface Run {
  readonly kept: KeptRun;
  readonly interruption: Interruption;
}

/** @param body returns how many rehearsals failed @returns what the process exits with */
async function inRun(body: (run: Run) => Promise<number>): Promise<number> {
  const interruption = new Interruption();
  const kept = keepRun();
  try {
    return (await body({ kept, interruption })) > 0 ? EXIT.failed : EXIT.passed;
  } catch (error) {
    if (interruption.signal.reason instanceof Interrupted) {
      process.stderr.write('Interrupted. Everything that was started has ended.\n');
      return interruption.signal.reason.exitCode;
    }
    if (error instanceof ConfigurationRefused || error instanceof SnapshotRefused) {
      process.stderr.write(`${error.message}\n`);
      return EXIT.failed;
    }
    process.stderr.write(`${couldNotContinue(error, kept)}\n`);
    return EXIT.failed;
  } finally {
    kept.close();
    interruption.end();
  }
}

async function play(settings: ActSettings): Promise<number> {
  const began = performance.now();
  const { request, kept, interruption } = settings;
  let failed = 0;
  const acts = actsOf(await inAllVariants(settings));
  const rehearsals = acts.reduce((sum, { scenarios }) => sum + scenarios.length, 0);
  for (const act of acts) {
    const isLast = act === acts.at(-1);
    const afterwards = async (stage: Stage, endpoints: readonly string[], failedHere: number) => {
      failed += failedHere;
      if (!isLast) return;
      view.say(['', totalLine(rehearsals, failed, performance.now() - began), keptLine(kept.path)]);
      if (request.keep) await keepUp(stage, endpoints, interruption);
    };
    if (act.of === 'migration') await playAct(openMigration, act.scenarios, settings, afterwards);
    else await playAct(openMasters, act.scenarios, settings, afterwards);
  }
  return failed;
}

async function preflight(request: PreflightRequest, { kept, interruption }: Run): Promise<number> {
  const began = performance.now();
  const { log } = kept;
  const progress = (step: string) => view.progress(step);
  const stage = await openStage(openMigration, { log, progress, signal: interruption.signal });
  try {
    const output = { kept, say: (lines: readonly string[]) => view.say(lines) };
    const { played, failed } = await untilInterrupted(stage, interruption, () =>
      playPreflight(stage, request, output),
    );
    view.say(['', totalLine(played, failed, performance.now() - began), keptLine(kept.path)]);
    return failed;
  } finally {
    await stage.close();
  }
}

/** Ends when the play does, when somebody interrupts, or when the emulator dies. */
async function untilInterrupted<T>(
  stage: Stage,
  { interrupted }: Interruption,
  body: () => Promise<T>,
): Promise<T> {
  const died = stage.aws.emulator.died.then((reason) => {
    throw reason;
  });
  try {
    return await Promise.race([body(), interrupted, died]);
  } catch (error) {
    stage.aws.director.giveUp(error as Error);
    throw error;
  }
}

interface ActSettings extends Run {
  readonly request: PlayRequest;
}

/** The requested scenarios, each as often as there are ways to play it. */
async function inAllVariants(settings: ActSettings): Promise<readonly Scenario[]> {
  const { scenarios } = settings.request;
  if (scenarios.every(({ of }) => of === 'migration')) return scenarios;
  const servers = await etcdServers(settings);
  return scenarios.flatMap((each): readonly Scenario[] =>
    each.of === 'masters' ? onEachEtcd(each, servers) : [each],
  );
}

async function etcdServers({ request, kept, interruption }: ActSettings): Promise<readonly EtcdServer[]> {
  view.progress(
    `setting up etcd ${request.etcd.join(', ')}; building one with Go takes a minute or two, only once`,
  );
  const servers = await setUpServers(request.etcd, { log: kept.log, signal: interruption.signal });
  view.say([serversLine(servers)]);
  return servers.there;
}

/** Plays scenarios on a stage of their own. `afterwards` is called while it is still up, with how many failed. */
async function playAct<G extends object, S extends StagedScene, E extends AccountEvidence>(
  openProduct: OpenProduct<G, S, E>,
  scenarios: readonly ScenarioOf<Scenario['of'], G, S, E>[],
  { request, kept, interruption }: ActSettings,
  afterwards: (stage: Stage, endpoints: readonly string[], failed: number) => Promise<void>,
): Promise<void> {
  const stage = await openStage(openProduct, {
    log: kept.log,
    progress: (step) => view.progress(step),
    signal: interruption.signal,
    patches: request.patches.map(patchCalled),
  });
  try {
    const { failed, scene } = await untilInterrupted(stage, interruption, () =>
      playAll(stage, scenarios, request, kept),
    );
    const endpoints = scene ? stage.product.endpoints(scene) : [];
    await afterwards(stage, endpoints, failed);
  } finally {
    view.end();
    await stage.close();
  }
}

/** Returns how many scenarios failed, and the scene of the last. */
async function playAll<G extends object, S extends StagedScene, E extends AccountEvidence>(
  stage: StageOf<G, S, E>,
  scenarios: readonly ScenarioOf<Scenario['of'], G, S, E>[],
  { seed, mails }: PlayRequest,
  kept: KeptRun,
): Promise<{ failed: number; scene: S | undefined }> {
  const { product, aws } = stage;
  let failed = 0;
  let begun: { readonly scene: S; readonly kept: KeptRehearsal } | undefined;
  for (const scenario of scenarios) {
    const rehearsal = await rehearse(stage, scenario, {
      seed,
      onBegin: (scene, chronicle) => {
        begun = { scene, kept: kept.begin(titleOf(scenario), chronicle) };
        const title = `${titleOf(scenario)}: ${scenario.about}`;
        const body = (width: number) => product.body(scene, width);
        view.begin({ title, start: scene.start, chronicle, body, mails });
      },
      onLook: (situation) => view.see(situation),
    });
    view.end();
    if (begun) begun.kept.keepReports(await reportsOf(stage, begun.scene.start));
    const summary = summaryOf(rehearsal);
    begun?.kept.keepVerdict(summary);
    view.say(summary);
    if (rehearsal.outcomes.some(isContradicted)) failed++;
  }
  if (areAll(scenarios)) {
    const outcome = await noActionUnused(aws.gateway, aws.emulator, product.mayBeUnused, product.lentRoles);
    view.say(['', ...outcomeLines(outcome)]);
    if (isContradicted(outcome)) failed++;
  }
  return { failed, scene: begun?.scene };
}

/** Whether these are all that there are of their product. */
function areAll(scenarios: readonly Pick<Scenario, 'of' | 'name'>[]): boolean {
  const names = scenarios.map(({ name }) => name);
  return SCENARIOS.filter(({ of }) => of === scenarios[0]?.of).every(({ name }) => names.includes(name));
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
