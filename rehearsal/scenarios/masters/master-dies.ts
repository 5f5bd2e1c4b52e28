import { ended, nobodyTold } from '../../checks/executions.ts';
import { replaced } from '../../checks/masters/machines.ts';
import { replacementsEnded } from '../../checks/masters/replacements.ts';
import { seesReplaced } from '../../people/masters/habits.ts';
import type { MastersScenario } from './scenario.ts';

/** The hardware below a master fails: EC2 goes on to say that it runs, etcd knows better. Nobody is there. */
export const masterDies: MastersScenario = {
  of: 'masters',
  name: 'master-dies',
  about: 'the hardware of a master fails: the same member comes back on its volumes, nobody is needed',
  when: async ({ onCall, scene }) => {
    await onCall.waits(3);
    scene.hand.failHardware(scene.instanceOf('b'));
    await seesReplaced(onCall, scene, 1);
  },
  checks: [replacementsEnded(), replaced('b'), ended('Decide'), nobodyTold],
};
