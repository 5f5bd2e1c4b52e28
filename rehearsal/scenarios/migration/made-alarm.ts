import { BACK_BY_ALARM } from '../../checks/migration/outcomes.ts';
import { isMadeAlarm, startedByMadeAlarm } from '../../checks/migration/roll-backs.ts';
import { stayedAt } from '../../checks/migration/zones.ts';
import { soakOf } from '../../estate/migration/steps.ts';
import { failsFor, migrates, ROLLED_BACK } from '../../people/migration/habits.ts';
import { STEADY } from '../../world/load-balancer.ts';
import { HOUR } from '../../world/minutes.ts';
import type { World } from '../../world/world.ts';
import { needing } from '../scenario.ts';
import { aMadeAlarm } from './alarm-needs.ts';
import type { MigrationScenario } from './scenario.ts';

const BAD = { ...STEADY, failing: 0.2 };
/** In a world whose app makes no alarms: the other app that does. */
const MAKES = { app: 'made-alarms', what: '`alarms.make` in the configuration' };

/** Soon after its first requests the cluster fails a part of them. Nobody but an alarm that the stack made sees it. */
export const madeAlarm: MigrationScenario = {
  of: 'migration',
  name: 'made-alarm',
  about: 'the cluster fails at the first step: an alarm that the stack itself makes rolls back without help',
  ...needing(aMadeAlarm(BAD), ({ first, isOwn }) => ({
    ...(!isOwn && { deploys: MAKES }),
    when: async ({ onCall, meanwhile, scene }) => {
      await onCall.until('the alarms that the stack makes to be OK', () => areOk(scene.world) || undefined);
      const migration = await migrates(onCall);
      meanwhile('the cluster', async (cluster) => {
        await cluster.sees('Migrate', soakOf(first));
        await cluster.waits(20);
        failsFor(scene, HOUR, BAD);
      });
      await onCall.seesTheEndOf(migration);
      await onCall.isNotified(ROLLED_BACK);
    },
    checks: [startedByMadeAlarm, stayedAt(first.percent), ...BACK_BY_ALARM],
  })),
};

function areOk({ alarms }: Pick<World, 'alarms'>): boolean {
  return alarms
    .filter(({ definition }) => isMadeAlarm(definition.name))
    .every(({ status }) => status.state === 'OK');
}
