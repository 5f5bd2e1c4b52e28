import { ended, nobodyTold } from '../../checks/executions.ts';
import { replaced } from '../../checks/masters/machines.ts';
import { replacementsEnded } from '../../checks/masters/replacements.ts';
import { foundInTime } from '../../checks/masters/sweep.ts';
import { seesReplaced, seesSweep } from '../../people/masters/habits.ts';
import type { MastersScenario } from './scenario.ts';

/**
 * EventBridge delivers nothing, neither that a master goes nor that another comes: only the sweep can see it. Then it
 * delivers all but that another comes, right after a sweep: whoever verifies that one must see by itself that it waits.
 */
export const lostEvents: MastersScenario = {
  of: 'masters',
  name: 'lost-events',
  about:
    'a master dies and no event reports it: the sweep finds it; for another, no event reports that its replacement waits',
  when: async ({ onCall, scene, stage }) => {
    scene.hand.deliverEvents(() => []);
    await onCall.waits(3);
    scene.hand.terminateByUser(scene.instanceOf('a'));
    await seesReplaced(onCall, scene, 1);
    scene.hand.deliverEvents(({ detailType }) => (LAUNCHES.test(detailType) ? [] : [0]));
    await seesSweep(onCall, stage);
    scene.hand.terminateByUser(scene.instanceOf('b'));
    await seesReplaced(onCall, scene, 2);
  },
  checks: [foundInTime, replacementsEnded(), replaced('a', 'b'), ended('Decide'), nobodyTold],
};

const LAUNCHES = /^EC2 Instance-launch Lifecycle Action$/;
