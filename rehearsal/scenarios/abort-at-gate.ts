import { answersCome } from '../checks/answers.ts';
import { ended, firstRollBackBecauseOf, toldOnce } from '../checks/executions.ts';
import { fenceSays, legacyRecordsBack } from '../checks/zones.ts';
import type { Scenario } from './scenario.ts';

/** Asked for an approval, on call says no. */
export const abortAtGate: Scenario = {
  name: 'abort-at-gate',
  about: 'asked for the approval after half, on call aborts',
  when: async ({ onCall }) => {
    const migration = await onCall.migrates();
    await onCall.isTold(/decision needed/i);
    await onCall.waits(25);
    await onCall.decides({ decision: 'abort', reason: 'the sale begins tomorrow' });
    await onCall.seesTheEndOf(migration);
    await onCall.isTold(/rolled back/i);
  },
  checks: [
    ended('Migrate', { status: 'FAILED', error: 'Aborted' }),
    firstRollBackBecauseOf('migration'),
    ended('Decide', { status: 'SUCCEEDED' }),
    legacyRecordsBack,
    fenceSays('restored'),
    answersCome('legacy'),
    toldOnce('it was rolled back', /rolled back/i),
  ],
};
