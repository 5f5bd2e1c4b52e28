import { answersCome } from '../checks/answers.ts';
import { rolledBackInTime } from '../checks/budget.ts';
import { ended, firstRollBackBecauseOf, toldOnce } from '../checks/executions.ts';
import { fenceSays, legacyRecordsBack } from '../checks/zones.ts';
import { failingBetween } from '../world/load-balancer.ts';
import { HOUR } from '../world/minutes.ts';
import type { Scenario } from './scenario.ts';

/** Legacy's records are gone, legacy is still there: the way back is still open. */
export const alarmWhileDraining: Scenario = {
  name: 'alarm-while-draining',
  about: "the cluster fails when legacy's records are gone already: rolled back out of the drain",
  given: { cluster: (start) => failingBetween(start + 190 * HOUR, start + 194 * HOUR, 0.2) },
  when: async ({ onCall }) => {
    const migration = await onCall.migrates();
    await onCall.isTold(/decision needed/i);
    await onCall.waits(40);
    await onCall.decides({ decision: 'promote', reason: 'error rate and latency are as before' });
    await onCall.sees('Migrate', 'WaitForDrain');
    await onCall.seesTheEndOf(migration);
    await onCall.isTold(/rolled back/i);
  },
  checks: [
    ended('Migrate', { status: 'ABORTED' }),
    firstRollBackBecauseOf('alarm'),
    rolledBackInTime,
    ended('Decide', { status: 'SUCCEEDED' }),
    legacyRecordsBack,
    fenceSays('restored'),
    answersCome('legacy'),
    toldOnce('it was rolled back', /rolled back/i),
  ],
};
