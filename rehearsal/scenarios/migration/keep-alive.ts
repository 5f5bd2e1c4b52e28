import { ended, notifiedOnce } from '../../checks/executions.ts';
import { BACK_ON_LEGACY } from '../../checks/migration/outcomes.ts';
import { tailAsPredicted } from '../../checks/migration/tails.ts';
import { soakOf } from '../../estate/migration/steps.ts';
import { migrates, ROLLED_BACK, rollsBack } from '../../people/migration/habits.ts';
import { all, needing } from '../scenario.ts';
import { aKeepAlive, theFirstStep } from './needs.ts';
import type { MigrationScenario } from './scenario.ts';

/** Half of the requests come over connections that are never idle. */
const BUSY = { busy: 0.5, onError: 0, never: 0 } as const;

/** Minutes after which whatever should have ended has. */
const SPARE = 15;

type Script = Pick<Extract<MigrationScenario, { readonly scriptFor: unknown }>, 'scriptFor'>;

const rolledBackByHand: Script = needing(
  all({ held: aKeepAlive, first: theFirstStep }),
  ({ held: { keepAliveSeconds, idleSeconds }, first }) => ({
    // Legacy may never end a connection: who starts again comes to the cluster. No start ends a connection before the load balancer does.
    given: { connections: { ...BUSY, restartHours: startsAgain(keepAliveSeconds) } },
    when: async ({ onCall }) => {
      const allStarted = 1.5 * 60 * startsAgain(keepAliveSeconds) + SPARE;
      await migrates(onCall);
      await onCall.sees('Migrate', soakOf(first));
      await onCall.waits(Math.min(allStarted, first.soakSeconds / 60 / 2));
      await rollsBack(onCall);
      await onCall.isNotified(ROLLED_BACK);
      await onCall.waits(Math.ceil((keepAliveSeconds + idleSeconds) / 60) + SPARE);
    },
    checks: [
      ended('Migrate', { status: 'ABORTED' }),
      ...BACK_ON_LEGACY,
      tailAsPredicted(keepAliveSeconds + idleSeconds, idleSeconds),
      notifiedOnce('it was rolled back', ROLLED_BACK),
    ],
  }),
);

/** Hours, in the mean; half of it is the least. */
function startsAgain(keepAliveSeconds: number): number {
  return Math.max(2, (2 * keepAliveSeconds) / 3600);
}

export const keepAlive: MigrationScenario = {
  of: 'migration',
  name: 'keep-alive',
  about:
    'the cluster’s load balancer keeps connections for an hour: after a rollback requests reach the cluster for that long',
  patches: ['keep-alive-long'],
  ...rolledBackByHand,
};

export const keepAliveLowered: MigrationScenario = {
  of: 'migration',
  name: 'keep-alive-lowered',
  about: 'the same with the lowered keep-alive that the cluster’s load balancer has in the snapshot',
  ...rolledBackByHand,
};
