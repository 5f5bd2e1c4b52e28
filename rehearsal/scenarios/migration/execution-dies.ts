import { ended, notifiedOnce } from '../../checks/executions.ts';
import { restoredSoonAfter } from '../../checks/migration/budget.ts';
import { watchEnded } from '../../checks/migration/calls.ts';
import { BACK_ON_LEGACY } from '../../checks/migration/outcomes.ts';
import { firstRollBackBecauseOf } from '../../checks/migration/roll-backs.ts';
import { soakOf } from '../../estate/migration/steps.ts';
import { migrates, ROLLED_BACK } from '../../people/migration/habits.ts';
import { MINUTE } from '../../world/minutes.ts';
import { needing } from '../scenario.ts';
import { theFirstStep } from './needs.ts';
import { ruleOf } from './rule-disabled.ts';
import type { MigrationScenario } from './scenario.ts';

/** So long the execution's own event has for starting RollBack; then Watch looks within a minute, and needs some seconds. */
const GRACE = 5 * MINUTE;
const LOOKS = 2 * MINUTE;

/** The execution is gone, and so is the event that should have said so. */
export const executionDies: MigrationScenario = {
  of: 'migration',
  name: 'execution-dies',
  about: 'the execution of Migrate ends during a soak, and its event is lost: Watch rolls back after a while',
  ...needing(theFirstStep, (first) => {
    let died = Number.NaN;
    return {
      when: async ({ onCall, scene, stage }) => {
        const migration = await migrates(onCall);
        await onCall.sees('Migrate', soakOf(first));
        await onCall.disablesRule(ruleOf(stage, 'MigrationEnded'));
        await onCall.waits(60);
        died = scene.now() - scene.start;
        await onCall.stops(migration, 'somebody has deleted the wrong execution');
        await onCall.isNotified(ROLLED_BACK);
        await onCall.waits(2);
        await onCall.enablesRule(ruleOf(stage, 'MigrationEnded'));
      },
      checks: [
        ended('Migrate', { status: 'ABORTED' }),
        firstRollBackBecauseOf('watch'),
        restoredSoonAfter(() => died + GRACE, LOOKS),
        ...BACK_ON_LEGACY,
        notifiedOnce('it was rolled back', ROLLED_BACK),
        watchEnded,
      ],
    };
  }),
};
