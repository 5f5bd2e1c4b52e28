import type { MigrationCheck } from '../../checks/migration/evidence.ts';
import { MIGRATED } from '../../checks/migration/outcomes.ts';
import { approves, migrates } from '../../people/migration/habits.ts';
import type { RecordSet } from '../../route53/index.ts';
import type { Scene } from '../../scenes/migration/scene.ts';
import { FOLLOWERS, isFence, SHOP_ZONE } from '../../shop/migration/zones.ts';
import type { MigrationScenario } from './scenario.ts';

const PERCENTS = [5, 25, 50, 75, 100];
const NAMES = [
  'www.shop.test.',
  ...FOLLOWERS.filter(({ on }) => on === 'www.shop.test.').map(({ name }) => name),
];

/** How far a sample may be off: a name that followed and also had weights of its own would be further off. */
const TOLERANCE = 0.08;

/** Of `bin/shop.ts`, seconds: the first step's soak; and until a change is expected to be in sync. */
const FIRST_SOAK = 12 * 3600;
const PROPAGATION = 60;
/** Of `blog` and of `www`, once they are lowered. */
const CHAIN = 60 + 60;

/** `blog` is a CNAME to `www`, and both are moved; `m`, which nobody has configured, is an alias to it. */
export const namesThatLean: MigrationScenario = {
  of: 'migration',
  name: 'names-that-lean',
  about:
    'a moved name leads to another moved one: at each step it gets the same share, and each soak waits for the whole chain',
  when: async ({ onCall, meanwhile, scene }) => {
    const migration = await migrates(onCall);
    meanwhile('somebody outside', async (somebody) => {
      for (const percent of PERCENTS) {
        await somebody.until(`${percent} % to be served`, () => isServed(scene, percent) || undefined);
        await scene.sampler.sample(`${percent} %`, NAMES);
      }
    });
    await approves(onCall);
    await onCall.seesTheEndOf(migration);
  },
  checks: [...MIGRATED, sampledAlike(), soakWaitedForChain()],
};

function isServed({ engine }: Scene, percent: number): boolean {
  return engine
    .served(SHOP_ZONE)
    .records()
    .some((record) => isFence(record) && says(record, percent));
}

function says({ ResourceRecords = [] }: RecordSet, percent: number): boolean {
  return ResourceRecords.some(({ Value }) => Value.includes(`,phase=shift,weight=${percent},`));
}

function sampledAlike(): MigrationCheck {
  return {
    claim: `Over the wire, ${NAMES.join(' and ')} had the step's share of the cluster at each step`,
    contradictions: ({ scene: { sampler } }) => {
      const missing =
        sampler.samples.length === PERCENTS.length
          ? []
          : [`expected ${PERCENTS.length} samples, found ${sampler.samples.length}`];
      const off = sampler.samples.flatMap(({ when, shares }, step) =>
        [...shares].flatMap(([name, share]) =>
          Math.abs(share - (PERCENTS[step] ?? 0) / 100) <= TOLERANCE
            ? []
            : [`at ${when} ${name} had ${(share * 100).toFixed(1)} %`],
        ),
      );
      return [...missing, ...off];
    },
  };
}

function soakWaitedForChain(): MigrationCheck {
  const least = PROPAGATION + CHAIN + FIRST_SOAK;
  return {
    claim: 'The first soak began when the TTLs of blog and then of www had expired',
    contradictions: ({ scene: { engine } }) => {
      const [first, second] = PERCENTS.map((percent) =>
        engine
          .history(SHOP_ZONE)
          .find(({ after }) => after.some((record) => isFence(record) && says(record, percent))),
      );
      if (!first || !second) return ['fewer than two steps were made'];
      const took = (second.acceptedAt - first.acceptedAt) / 1000;
      return took >= least
        ? []
        : [`from ${PERCENTS[0]} to ${PERCENTS[1]} % took ${took} s, less than ${least} s`];
    },
  };
}
