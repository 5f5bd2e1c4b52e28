import { answersCome } from '../checks/answers.ts';
import { rolledBackInTime } from '../checks/budget.ts';
import { ended, firstRollBackBecauseOf, toldOnce } from '../checks/executions.ts';
import { fenceSays, legacyRecordsBack } from '../checks/zones.ts';
import { failingBetween } from '../world/load-balancer.ts';
import { HOUR } from '../world/minutes.ts';
import type { Scenario } from './scenario.ts';

/** Half of the traffic is on the cluster when it begins to fail. Nobody is there; everything goes back by itself. */
export const alarmAtHalf: Scenario = {
  name: 'alarm-at-half',
  about: 'the cluster fails while it has half of the traffic: EventBridge rolls back, nobody is needed',
  given: { cluster: (start) => failingBetween(start + 54 * HOUR, start + 57 * HOUR, 0.2) },
  when: async ({ onCall }) => {
    const migration = await onCall.migrates();
    await onCall.seesTheEndOf(migration);
    await onCall.isTold(/rolled back/i);
  },
  checks: [
    ended('Migrate', { status: 'ABORTED' }),
    firstRollBackBecauseOf('alarm'),
    rolledBackInTime,
    ended('Decide'),
    legacyRecordsBack,
    fenceSays('restored'),
    answersCome('legacy'),
    toldOnce('it was rolled back', /rolled back/i),
  ],
};
