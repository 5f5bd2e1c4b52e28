/** Plays scenarios of one product, on a stage of their own. */
import { SCENARIOS } from './all-scenarios.ts';
import type { SynthesisedStack } from './app/synthesise.ts';
import { cast } from './cast.ts';
import { type AccountEvidence, isContradicted } from './checks/check.ts';
import { noActionUnused } from './checks/unused.ts';
import { shortMachineName } from './estate/home.ts';
import { openStage, type StageOf } from './products/open-stage.ts';
import type { OpenProduct } from './products/product.ts';
import { rehearseKept } from './rehearse-kept.ts';
import type { RehearsedApp } from './rehearsed-app.ts';
import type { KeptRun } from './report/kept-run.ts';
import type { RunRecord } from './report/run-record.ts';
import { outcomeLines, skippedLine } from './report/summary.ts';
import { Missing, type Planted, type Playable, type ScenarioOf, titleOf } from './scenarios/scenario.ts';
import type { Interruption } from './stage/interruption.ts';
import type { Stage } from './stage/stage.ts';
import type { StagedScene } from './stage/staged-scene.ts';
import { untilInterrupted } from './until-interrupted.ts';
import type { View } from './view/view.ts';

/** How many scenarios were played, of how many a check failed, and how many could not be played there. */
export interface PlayedAct {
  played: number;
  failed: number;
  skipped: number;
}

export interface ActSettings<P> {
  readonly app: RehearsedApp;
  /** Which is deployed. */
  readonly stack: SynthesisedStack;
  readonly request: {
    readonly seed: number;
    readonly mails: boolean;
    /** Planted in the world of every scenario: paths of patches, or names of the world's. */
    readonly patches: readonly string[];
  };
  readonly kept: KeptRun;
  readonly record: RunRecord;
  readonly interruption: Interruption;
  readonly view: View;
  /** The ways to play one. */
  readonly variants: (playable: P) => readonly P[];
  /** Called while the stage is still up. */
  readonly afterwards: (stage: Stage, endpoints: readonly string[], played: PlayedAct) => Promise<void>;
}

export async function playAct<
  N extends string,
  T,
  G extends Planted,
  S extends StagedScene,
  E extends AccountEvidence,
>(
  openProduct: OpenProduct<T, G, S, E>,
  scenarios: readonly ScenarioOf<N, T, G, S, E>[],
  settings: ActSettings<Playable<N, G, S, E>>,
): Promise<void> {
  const { app, stack, request, kept, record, interruption, view, afterwards } = settings;
  const stage = await openStage(openProduct, {
    stack,
    world: app.world,
    log: kept.log,
    progress: (step) => view.progress(step),
    signal: interruption.signal,
    onNotes: app.isOwn ? notesTo(view, record) : undefined,
    patches: await app.world.patchesCalled(request.patches),
  });
  try {
    const { scene, ...played } = await untilInterrupted(stage, interruption, () =>
      playAll(stage, scenarios, settings),
    );
    await afterwards(stage, scene ? stage.product.endpoints(scene) : [], played);
  } finally {
    view.end();
    await stage.close();
  }
}

/** What is said of an app of somebody's own. */
export function notesTo(view: Pick<View, 'say'>, record: Pick<RunRecord, 'makesUp'>) {
  return (notes: readonly string[]): void => {
    view.say(notes);
    record.makesUp(notes);
  };
}

/** @returns with the scene of the last one that was played */
async function playAll<
  N extends string,
  T,
  G extends Planted,
  S extends StagedScene,
  E extends AccountEvidence,
>(
  stage: StageOf<T, G, S, E>,
  scenarios: readonly ScenarioOf<N, T, G, S, E>[],
  settings: ActSettings<Playable<N, G, S, E>>,
): Promise<PlayedAct & { scene: S | undefined }> {
  const { product, aws } = stage;
  const { app, record, view } = settings;
  const sum = { played: 0, failed: 0, skipped: 0, scene: undefined as S | undefined };
  const skip = (scenario: (typeof scenarios)[number], why: string): void => {
    sum.skipped++;
    view.say([skippedLine(scenario, why)]);
    record.skips(scenario, why);
  };
  /** Why nothing more can be played: what still runs would take part in it. */
  let stuck = '';
  for (const scenario of scenarios) {
    if (stuck !== '') {
      skip(scenario, stuck);
      continue;
    }
    const playable = await cast(scenario, stage);
    if (playable instanceof Missing) {
      skip(scenario, `it needs ${playable.what}`);
      continue;
    }
    for (const variant of settings.variants(playable)) {
      if (stuck !== '') break;
      const { scene, isGood, running } = await playOne(stage, variant, settings);
      sum.played++;
      sum.scene = scene;
      if (!isGood) sum.failed++;
      if (running.length > 0) stuck = `${running.join(', ')} of ${titleOf(variant)} still runs`;
    }
  }
  // Which rights may be unused is known of the shop alone: another configuration needs others.
  if (!app.isOwn && sum.skipped === 0 && areAll(scenarios)) {
    const outcome = await noActionUnused(aws.gateway, aws.emulator, product.mayBeUnused, product.lentRoles);
    view.say(['', ...outcomeLines(outcome)]);
    record.checks(outcome);
    if (isContradicted(outcome)) sum.failed++;
  }
  return sum;
}

async function playOne<
  N extends string,
  T,
  G extends Planted,
  S extends StagedScene,
  E extends AccountEvidence,
>(
  stage: StageOf<T, G, S, E>,
  playable: Playable<N, G, S, E>,
  { app, request, kept, record, view }: ActSettings<Playable<N, G, S, E>>,
): Promise<{ scene: S | undefined; isGood: boolean; running: readonly string[] }> {
  const title = titleOf(playable);
  const { rehearsal, scene, summary, isGood } = await rehearseKept(stage, playable, {
    kept,
    record,
    title,
    options: app.options,
    seed: request.seed,
    onBegin: (scene, chronicle) => {
      const body = (width: number) => stage.product.body(scene, width);
      const about = `${title}: ${playable.about}`;
      view.begin({ title: about, start: scene.start, chronicle, body, mails: request.mails });
    },
    onLook: (situation) => view.see(situation),
  });
  view.end();
  view.say(summary);
  const running = rehearsal.evidence.situation.executions.filter(({ status }) => status === 'RUNNING');
  return { scene, isGood, running: running.map(({ machine }) => shortMachineName(machine)) };
}

/** Whether these are all that there are of their product. */
function areAll(scenarios: readonly { readonly of: string; readonly name: string }[]): boolean {
  const names = scenarios.map(({ name }) => name);
  return SCENARIOS.filter(({ of }) => of === scenarios[0]?.of).every(({ name }) => names.includes(name));
}
