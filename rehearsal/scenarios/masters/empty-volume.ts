import { ended, nobodyNotified } from '../../checks/executions.ts';
import { replaced } from '../../checks/masters/machines.ts';
import { replacementsEnded } from '../../checks/masters/replacements.ts';
import { seesReplaced } from '../../people/masters/habits.ts';
import { needing } from '../scenario.ts';
import { threeMasters } from './needs.ts';
import type { MastersScenario } from './scenario.ts';

/** The volume of a dead master is lost, and an empty one made in its place: from kops 1.36 on etcd-manager fills it. */
export const emptyVolume: MastersScenario = {
  of: 'masters',
  name: 'empty-volume',
  about:
    "kops 1.36 or newer, with kopsVersion configured: a dead master's volume is lost, and etcd-manager fills the new one without help",
  ...needing(threeMasters, ([, , c], estate) => ({
    // Longer than a member has to join on a volume of its own.
    given: { timing: { fill: [25 * 60, 28 * 60] } },
    when: async ({ onCall, scene }) => {
      // Nothing takes the volume before it is replaced.
      scene.hand.troubleLaunches(estate.groupOf(c), 'no-capacity');
      scene.hand.terminateByUser(scene.instanceOf(c));
      await onCall.waits(5);
      scene.hand.replaceVolume(scene.volumeOf('main', c));
      scene.hand.easeLaunches(estate.groupOf(c));
      await seesReplaced(onCall, scene, 1);
    },
    checks: [replacementsEnded(), replaced(c), ended('Decide'), nobodyNotified],
  })),
};
