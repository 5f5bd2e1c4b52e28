import { MIGRATED } from '../../checks/migration/outcomes.ts';
import { approvesUntil, migrates } from '../../people/migration/habits.ts';
import type { MigrationScenario } from './scenario.ts';

const WRITERS = ['LowerTtl', 'AdoptRecords', 'ShiftWeight', 'RetireLegacyRecords', 'CloseMigration'];

/** Route 53 makes the change, and the answer never arrives: the same batch sent again is refused. */
export const lostResponse: MigrationScenario = {
  of: 'migration',
  name: 'lost-response',
  about:
    'the answer to a write is lost, once for each state that writes: nothing is done twice, nothing stops',
  when: async ({ onCall, faults, scene }) => {
    for (const by of WRITERS) {
      faults.on({ service: 'route53', action: 'ChangeResourceRecordSets', by, nth: 1 }).loseResponse();
    }
    const migration = await migrates(onCall);
    await approvesUntil(onCall, scene);
    await onCall.seesTheEndOf(migration);
  },
  checks: [...MIGRATED],
};
