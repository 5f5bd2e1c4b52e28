import { ended, notifiedOnce } from '../../checks/executions.ts';
import { MIGRATED } from '../../checks/migration/outcomes.ts';
import { heldAt } from '../../checks/migration/zones.ts';
import { approvalsBefore } from '../../estate/migration/steps.ts';
import {
  approvesUntil,
  CLOSED,
  DECISION_NEEDED,
  decides,
  holdIn,
  migrates,
} from '../../people/migration/habits.ts';
import { between } from '../../world/failures.ts';
import { STEADY } from '../../world/load-balancer.ts';
import { HOUR } from '../../world/minutes.ts';
import { needing } from '../scenario.ts';
import { aComparedStep } from './compared-needs.ts';
import type { MigrationScenario } from './scenario.ts';

const BAD = { ...STEADY, failing: 0.034 };
/** From before the soak's end until on call has looked. */
const BEFORE = 2 * HOUR;
const AFTER = HOUR;

/** What both sides need fails, a database: a rollback would not help, and a step would go into an outage. */
export const bothBad: MigrationScenario = {
  of: 'migration',
  name: 'both-bad',
  about:
    'both sides fail alike in the first soak: nothing is rolled back, the soak is held, and the migration continues once both are healthy again',
  ...needing(aComparedStep(BAD), (first, { settings }) => {
    const outage = (start: number) => {
      const end = start + first.soakSeconds * 1000;
      return between(Math.max(start, end - BEFORE), end + AFTER, BAD);
    };
    const decisions = approvalsBefore(settings) + 1;
    return {
      given: { legacy: outage, cluster: outage },
      when: async ({ onCall, scene }) => {
        const migration = await migrates(onCall);
        const hold = holdIn(await onCall.isNotified(DECISION_NEEDED));
        await onCall.waits(3 * 60);
        await decides(onCall, { decision: 'extend', hold, reason: 'the database is healthy again' });
        await approvesUntil(onCall, scene);
        await onCall.seesTheEndOf(migration);
      },
      checks: [
        ended('Decide', ...Array.from({ length: decisions }, () => ({ status: 'SUCCEEDED' as const }))),
        heldAt(first.percent, first.soakSeconds * 1000 + 3 * HOUR),
        ...MIGRATED,
        notifiedOnce('the migration was closed', CLOSED),
      ],
    };
  }),
};
