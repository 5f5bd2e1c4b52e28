import { ended, nobodyNotified } from '../../checks/executions.ts';
import { replaced } from '../../checks/masters/machines.ts';
import { takenUpInTime } from '../../checks/masters/sweep.ts';
import { seesReplaced } from '../../people/masters/habits.ts';
import { needing } from '../scenario.ts';
import { threeMasters } from './needs.ts';
import type { MastersScenario } from './scenario.ts';

/** The execution is stopped, once while the master drains, and once when its replacement is there. */
export const crashedMachine: MastersScenario = {
  of: 'masters',
  name: 'crashed-machine',
  about: 'somebody stops the execution that replaces a master, twice: the sweep continues it each time',
  ...needing(threeMasters, ([, b]) => ({
    when: async ({ onCall, scene }) => {
      await onCall.waits(3);
      scene.hand.terminateInGroup(scene.instanceOf(b));
      for (const state of ['Pause', 'Settle']) {
        const { executionArn } = await onCall.sees('ReplaceMaster', state);
        await onCall.stops(executionArn, 'somebody took it for another');
      }
      await seesReplaced(onCall, scene, 1);
    },
    checks: [
      ended(
        'ReplaceMaster',
        { status: 'ABORTED', in: 'Pause' },
        { status: 'ABORTED', in: 'Settle' },
        { status: 'SUCCEEDED' },
      ),
      takenUpInTime,
      replaced(b),
      ended('Decide'),
      nobodyNotified,
    ],
  })),
};
