import { answersCome } from '../checks/answers.ts';
import { someCallsThrottled } from '../checks/calls.ts';
import { ended } from '../checks/executions.ts';
import { clusterRecordsThere, fenceSays } from '../checks/zones.ts';
import type { Scenario } from './scenario.ts';

/** Route 53 takes five requests a second from the whole account, and somebody else makes half of them. */
export const throttled: Scenario = {
  name: 'throttled',
  about: 'somebody else uses half of the five requests a second that Route 53 takes',
  given: { foreignRate: 2.5 },
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
    someCallsThrottled,
    clusterRecordsThere,
    fenceSays('closed'),
    answersCome('cluster'),
  ],
};
