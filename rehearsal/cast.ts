/** Whether a scenario can be played on what is rehearsed, and how. */
import type { AccountEvidence } from './checks/check.ts';
import type { StageOf } from './products/open-stage.ts';
import { Missing, type Planted, type Playable, playableOn, type ScenarioOf } from './scenarios/scenario.ts';
import type { Patch } from './snapshot/patch-file.ts';
import type { StagedScene } from './stage/staged-scene.ts';

/** @throws SnapshotRefused if a patch of the world is none */
export async function cast<
  P extends string,
  T,
  G extends Planted,
  S extends StagedScene,
  E extends AccountEvidence,
>(
  scenario: ScenarioOf<P, T, G, S, E>,
  stage: Pick<StageOf<T, G, S, E>, 'product' | 'world'>,
): Promise<Playable<P, G, S, E> | Missing> {
  if (stage.product.lacks !== undefined) return new Missing(stage.product.lacks);
  const needed = patchesCalled(scenario.patches ?? [], stage);
  if (needed instanceof Missing) return needed;
  const playable = await on(scenario, needed, stage);
  const helping = patchesCalled(scenario.helpedBy ?? [], stage);
  // What others have by themselves, a world may have a patch for.
  if (!(playable instanceof Missing) || helping instanceof Missing || helping.length === 0) return playable;
  return on(scenario, [...needed, ...helping], stage);
}

async function on<P extends string, T, G extends Planted, S extends StagedScene, E extends AccountEvidence>(
  scenario: ScenarioOf<P, T, G, S, E>,
  planted: readonly Patch[],
  { product, world }: Pick<StageOf<T, G, S, E>, 'product' | 'world'>,
): Promise<Playable<P, G, S, E> | Missing> {
  const playable = playableOn(scenario, await product.estateWith(planted));
  if (playable instanceof Missing) return playable;
  const { deploys } = playable;
  if (deploys && !world.otherApp(deploys.app)) return new Missing(deploys.what);
  if (planted.length === 0) return playable;
  const already = playable.given?.planted ?? [];
  return { ...playable, given: { ...(playable.given as G), planted: [...planted, ...already] } };
}

function patchesCalled(
  names: readonly string[],
  { world }: Pick<StageOf<unknown, never, never, never>, 'world'>,
): readonly Patch[] | Missing {
  const patches = names.map((name) => world.patch(name));
  const missing = names.filter((_, i) => patches[i] === undefined);
  if (missing.length > 0)
    return new Missing(
      `what the patch ${missing.join(' and ')} plants: it is written for the made-up shop, without --app`,
    );
  return patches.filter((patch) => patch !== undefined);
}
