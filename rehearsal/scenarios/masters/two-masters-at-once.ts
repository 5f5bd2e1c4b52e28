import { ended, nobodyNotified } from '../../checks/executions.ts';
import { replaced } from '../../checks/masters/machines.ts';
import { replacementsEnded } from '../../checks/masters/replacements.ts';
import { seesReplaced } from '../../people/masters/habits.ts';
import { needing } from '../scenario.ts';
import { onlyThreeMasters } from './needs.ts';
import type { MastersScenario } from './scenario.ts';

/** Auto Scaling terminates a master while another is dead, and later two that run: one of them waits each time. */
export const twoMastersAtOnce: MastersScenario = {
  of: 'masters',
  name: 'two-masters-at-once',
  about:
    'a master dies while Auto Scaling terminates another, then it terminates two: one waits until the other is back',
  ...needing(onlyThreeMasters, ([a, b, c]) => ({
    when: async ({ onCall, scene }) => {
      const [dead, doomed] = [scene.instanceOf(a), scene.instanceOf(b)];
      scene.hand.terminateByUser(dead);
      scene.hand.terminateInGroup(doomed);
      await seesReplaced(onCall, scene, 2);
      const both = [scene.instanceOf(a), scene.instanceOf(c)];
      for (const instance of both) scene.hand.terminateInGroup(instance);
      await seesReplaced(onCall, scene, 4);
    },
    checks: [replacementsEnded(), replaced(a, b, c), ended('Decide'), nobodyNotified],
  })),
};
