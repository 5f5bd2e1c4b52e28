import { ended, notifiedTimes } from '../../checks/executions.ts';
import { replaced } from '../../checks/masters/machines.ts';
import { replacementsEnded } from '../../checks/masters/replacements.ts';
import { rollsMasters, seesHeld, seesReplaced } from '../../people/masters/habits.ts';
import { needing } from '../scenario.ts';
import { threeMasters } from './needs.ts';
import type { MastersScenario } from './scenario.ts';

/** The gate has allowed to terminate a master, it waits in its hook, and then another one dies. */
export const anotherGoesMeanwhile: MastersScenario = {
  of: 'masters',
  name: 'another-goes-meanwhile',
  about:
    'a master is terminated for a roll, and another dies before it is released from its hook: it waits until that one is back',
  ...needing(threeMasters, ([a, , c], estate) => ({
    when: async ({ onCall, scene }) => {
      const going = scene.instanceOf(c);
      const roll = await rollsMasters(onCall, { groups: [estate.groupOf(c)] });
      await seesHeld(onCall, scene, going);
      scene.hand.terminateByUser(scene.instanceOf(a));
      await onCall.seesTheEndOf(roll);
      await seesReplaced(onCall, scene, 2);
    },
    checks: [
      ended('RollMasters', { status: 'SUCCEEDED' }),
      replacementsEnded(),
      replaced(a, c),
      ended('Decide'),
      notifiedTimes(1, 'the roll ended, and of nothing else', /./),
    ],
  })),
};
