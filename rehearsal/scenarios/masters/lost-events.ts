import { ended, nobodyNotified } from '../../checks/executions.ts';
import { replaced } from '../../checks/masters/machines.ts';
import { replacementsEnded } from '../../checks/masters/replacements.ts';
import { foundInTime } from '../../checks/masters/sweep.ts';
import { seesReplaced, seesSweep } from '../../people/masters/habits.ts';
import { needing } from '../scenario.ts';
import { threeMasters } from './needs.ts';
import type { MastersScenario } from './scenario.ts';

/**
 * First EventBridge delivers no event: only the sweep can see that a master is terminated and another one launched. Then,
 * right after a sweep, it delivers all but the launch: VerifyMaster must notice that the replacement waits in its hook.
 */
export const lostEvents: MastersScenario = {
  of: 'masters',
  name: 'lost-events',
  about:
    'a master dies and no event reports it: the sweep finds it; for another, no event reports that its replacement waits',
  ...needing(threeMasters, ([a, b]) => ({
    when: async ({ onCall, scene, stage }) => {
      scene.hand.deliverEvents(() => []);
      await onCall.waits(3);
      scene.hand.terminateByUser(scene.instanceOf(a));
      await seesReplaced(onCall, scene, 1);
      scene.hand.deliverEvents(({ detailType }) => (LAUNCHES.test(detailType) ? [] : [0]));
      await seesSweep(onCall, stage);
      scene.hand.terminateByUser(scene.instanceOf(b));
      await seesReplaced(onCall, scene, 2);
    },
    checks: [foundInTime, replacementsEnded(), replaced(a, b), ended('Decide'), nobodyNotified],
  })),
};

const LAUNCHES = /^EC2 Instance-launch Lifecycle Action$/;
