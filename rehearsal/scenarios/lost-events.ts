import { ended, nobodyTold, replacementsEnded } from '../checks/executions.ts';
import { replaced } from '../checks/machines.ts';
import { foundInTime } from '../checks/sweep.ts';
import { seesReplaced } from '../people/masters-habits.ts';
import type { MastersScenario } from './scenario.ts';

/** EventBridge delivers nothing, neither that a master goes nor that another comes: only the sweep can see it. */
export const lostEvents: MastersScenario = {
  of: 'masters',
  name: 'lost-events',
  about: 'a master dies and no event tells of it, nor of the one that comes: the sweep finds them',
  when: async ({ onCall, scene }) => {
    scene.hand.deliverEvents(() => []);
    await onCall.waits(3);
    scene.hand.terminateByUser(scene.instanceOf('a'));
    await seesReplaced(onCall, scene, 1);
  },
  checks: [foundInTime, replacementsEnded(), replaced('a'), ended('Decide'), nobodyTold],
};
