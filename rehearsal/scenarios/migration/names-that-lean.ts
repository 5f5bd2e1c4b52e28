import type { StepSettings } from '../../../lambdas/migration/contract/settings.ts';
import type { MigrationCheck } from '../../checks/migration/evidence.ts';
import { MIGRATED } from '../../checks/migration/outcomes.ts';
import { shiftsTo } from '../../checks/migration/zones.ts';
import { saysShare } from '../../estate/migration/estate.ts';
import { approvesUntil, migrates } from '../../people/migration/habits.ts';
import type { Scene } from '../../scenes/migration/scene.ts';
import { needing } from '../scenario.ts';
import { aFollowedName, type FollowedName } from './needs.ts';
import type { MigrationScenario } from './scenario.ts';

type Steps = readonly StepSettings[];

/** How far a sample may be off: a name that followed and also had weights of its own would be further off. */
const TOLERANCE = 0.08;

/** Until a change is expected to be in sync, seconds. */
const PROPAGATION = 60;

/** Names that lead to a moved one by a CNAME or an alias, moved themselves or not. */
export const namesThatLean: MigrationScenario = {
  of: 'migration',
  name: 'names-that-lean',
  about:
    'a moved name leads to another moved one: at each step it gets the same share, and each soak waits for the whole chain',
  ...needing(aFollowedName, (followed, { settings: { steps } }) => ({
    when: async ({ onCall, meanwhile, scene }) => {
      const migration = await migrates(onCall);
      meanwhile('somebody outside', async (somebody) => {
        for (const { percent } of steps) {
          const served = () => isServed(scene, followed.zoneId, percent) || undefined;
          await somebody.until(`${percent} % to be served`, served);
          await scene.sampler.sample(`${percent} %`, followed.names);
        }
      });
      await approvesUntil(onCall, scene);
      await onCall.seesTheEndOf(migration);
    },
    checks: [...MIGRATED, sampledAlike(followed, steps), soakWaitedForChain(followed, steps)],
  })),
};

function isServed({ engine, estate }: Scene, zoneId: string, percent: number): boolean {
  return engine
    .served(zoneId)
    .records()
    .some((record) => saysShare(estate, record, percent));
}

function sampledAlike({ names }: FollowedName, steps: Steps): MigrationCheck {
  return {
    claim: `Over the wire, ${names.join(' and ')} had the step's share of the cluster at each step`,
    contradictions: ({ scene: { sampler } }) => {
      const missing =
        sampler.samples.length === steps.length
          ? []
          : [`expected ${steps.length} samples, found ${sampler.samples.length}`];
      const off = sampler.samples.flatMap(({ when, shares }, step) =>
        [...shares].flatMap(([name, share]) =>
          Math.abs(share - (steps[step]?.percent ?? 0) / 100) <= TOLERANCE
            ? []
            : [`at ${when} ${name} had ${(share * 100).toFixed(1)} %`],
        ),
      );
      return [...missing, ...off];
    },
  };
}

function soakWaitedForChain({ zoneId }: FollowedName, steps: Steps): MigrationCheck {
  const [one, two] = steps;
  return {
    claim: 'The first soak began when the TTLs of a name and of the one that it leads to had expired',
    contradictions: ({ scene }) => {
      const [first, second] = [one, two].map((step) => step && shiftsTo(scene, zoneId, step.percent)[0]);
      if (!first || !second || !one) return ['fewer than two steps were made'];
      // Of both, once they are lowered.
      const least = PROPAGATION + 2 * scene.estate.settings.ttlSeconds + one.soakSeconds;
      const took = (second.acceptedAt - first.acceptedAt) / 1000;
      return took >= least ? [] : [`the second step came ${took} s after the first, not ${least} s`];
    },
  };
}
