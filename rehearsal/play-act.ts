/** Plays scenarios of one product, on a stage of their own. */
import { SCENARIOS } from './all-scenarios.ts';
import type { SynthesisedStack } from './app/synthesise.ts';
import { cast } from './cast.ts';
import { type AccountEvidence, isContradicted } from './checks/check.ts';
import { noActionUnused } from './checks/unused.ts';
import { openStage, type StageOf } from './products/open-stage.ts';
import type { OpenProduct } from './products/product.ts';
import { rehearseKept } from './rehearse-kept.ts';
import type { RehearsedApp } from './rehearsed-app.ts';
import { failureLines, failureOf } from './report/failed-scenario.ts';
import type { KeptRun } from './report/kept-run.ts';
import type { RunRecord } from './report/run-record.ts';
import { outcomeLines, skippedLine } from './report/summary.ts';
import {
  Missing,
  type Planted,
  type Playable,
  type ScenarioOf,
  type Titled,
  titleOf,
} from './scenarios/scenario.ts';
import { endsEverything } from './stage/ends-everything.ts';
import type { Interruption } from './stage/interruption.ts';
import { leaveAtRest } from './stage/leave-at-rest.ts';
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

interface PlaySettings<P> {
  readonly app: RehearsedApp;
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
}

interface ActSettings<P> extends PlaySettings<P> {
  /** Which is deployed. */
  readonly stack: SynthesisedStack;
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
export async function playAll<
  N extends string,
  T,
  G extends Planted,
  S extends StagedScene,
  E extends AccountEvidence,
>(
  stage: StageOf<T, G, S, E>,
  scenarios: readonly ScenarioOf<N, T, G, S, E>[],
  settings: PlaySettings<Playable<N, G, S, E>>,
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
    const began = performance.now();
    const playable = await cast(scenario, stage).catch((error: unknown) => ({ error }));
    if ('error' in playable) {
      await failed(stage, scenario, playable.error, settings, began);
      sum.played++;
      sum.failed++;
      continue;
    }
    if (playable instanceof Missing) {
      skip(scenario, `it needs ${playable.what}`);
      continue;
    }
    for (const variant of settings.variants(playable)) {
      if (stuck !== '') break;
      const { scene, isGood, running } = await playOne(stage, variant, settings);
      sum.played++;
      sum.scene = scene ?? sum.scene;
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
  record.concludes(product.conclusions?.(app.options) ?? []);
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
  settings: PlaySettings<Playable<N, G, S, E>>,
): Promise<{ scene: S | undefined; isGood: boolean; running: readonly string[] }> {
  const { app, request, kept, record, view } = settings;
  const title = titleOf(playable);
  const began = performance.now();
  try {
    const { scene, summary, isGood } = await rehearseKept(stage, playable, {
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
    return { scene, isGood, running: isGood ? [] : await leaveAtRest(stage) };
  } catch (error) {
    return { scene: undefined, ...(await failed(stage, playable, error, settings, began)) };
  }
}

/** Says that a scenario failed, unless that ends everything. @param began by the clock of `performance` @throws the error then */
async function failed<T, G extends object, S extends StagedScene, E extends AccountEvidence>(
  stage: StageOf<T, G, S, E>,
  scenario: Titled<string>,
  error: unknown,
  { app, request, record, interruption, view }: Omit<PlaySettings<never>, 'kept' | 'variants'>,
  began: number,
): Promise<{ isGood: false; running: readonly string[] }> {
  if (endsEverything(error) || interruption.signal.aborted) throw error;
  // If it is the stage that is broken, this ends everything.
  const running = await leaveAtRest(stage).catch(() => Promise.reject(error));
  const took = performance.now() - began;
  const failing = { seed: request.seed, options: app.options, at: stage.aws.now(), took };
  const failure = failureOf(scenario, error, failing);
  record.fails(failure);
  view.end();
  view.say(failureLines(failure));
  return { isGood: false, running };
}

/** Whether these are all that there are of their product. */
function areAll(scenarios: readonly { readonly of: string; readonly name: string }[]): boolean {
  const names = scenarios.map(({ name }) => name);
  return SCENARIOS.filter(({ of }) => of === scenarios[0]?.of).every(({ name }) => names.includes(name));
}
