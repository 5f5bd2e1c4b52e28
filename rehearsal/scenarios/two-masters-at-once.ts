import { ended, nobodyTold, replacementsEnded } from '../checks/executions.ts';
import { replaced } from '../checks/machines.ts';
import { seesReplaced } from '../people/masters-habits.ts';
import type { MastersScenario } from './scenario.ts';

/** One master is dead, and at the same moment Auto Scaling is told to terminate another: it is held until the first is back. */
export const twoMastersAtOnce: MastersScenario = {
  of: 'masters',
  name: 'two-masters-at-once',
  about: 'a master dies while Auto Scaling takes down another: that one is held until the first is back',
  when: async ({ onCall, scene }) => {
    const [dead, doomed] = [scene.instanceOf('a'), scene.instanceOf('b')];
    scene.hand.terminateByUser(dead);
    scene.hand.terminateInGroup(doomed);
    await seesReplaced(onCall, scene, 2);
  },
  checks: [replacementsEnded(), replaced('a', 'b'), ended('Decide'), nobodyTold],
};
