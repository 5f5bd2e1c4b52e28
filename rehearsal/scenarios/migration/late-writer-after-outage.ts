import { ended, notifiedOnce } from '../../checks/executions.ts';
import { restoredSoonAfter } from '../../checks/migration/budget.ts';
import { refusedWrite } from '../../checks/migration/calls.ts';
import { BACK_ON_LEGACY } from '../../checks/migration/outcomes.ts';
import { soakOf } from '../../estate/migration/steps.ts';
import { migrates, ROLL_BACK_OWED, ROLLED_BACK, rollsBack } from '../../people/migration/habits.ts';
import { HOUR, MINUTE } from '../../world/minutes.ts';
import { all, needing } from '../scenario.ts';
import { pausesShiftWeight } from './late-stepper.ts';
import { theFirstStep, theSecondStep } from './needs.ts';
import type { MigrationScenario } from './scenario.ts';

const OUTAGE = HOUR;

/** As in October 2025: what was decided before an outage is written after it. */
export const lateWriterAfterOutage: MigrationScenario = {
  of: 'migration',
  name: 'late-writer-after-outage',
  about:
    'Route 53’s API is away for an hour, a rollback waits for it, and a writer with an old plan comes after both: it changes nothing',
  ...needing(all({ first: theFirstStep, second: theSecondStep }), ({ first, second }) => {
    let recovers = Number.NaN;
    return {
      when: async ({ onCall, faults, scene, chronicle }) => {
        const migration = await migrates(onCall);
        await onCall.sees('Migrate', soakOf(first));
        const paused = await pausesShiftWeight({ onCall, faults, scene }, second);
        chronicle.add('note', 'ShiftWeight is paused before its write, and Route 53’s API goes away');
        const from = scene.now();
        recovers = from + OUTAGE - scene.start;
        faults.on({ service: 'route53', from, until: from + OUTAGE }).fail(503);
        await rollsBack(onCall, { reason: 'the API is away, and nobody knows for how long' });
        await onCall.isNotified(ROLL_BACK_OWED);
        await onCall.seesTheEndOf(migration);
        await onCall.isNotified(ROLLED_BACK);
        chronicle.add('note', 'ShiftWeight continues');
        paused.release();
      },
      checks: [
        ended('Migrate', { status: 'ABORTED' }),
        refusedWrite('ShiftWeight'),
        restoredSoonAfter(() => recovers, 6 * MINUTE),
        ...BACK_ON_LEGACY,
        notifiedOnce('it was rolled back', ROLLED_BACK),
      ],
    };
  }),
};
