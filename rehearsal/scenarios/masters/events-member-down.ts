import { ended, notifiedOnce } from '../../checks/executions.ts';
import { replaced } from '../../checks/masters/machines.ts';
import { replacementsEnded } from '../../checks/masters/replacements.ts';
import { seesHeld, seesReplaced } from '../../people/masters/habits.ts';
import { needing } from '../scenario.ts';
import { threeMasters } from './needs.ts';
import type { MastersScenario } from './scenario.ts';

const HELD = /: QuorumAtRisk: .* waits in its hook/;

/** `main` is healthy everywhere, `events` is not; there is also cilium's etcd, which no API server reports. */
export const eventsMemberDown: MastersScenario = {
  of: 'masters',
  name: 'events-member-down',
  about:
    "one master's etcd for events is down while another master is terminated: that one waits until it is back",
  patches: ['etcd-of-cilium'],
  ...needing(threeMasters, ([a, b]) => ({
    when: async ({ onCall, scene }) => {
      await scene.stopEtcd('events', b);
      const doomed = scene.instanceOf(a);
      scene.hand.terminateInGroup(doomed);
      await seesHeld(onCall, scene, doomed);
      await onCall.isNotified(HELD);
      await onCall.waits(20);
      await scene.startEtcd('events', b);
      await seesReplaced(onCall, scene, 1);
    },
    checks: [replacementsEnded(), replaced(a), ended('Decide'), notifiedOnce('a master waits', HELD)],
  })),
};
