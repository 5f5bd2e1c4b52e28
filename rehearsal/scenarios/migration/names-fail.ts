import { decided } from '../../checks/executions.ts';
import { onlyNamesFired } from '../../checks/migration/names-probed.ts';
import { BACK_BY_ALARM } from '../../checks/migration/outcomes.ts';
import { firstStep, soakOf } from '../../estate/migration/steps.ts';
import { migrates, ROLLED_BACK } from '../../people/migration/habits.ts';
import { STEADY } from '../../world/load-balancer.ts';
import { HOUR, MINUTE, minuteOf } from '../../world/minutes.ts';
import { Missing, needing } from '../scenario.ts';
import type { MigrationScenario } from './scenario.ts';

/** Every request gets a 5xx, and each connection ends well: the load balancer counts nothing of it. */
const BAD = { ...STEADY, failing: 1 };

/** Behind a network load balancer the cluster answers with errors. Nobody sees them but who asks for the names. */
export const namesFail: MigrationScenario = {
  of: 'migration',
  name: 'names-fail',
  about:
    'behind a network load balancer, which counts no answers, the cluster answers with 5xx: a function that asks for the names has it rolled back',
  ...needing(
    ({ settings }) =>
      settings.nameProbe
        ? firstStep(settings)
        : new Missing('alarms that the stack makes for a network load balancer (`alarms: { make: true }`)'),
    (first) => ({
      when: async ({ onCall, meanwhile, scene }) => {
        const migration = await migrates(onCall);
        meanwhile('the cluster', async (cluster) => {
          await cluster.sees('Migrate', soakOf(first));
          await cluster.waits(5);
          const from = minuteOf(scene.now()) + MINUTE;
          scene.trouble.add({ from, until: from + HOUR, ...BAD });
        });
        await onCall.seesTheEndOf(migration);
        await onCall.isNotified(ROLLED_BACK);
      },
      checks: [decided(0), onlyNamesFired, ...BACK_BY_ALARM],
    }),
  ),
};
