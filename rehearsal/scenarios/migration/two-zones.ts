import { ended, notifiedOnce } from '../../checks/executions.ts';
import type { MigrationCheck } from '../../checks/migration/evidence.ts';
import { BACK_ON_LEGACY } from '../../checks/migration/outcomes.ts';
import { reached } from '../../checks/migration/zones.ts';
import { soakOf } from '../../estate/migration/steps.ts';
import { migrates, NOT_READY, ROLLED_BACK, rollsBack } from '../../people/migration/habits.ts';
import { needing } from '../scenario.ts';
import { theFirstStep } from './needs.ts';
import type { MigrationScenario } from './scenario.ts';

/** As people count it who think about their zones. */
const arithmeticSaid: MigrationCheck = {
  claim: 'The notification says why, for both etcd clusters: one zone has 2 of 3 members',
  contradictions: ({ situation }) => {
    const said = /[a-z0-9-]+ has 2 of 3: losing it leaves 1, and the quorum is lost/g;
    const times = situation.mails.flatMap(({ body }) => body.match(said) ?? []).length;
    return times === 2 ? [] : [`it was said ${times} times`];
  },
};

/** Two of three masters are in one zone. Nobody has accepted that, then somebody does: in the configuration, with a reason. */
export const twoZones: MigrationScenario = {
  of: 'migration',
  name: 'two-zones',
  about:
    'the masters are in two zones: etcd does not survive the loss of one, and the migration begins only when that is accepted',
  patches: ['two-zones'],
  ...needing(theFirstStep, (first) => ({
    when: async ({ onCall, stage, chronicle }) => {
      await onCall.seesTheEndOf(await migrates(onCall));
      await onCall.seesAllAtRest();
      chronicle.add('person', 'on call accepts it in the configuration, and deploys that');
      await stage.deploys('two-zones');
      const migration = await migrates(onCall);
      await onCall.sees('Migrate', soakOf(first));
      await onCall.waits(60);
      await rollsBack(onCall, { reason: 'the first step was what we wanted to see' });
      await onCall.seesTheEndOf(migration);
    },
    checks: [
      ended('Migrate', { status: 'FAILED', error: 'NotReady' }, { status: 'ABORTED' }),
      notifiedOnce('it is not ready', NOT_READY),
      arithmeticSaid,
      reached(first.percent),
      ...BACK_ON_LEGACY,
      notifiedOnce('it was rolled back', ROLLED_BACK),
    ],
  })),
};
