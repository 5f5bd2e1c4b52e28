import { ended, notifiedOnce, notifiedTimes } from '../../checks/executions.ts';
import { BACK_ON_LEGACY } from '../../checks/migration/outcomes.ts';
import { stayedAt } from '../../checks/migration/zones.ts';
import { soakOf } from '../../estate/migration/steps.ts';
import { migrates, ROLLED_BACK } from '../../people/migration/habits.ts';
import type { Person } from '../../people/person.ts';
import { HOUR, MINUTE } from '../../world/minutes.ts';
import { needing } from '../scenario.ts';
import { theFirstStep } from './needs.ts';
import { ruleOf } from './rule-disabled.ts';
import type { MigrationScenario } from './scenario.ts';

/** What the rule of a configured `preflight.repeatDaily` starts, which most leave out. */
const DAILY = { dryRun: true, notify: 'changes' };

/** From there on the journal can't be read for an hour, so that the dry run after the fourth wait breaks. */
const JOURNAL_AWAY = 4 * HOUR - 10 * MINUTE;

/** Day by day: nothing to say, something blocks, still, no more; it breaks; the migration begins; it is rolled back. */
export const dailyPreflight: MigrationScenario = {
  of: 'migration',
  name: 'daily-preflight',
  about:
    'a dry run is repeated each day until the migration begins, and notifies of changes, and if it breaks',
  ...needing(theFirstStep, (first) => ({
    when: async ({ onCall, stage, faults, scene: { start } }) => {
      const from = start + JOURNAL_AWAY;
      faults.on({ service: 'dynamodb', by: 'ValidateInput', from, until: from + HOUR }).fail(500);
      // The first has nothing to be compared with.
      await onCall.seesTheEndOf(await migrates(onCall, { dryRun: true }));
      await repeats(onCall);
      const rule = ruleOf(stage, 'Alarms');
      await onCall.disablesRule(rule);
      await repeats(onCall);
      await repeats(onCall);
      await onCall.enablesRule(rule);
      await repeats(onCall);
      await repeats(onCall);
      const migration = await migrates(onCall);
      await onCall.sees('Migrate', soakOf(first));
      await repeats(onCall);
      await onCall.stops(migration, 'we need the names back');
      await onCall.isNotified(ROLLED_BACK);
      await onCall.seesAllAtRest();
      await repeats(onCall);
    },
    checks: [
      ended(
        'Migrate',
        { status: 'SUCCEEDED', in: 'PlanReady' },
        { status: 'SUCCEEDED', in: 'PreflightRepeated' },
        { status: 'SUCCEEDED', in: 'PreflightRepeated' },
        { status: 'SUCCEEDED', in: 'PreflightRepeated' },
        { status: 'SUCCEEDED', in: 'PreflightRepeated' },
        { status: 'FAILED', in: 'PreflightFailed' },
        { status: 'ABORTED' },
        { status: 'SUCCEEDED', in: 'AlreadyBegun' },
        { status: 'SUCCEEDED', in: 'PreflightRepeated' },
      ),
      notifiedTimes(1, 'something blocks', /preflight has changed, 1 new, 0 gone/),
      notifiedTimes(1, 'it no longer does', /preflight has changed, 0 new, 1 gone/),
      notifiedTimes(2, 'preflight has changed', /preflight has changed/),
      notifiedOnce('a repeated dry run has failed', /the repeated dry run has failed/),
      stayedAt(first.percent),
      ...BACK_ON_LEGACY,
    ],
  })),
};

/** The dry run of a day, and an hour in place of the rest of it: a rehearsal need not last a week. */
async function repeats(onCall: Person): Promise<void> {
  await onCall.seesTheEndOf(await migrates(onCall, DAILY));
  await onCall.waits(60);
}
