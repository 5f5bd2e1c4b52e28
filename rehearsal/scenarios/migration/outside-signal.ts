import { signalAlarm } from '../../../lambdas/migration/contract/signals.ts';
import { decided, ended, notifiedOnce } from '../../checks/executions.ts';
import { BACK_ON_LEGACY } from '../../checks/migration/outcomes.ts';
import { firstRollBackBecauseOf } from '../../checks/migration/roll-backs.ts';
import { heldBecauseSilent, restoredBySignal, signalWasThrough } from '../../checks/migration/signals.ts';
import { DECISION_NEEDED, decides, holdIn, migrates, ROLLED_BACK } from '../../people/migration/habits.ts';
import { needing } from '../scenario.ts';
import type { MigrationScenario } from './scenario.ts';

const WATCHED = { app: 'signals', what: '`signals` in the configuration' };

/** Another product watches the cluster, too. Its silence holds a soak; its alarm rolls back, and CloudWatch's alarms stay OK. */
export const outsideSignal: MigrationScenario = {
  of: 'migration',
  name: 'outside-signal',
  about:
    'a monitor on a partner’s event bus falls silent: the soak is extended, then held; when it is back, its alarm rolls back',
  ...needing(
    ({ settings }) => settings,
    ({ migration, signals }) => {
      const said = { at: Number.NaN };
      return {
        ...(signals === undefined && { deploys: WATCHED }),
        when: async ({ onCall, scene }) => {
          const { elsewhere, now } = scene;
          const [signal = ''] = elsewhere.names;
          const alarm = signalAlarm(migration, signal);
          await onCall.seesAlarm(scene.world, alarm, 'OK');
          const run = await migrates(onCall);
          await onCall.until(
            'the first soak',
            ({ executions }) =>
              executions.some(
                ({ executionArn, state }) => executionArn === run && /^Soak /.test(state ?? ''),
              ) || undefined,
          );
          elsewhere.fallsSilent(signal);
          const hold = holdIn(await onCall.isNotified(DECISION_NEEDED));
          elsewhere.speaksAgain(signal, now());
          await onCall.seesAlarm(scene.world, alarm, 'OK');
          await decides(onCall, { decision: 'extend', hold, reason: 'the monitor is back' });
          await onCall.waits(10);
          said.at = now();
          elsewhere.says(signal, 'alarm', said.at);
          await onCall.isNotified(ROLLED_BACK);
          await onCall.seesAlarm(scene.world, alarm, 'ALARM');
          elsewhere.says(signal, 'recovery', now());
          await onCall.seesAlarm(scene.world, alarm, 'OK');
          await onCall.seesAllAtRest();
        },
        checks: [
          ended('Migrate', { status: 'ABORTED' }),
          decided(1),
          heldBecauseSilent,
          firstRollBackBecauseOf('signal'),
          restoredBySignal(said),
          signalWasThrough,
          ...BACK_ON_LEGACY,
          notifiedOnce('it was rolled back', ROLLED_BACK),
        ],
      };
    },
  ),
};
