/** What a scenario comes to, counted: it is rehearsed, and has to go as it should. */

import type { AccountEvidence, Transitions } from '../rehearsal/checks/check.ts';
import { openStage } from '../rehearsal/products/open-stage.ts';
import type { OpenProduct } from '../rehearsal/products/product.ts';
import { rehearse } from '../rehearsal/rehearse.ts';
import type { ScenarioOf } from '../rehearsal/scenarios/scenario.ts';
import type { StagedScene } from '../rehearsal/stage/staged-scene.ts';

export interface Rehearsed {
  /** By machine. */
  readonly entered: ReadonlyMap<string, Transitions>;
  /** What the stack's functions asked of AWS. */
  readonly calls: AccountEvidence['calls'];
}

export async function rehearsed<G extends object, S extends StagedScene, E extends AccountEvidence>(
  open: OpenProduct<G, S, E>,
  scenario: ScenarioOf<string, G, S, E>,
): Promise<Rehearsed> {
  const signal = AbortSignal.timeout(600_000);
  const stage = await openStage(open, { log: () => {}, progress: () => {}, signal });
  try {
    const { evidence, outcomes } = await rehearse(stage, scenario, { seed: 1 });
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
