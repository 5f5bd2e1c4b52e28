import { ended, nobodyNotified } from '../../checks/executions.ts';
import { settledBetween } from '../../checks/masters/etcd.ts';
import { replaced } from '../../checks/masters/machines.ts';
import { replacementsEnded } from '../../checks/masters/replacements.ts';
import { seesReplaced } from '../../people/masters/habits.ts';
import type { MastersScenario } from './scenario.ts';

/** Two zones have two groups each, whose replacements take whichever of their zone's volumes are free. */
export const fiveInThreeZones: MastersScenario = {
  of: 'masters',
  name: 'five-in-three-zones',
  about:
    'two of five masters share a zone: one dies, then both at once, then one dies while Auto Scaling terminates the other',
  patches: ['five-in-three-zones'],
  when: async ({ onCall, scene }) => {
    scene.hand.terminateByUser(scene.instanceOf('a-2'));
    await seesReplaced(onCall, scene, 1);
    for (const member of ['b-1', 'b-2']) scene.hand.terminateByUser(scene.instanceOf(member));
    await seesReplaced(onCall, scene, 3);
    const doomed = scene.instanceOf('a-1');
    scene.hand.terminateByUser(scene.instanceOf('a-2'));
    scene.hand.terminateInGroup(doomed);
    await seesReplaced(onCall, scene, 5);
  },
  checks: [
    replacementsEnded(),
    replaced('a-1', 'a-2', 'b-1', 'b-2'),
    settledBetween,
    ended('Decide'),
    nobodyNotified,
  ],
};
