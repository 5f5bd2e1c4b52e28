import { ended, notifiedOnce } from '../../checks/executions.ts';
import { replaced } from '../../checks/masters/machines.ts';
import { replacementsEnded } from '../../checks/masters/replacements.ts';
import { answers, page, seesReplaced } from '../../people/masters/habits.ts';
import { needing } from '../scenario.ts';
import { threeMasters } from './needs.ts';
import type { MastersScenario } from './scenario.ts';

/** The zone has no capacity for that instance type; half an hour later it has. */
export const noCapacity: MastersScenario = {
  of: 'masters',
  name: 'no-capacity',
  about:
    'a master dies and its zone has no capacity: the person on call is paged, and answers retry when capacity is back',
  ...needing(threeMasters, ([a], estate) => ({
    when: async ({ onCall, scene }) => {
      scene.hand.troubleLaunches(estate.groupOf(a), 'no-capacity');
      scene.hand.terminateByUser(scene.instanceOf(a));
      await onCall.isNotified(page('NoCapacity'));
      await onCall.waits(35);
      scene.hand.easeLaunches(estate.groupOf(a));
      await answers(onCall, { decision: 'retry', reason: 'the zone has capacity again' });
      await seesReplaced(onCall, scene, 1);
    },
    checks: [
      replacementsEnded('NoCapacity'),
      ended('Decide', { status: 'SUCCEEDED' }),
      replaced(a),
      notifiedOnce('there was no capacity', page('NoCapacity')),
    ],
  })),
};
