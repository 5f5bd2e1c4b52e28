import { answersCome } from '../checks/answers.ts';
import { ended } from '../checks/executions.ts';
import { clusterRecordsThere, fenceSays } from '../checks/zones.ts';
import type { Scenario } from './scenario.ts';

const WRITERS = ['LowerTtl', 'AdoptRecords', 'ShiftWeight', 'RetireLegacyRecords', 'CloseMigration'];

/** Route 53 makes the change, and the answer never arrives: the same batch sent again is refused. */
export const lostResponse: Scenario = {
  name: 'lost-response',
  about:
    'the answer to a write is lost, once for each state that writes: nothing is done twice, nothing stops',
  when: async ({ onCall, faults }) => {
    for (const by of WRITERS) {
      faults.on({ service: 'route53', action: 'ChangeResourceRecordSets', by, nth: 1 }).loseResponse();
    }
    const migration = await onCall.migrates();
    await onCall.isTold(/decision needed/i);
    await onCall.waits(40);
    await onCall.decides({ decision: 'promote', reason: 'error rate and latency are as before' });
    await onCall.seesTheEndOf(migration);
  },
  checks: [
    ended('Migrate', { status: 'SUCCEEDED' }),
    ended('RollBack'),
    clusterRecordsThere,
    fenceSays('closed'),
    answersCome('cluster'),
  ],
};
