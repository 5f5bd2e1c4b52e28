import { ended, nobodyNotified } from '../../checks/executions.ts';
import { replaced } from '../../checks/masters/machines.ts';
import { replacementsEnded } from '../../checks/masters/replacements.ts';
import { seesReplaced } from '../../people/masters/habits.ts';
import { needing } from '../scenario.ts';
import { threeMasters } from './needs.ts';
import type { MastersScenario } from './scenario.ts';

/** The hardware of a master fails: EC2 still says that it runs, etcd knows better. No person acts. */
export const masterDies: MastersScenario = {
  of: 'masters',
  name: 'master-dies',
  about: 'the hardware of a master fails: the same member comes back on its volumes without help',
  ...needing(threeMasters, ([, b]) => ({
    when: async ({ onCall, scene }) => {
      await onCall.waits(3);
      scene.hand.failHardware(scene.instanceOf(b));
      await seesReplaced(onCall, scene, 1);
    },
    checks: [replacementsEnded(), replaced(b), ended('Decide'), nobodyNotified],
  })),
};
