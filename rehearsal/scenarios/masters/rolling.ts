import { ended, notifiedOfAll, notifiedTimes } from '../../checks/executions.ts';
import { mastersDashboardShown, mastersQueriesAnswered } from '../../checks/masters/dashboard.ts';
import { oneAtATime, replaced } from '../../checks/masters/machines.ts';
import { replacementsEnded } from '../../checks/masters/replacements.ts';
import { rollsMasters, seesReplaced } from '../../people/masters/habits.ts';
import { needing } from '../scenario.ts';
import { onlyThreeMasters } from './needs.ts';
import type { MastersScenario } from './scenario.ts';

/** Every master gets another instance, one after the other. */
export const rolling: MastersScenario = {
  of: 'masters',
  name: 'rolling',
  about:
    'after a dry run, every master is replaced, one after the other, each a healthy member again before the next',
  ...needing(onlyThreeMasters, ([a, b, c], estate) => ({
    when: async ({ onCall, scene }) => {
      await onCall.seesTheEndOf(await rollsMasters(onCall, { dryRun: true }));
      const roll = await rollsMasters(onCall);
      await onCall.seesTheEndOf(roll);
      await seesReplaced(onCall, scene, 3);
    },
    checks: [
      ended(
        'RollMasters',
        { status: 'SUCCEEDED', in: 'MastersLookedAt' },
        { status: 'SUCCEEDED', in: 'MastersRolled' },
      ),
      replacementsEnded(),
      oneAtATime,
      replaced(a, b, c),
      ended('Decide'),
      mastersDashboardShown,
      mastersQueriesAnswered,
      notifiedTimes(1, 'the roll ended, and of nothing else', /./),
      notifiedOfAll(/MastersRolled/, [...[a, b, c].map(estate.zoneOf), 'replaced from']),
    ],
  })),
};
