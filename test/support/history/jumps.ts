import type { MigrationSettings } from '../../../lambdas/migration/contract/settings.ts';
import type { Fence } from '../../../lambdas/migration/domain/fence.ts';
import { type StepMade, straightPath } from '../migration/migration-states.ts';
import { mayBeClaimedAnew } from './losses.ts';
import type { Plan } from './plan.ts';

type Steps = Pick<MigrationSettings, 'steps'>;

/** After each step a person may jump, with this probability, up to so often. */
const JUMPS = 0.4;
const MOST_JUMPS = 3;

/** By which steps a run goes, where a person jumps: back to an earlier one, or to the last. */
export function jumpingPath(step: number, { steps }: Steps, random: () => number): readonly StepMade[] {
  const last = steps.length - 1;
  const path: StepMade[] = [{ step, from: -1, jumps: 0 }];
  for (let now = step, jumps = 0; now < last || jumps < MOST_JUMPS; ) {
    if (jumps < MOST_JUMPS && random() < JUMPS) {
      const to = random() < 0.5 ? last : Math.floor(random() * now);
      if (to !== now) {
        path.push({ step: to, from: now, jumps: ++jumps });
        now = to;
        continue;
      }
    }
    if (now === last) break;
    path.push({ step: ++now, from: -1, jumps });
  }
  return path;
}

interface Travelled {
  readonly settings: Steps;
  readonly log: readonly string[];
}

/** That each run goes by its steps in their order: none of before a jump is made after it. */
export class Paths {
  readonly #of = new Map<string, readonly StepMade[]>();
  /** How far a run has come in a zone. */
  readonly #at = new Map<string, number>();

  begin(
    run: string,
    step: number,
    {
      settings,
      plan,
      random,
    }: Travelled & { readonly plan: Pick<Plan, 'jumps'>; readonly random: () => number },
  ): readonly StepMade[] {
    const jumps = plan.jumps && step < settings.steps.length;
    const path = jumps ? jumpingPath(step, settings, random) : straightPath(step, settings.steps.length);
    this.#of.set(run, path);
    return path;
  }

  /** @returns what is amiss with a batch that was accepted */
  see(zoneId: string, { execution, phase, weight }: Fence, { settings, log }: Travelled): readonly string[] {
    const path = this.#of.get(execution);
    if (!path || phase !== 'shift' || weight === 0 || mayBeClaimedAnew(log)) return [];
    const key = `${zoneId} ${execution}`;
    const at = this.#at.get(key) ?? 0;
    const next = path.findIndex(({ step }, index) => index >= at && settings.steps[step]?.percent === weight);
    if (next < 0 || next > at + 1)
      return [`${key} is at ${weight} %, out of turn after step ${at + 1} of its path`];
    this.#at.set(key, next);
    return [];
  }
}
