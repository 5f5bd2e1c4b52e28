import { ended, replacementsEnded, toldOnce } from '../checks/executions.ts';
import { replaced } from '../checks/machines.ts';
import { page, seesReplaced } from '../people/masters-habits.ts';
import { groupOf } from '../shop/masters.ts';
import type { MastersScenario } from './scenario.ts';

/** The zone has no instance of that type to give; an hour later it has. */
export const noCapacity: MastersScenario = {
  of: 'masters',
  name: 'no-capacity',
  about:
    'a master dies and its zone has no capacity: on call is paged, capacity comes back, on call answers retry',
  when: async ({ onCall, scene }) => {
    scene.hand.troubleLaunches(groupOf('a'), 'no-capacity');
    scene.hand.terminateByUser(scene.instanceOf('a'));
    await onCall.isTold(page('NoCapacity'));
    await onCall.waits(35);
    scene.hand.easeLaunches(groupOf('a'));
    await onCall.answers({ decision: 'retry', reason: 'the zone has capacity again' });
    await seesReplaced(onCall, scene, 1);
  },
  checks: [
    replacementsEnded('NoCapacity'),
    ended('Decide', { status: 'SUCCEEDED' }),
    replaced('a'),
    toldOnce('there was no capacity', page('NoCapacity')),
  ],
};
