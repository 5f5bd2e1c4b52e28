import { ended } from '../../checks/executions.ts';
import { BACK_ON_LEGACY } from '../../checks/migration/outcomes.ts';
import { reached, restoredOnce } from '../../checks/migration/zones.ts';
import { soakOf } from '../../estate/migration/steps.ts';
import { approvesUntil, migrates, ROLLED_BACK, seesShare } from '../../people/migration/habits.ts';
import { all, needing } from '../scenario.ts';
import { aWeightedName, plain, theFirstStep, theSecondStep } from './needs.ts';
import type { MigrationScenario } from './scenario.ts';

/** Every wrong input while a migration runs; then the simplest way to end it. */
export const secondStart: MigrationScenario = {
  of: 'migration',
  name: 'second-start',
  about: 'wrong inputs and a second start disturb nothing; StopExecution in the console rolls back',
  ...needing(
    all({ first: theFirstStep, second: theSecondStep, at: aWeightedName }),
    ({ first, second, at }) => ({
      when: async ({ onCall, scene }) => {
        const migration = await migrates(onCall);
        await onCall.sees('Migrate', soakOf(first));
        await onCall.waits(60);
        for (const input of [
          { zone: 'Z0SOMEBODYELSE', records: [plain(at)] },
          { startAtPercent: first.percent },
          { note: 'is it running?' },
        ]) {
          await onCall.seesTheEndOf(await migrates(onCall, input));
          await onCall.waits(5);
        }
        await approvesUntil(onCall, scene, second);
        await seesShare(onCall, scene, second.percent);
        await onCall.waits(60);
        await onCall.stops(migration, 'we need the names back');
        await onCall.isNotified(ROLLED_BACK);
      },
      checks: [
        ended(
          'Migrate',
          { status: 'ABORTED' },
          { status: 'FAILED', error: 'InvalidInput' },
          { status: 'FAILED', error: 'InvalidInput' },
          { status: 'FAILED' },
        ),
        reached(second.percent),
        restoredOnce,
        ...BACK_ON_LEGACY,
      ],
    }),
  ),
};
