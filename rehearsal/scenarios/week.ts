import { answersCome } from '../checks/answers.ts';
import { transitionsOfSteps } from '../checks/budget.ts';
import { ended, toldOnce } from '../checks/executions.ts';
import { clusterRecordsThere, fenceSays } from '../checks/zones.ts';
import type { Scenario } from './scenario.ts';

/** The whole migration, as it should go. */
export const week: Scenario = {
  name: 'week',
  about: 'the whole migration: five steps, an approval after half, the drain, the end',
  when: async ({ onCall }) => {
    const migration = await onCall.migrates();
    await onCall.isTold(/decision needed/i);
    await onCall.waits(40);
    await onCall.decides({ decision: 'promote', reason: 'error rate and latency are as before' });
    await onCall.seesTheEndOf(migration);
  },
  checks: [
    ended('Migrate', { status: 'SUCCEEDED' }),
    ended('RollBack'),
    ended('Decide', { status: 'SUCCEEDED' }),
    clusterRecordsThere,
    fenceSays('closed'),
    answersCome('cluster'),
    transitionsOfSteps(5),
    toldOnce('a decision was needed', /decision needed/i),
    toldOnce('the migration was closed', /closed/i),
  ],
};
