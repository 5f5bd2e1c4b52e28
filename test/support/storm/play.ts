/** Plays a storm and judges it. */
import { shopMastersSettings } from '../../synth/support/shop-templates.ts';
import { deployedDefinitions } from './definitions.ts';
import type { Cell } from './faults.ts';
import { type StormPlan, stormOf } from './plan.ts';
import { Storm } from './storm.ts';

const definitions = deployedDefinitions();
const settings = shopMastersSettings();

/** A single master waits for as long as AWS allows: the hook's time-out makes that hours instead of a day. */
const SINGLE = { ...settings, heartbeatSeconds: 420, sweepSeconds: 120, pollSeconds: 60 };

export interface Played {
  /** Faults that were met, by phase. */
  readonly cells: ReadonlySet<Cell>;
  /** How often each thing happened. */
  readonly happened: ReadonlyMap<string, number>;
}

/** @throws with every problem, when something was not as it must be */
export function play(seed: number): Promise<Played> {
  return playPlan(stormOf(seed));
}

/** @param trace is called for all that is done */
export async function playPlan(plan: StormPlan, trace?: (line: string) => void): Promise<Played> {
  const own = plan.masters === 1 ? SINGLE : settings;
  const storm = new Storm({ ...plan, settings: own, definitions, ...(trace && { trace }) });
  await storm.rage();
  const wrong = [...storm.breaches, ...(await storm.whatIsLeft())];
  if (wrong.length > 0) throw new Error(wrong.join('\n'));
  return { cells: storm.phases.cells, happened: storm.happened };
}
