import { ended } from '../../checks/executions.ts';
import { NOT_BEGUN } from '../../checks/migration/outcomes.ts';
import { migrates } from '../../people/migration/habits.ts';
import { between } from '../../world/failures.ts';
import { SLOW } from '../../world/load-balancer.ts';
import { HOUR } from '../../world/minutes.ts';
import { needing } from '../scenario.ts';
import { anAlarmBeforeStart } from './alarm-needs.ts';
import type { MigrationScenario } from './scenario.ts';

const BAD = { failing: 0.5, latencySeconds: SLOW };
/** Requests a minute. */
const TESTERS = 200;

/** Testers have made the cluster's alarm fire before the migration begins: an alarm that already fires sends no event. */
export const alarmBeforeStart: MigrationScenario = {
  of: 'migration',
  name: 'alarm-before-start',
  about: 'an alarm already fires when the migration is started: it does not begin',
  ...needing(anAlarmBeforeStart(BAD, TESTERS), ({ health }) => ({
    given: {
      testersPerMinute: TESTERS,
      cluster: (start) => between(start - 2 * HOUR, start + 2 * HOUR, health),
    },
    when: async ({ onCall }) => {
      const migration = await migrates(onCall);
      await onCall.seesTheEndOf(migration);
    },
    checks: [...NOT_BEGUN, ended('Decide')],
  })),
};
