import type { Person } from '../../../../rehearsal/people/person.ts';
import { lateStepper } from '../../../../rehearsal/scenarios/migration/late-stepper.ts';
import { legacyTooSmall } from '../../../../rehearsal/scenarios/migration/legacy-too-small.ts';
import type { MigrationScenario } from '../../../../rehearsal/scenarios/migration/scenario.ts';
import { secondStart } from '../../../../rehearsal/scenarios/migration/second-start.ts';
import { Missing, type Play, playableOn } from '../../../../rehearsal/scenarios/scenario.ts';
import type { Scene } from '../../../../rehearsal/scenes/migration/scene.ts';
import { foreseenShop } from '../../../support/shop.ts';

/** What on call does when everything that they wait for comes, and each step needs approval. */
async function doneIn(scenario: MigrationScenario): Promise<readonly string[]> {
  const shop = foreseenShop();
  const steps = shop.settings.steps.map((step) => ({ ...step, approval: true }));
  const estate = { ...shop, settings: { ...shop.settings, steps } };
  const playable = playableOn(scenario, estate);
  if (playable instanceof Missing) throw new Error(playable.what);
  const done: string[] = [];
  const onCall = new Proxy({} as Person, {
    get: (_, what: string) => (of: unknown) => {
      done.push(typeof of === 'string' ? `${what} ${of}` : what);
      return Promise.resolve({ body: '"hold": "05c6e7"' });
    },
  });
  const park = { arrived: true, release: () => {} };
  const play = {
    onCall,
    meanwhile: () => {},
    scene: { estate } as unknown as Scene,
    faults: { on: () => ({ park: () => park }) },
    chronicle: { add: () => {} },
  };
  await playable.when(play as unknown as Play<Scene>);
  return done;
}

it.each([
  [lateStepper, 'until ShiftWeight to be paused'],
  [secondStart, 'until 25 % of the traffic to be on the cluster'],
])('on call approves the first step before they wait for the second: $name', async (scenario, second) => {
  const done = await doneIn(scenario);
  expect(done.filter((each) => each === 'starts Decide')).toHaveLength(1);
  expect(done.indexOf('starts Decide')).toBeLessThan(done.indexOf(second));
});

it('on call approves after the later steps, too, once legacy is as large as before', async () => {
  const done = await doneIn(legacyTooSmall);
  expect(done.filter((each) => each === 'starts Decide')).toHaveLength(
    1 + foreseenShop().settings.steps.length,
  );
});
