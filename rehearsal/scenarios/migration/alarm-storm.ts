import { notifiedOfAll } from '../../checks/executions.ts';
import { reportedOnce } from '../../checks/migration/calls.ts';
import { BACK_BY_ALARM } from '../../checks/migration/outcomes.ts';
import { rolledBackByOne } from '../../checks/migration/roll-backs.ts';
import { restoredOnce } from '../../checks/migration/zones.ts';
import { migrates, ROLLED_BACK } from '../../people/migration/habits.ts';
import { failingBetween } from '../../world/load-balancer.ts';
import { HOUR, minuteOf } from '../../world/minutes.ts';
import type { MigrationScenario } from './scenario.ts';

const ALARMS = [
  'shop-cluster-5xx',
  'shop-cluster-latency',
  'shop-cluster-worst-latency',
  'shop-checkout-5xx',
  'shop-checkout-latency',
];

/** Everything fails at once, as it does: each alarm starts a rollback, and so does the end of the migration. */
export const alarmStorm: MigrationScenario = {
  of: 'migration',
  name: 'alarm-storm',
  about:
    'the cluster fails so badly that five alarms fire within a minute: one rollback, one message, one report',
  given: {
    // So badly that all alarms fire even at the quietest hour; from the beginning of a minute, so that the same datapoints are
    // bad for each.
    cluster: (start) => failingBetween(minuteOf(start) + 54 * HOUR, start + 57 * HOUR, 0.98, 8),
  },
  when: async ({ onCall }) => {
    const migration = await migrates(onCall);
    await onCall.seesTheEndOf(migration);
    await onCall.isNotified(ROLLED_BACK);
  },
  checks: [
    ...BACK_BY_ALARM,
    rolledBackByOne({ joined: ALARMS.length }),
    restoredOnce,
    reportedOnce,
    notifiedOfAll(ROLLED_BACK, ALARMS),
  ],
};
