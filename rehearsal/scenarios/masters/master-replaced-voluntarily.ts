import { ended, notifiedTimes } from '../../checks/executions.ts';
import { replaced } from '../../checks/masters/machines.ts';
import { replacementsEnded } from '../../checks/masters/replacements.ts';
import { rollsMasters, seesReplaced } from '../../people/masters/habits.ts';
import { needing } from '../scenario.ts';
import { threeMasters } from './needs.ts';
import type { MastersScenario } from './scenario.ts';

/** Somebody wants another instance for one master, while all are healthy. */
export const masterReplacedVoluntarily: MastersScenario = {
  of: 'masters',
  name: 'master-replaced-voluntarily',
  about: 'somebody replaces one master: it is drained and released, and comes back on a new instance',
  ...needing(threeMasters, ([, , c], estate) => ({
    when: async ({ onCall, scene }) => {
      const roll = await rollsMasters(onCall, { groups: [estate.groupOf(c)] });
      await onCall.seesTheEndOf(roll);
      await seesReplaced(onCall, scene, 1);
    },
    checks: [
      ended('RollMasters', { status: 'SUCCEEDED' }),
      replacementsEnded(),
      replaced(c),
      ended('Decide'),
      notifiedTimes(1, 'the roll ended, and of nothing else', /./),
    ],
  })),
};
