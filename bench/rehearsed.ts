/** What a scenario comes to, counted: it is rehearsed, and has to go as it should. */

import { cast } from '../rehearsal/cast.ts';
import type { AccountEvidence, Transitions } from '../rehearsal/checks/check.ts';
import { openStage } from '../rehearsal/products/open-stage.ts';
import type { OpenProduct } from '../rehearsal/products/product.ts';
import { rehearse } from '../rehearsal/rehearse.ts';
import { rehearsedIn, SHOP } from '../rehearsal/rehearsed-app.ts';
import { Missing, type Planted, type ScenarioOf } from '../rehearsal/scenarios/scenario.ts';
import type { StagedScene } from '../rehearsal/stage/staged-scene.ts';

export interface Rehearsed {
  /** By machine. */
  readonly entered: ReadonlyMap<string, Transitions>;
  /** What the stack's functions asked of AWS. */
  readonly calls: AccountEvidence['calls'];
}

export async function rehearsed<
  P extends 'migration' | 'masters',
  T,
  G extends Planted,
  S extends StagedScene,
  E extends AccountEvidence,
>(open: OpenProduct<T, G, S, E>, scenario: ScenarioOf<P, T, G, S, E>): Promise<Rehearsed> {
  const signal = AbortSignal.timeout(600_000);
  const quiet = { log: () => {}, progress: () => {}, signal };
  const { world, ...shop } = await rehearsedIn(SHOP, quiet);
  const stack = shop[scenario.of]?.stack;
  if (!stack) throw new Error(`the shop has nothing of ${scenario.of}`);
  const stage = await openStage(open, { ...quiet, stack, world });
  try {
    const playable = await cast(scenario, stage);
    if (playable instanceof Missing) throw new Error(`${scenario.name} needs ${playable.what}`);
    const { evidence, outcomes } = await rehearse(stage, playable, { seed: 1 });
    const wrong = outcomes.flatMap(({ contradictions }) => contradictions);
    if (wrong.length > 0) throw new Error(`${scenario.name} did not go as it should: ${wrong.join('; ')}`);
    return {
      entered: evidence.transitions,
      calls: evidence.calls.filter(({ caller }) => caller.function !== ''),
    };
  } finally {
    await stage.close();
  }
}
