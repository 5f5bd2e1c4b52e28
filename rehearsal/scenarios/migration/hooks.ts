import { HOOKS, type HookAnswer } from '../../../lambdas/migration/contract/hooks.ts';
import { WATCH } from '../../../lambdas/migration/contract/states.ts';
import { decided, ended, notifiedOnce, notifiedTimes } from '../../checks/executions.ts';
import {
  brokenHookReported,
  heldByHook,
  machineHookEnded,
  neverAt,
  notReadyBecause,
} from '../../checks/migration/hooks.ts';
import { BACK_ON_LEGACY, UNTOUCHED } from '../../checks/migration/outcomes.ts';
import { firstRollBackBecauseOf } from '../../checks/migration/roll-backs.ts';
import { soakOf } from '../../estate/migration/steps.ts';
import {
  DECISION_NEEDED,
  decides,
  endsByRollingBack,
  HOOK_AFTER_ROLLBACK,
  holdIn,
  migrates,
  NOT_READY,
  ROLLED_BACK,
  rollsBack,
  WATCH_SILENT,
} from '../../people/migration/habits.ts';
import type { Person } from '../../people/person.ts';
import { Missing, needing } from '../scenario.ts';
import type { ForeseenEstate } from './foresight.ts';
import type { MigrationScenario } from './scenario.ts';
import { madeAgain } from './watch-silent.ts';

const HOOKED = { app: 'hooks', what: '`hooks` in the configuration' };
/** That app's hook. */
const GO_AHEAD = 'go-ahead';
/** Its state machine that is a hook. */
const LOAD_TEST = 'load-test';
/** Of its steps. */
const [FIRST, SECOND] = [{ percent: 5 }, { percent: 50 }];
const QUEUE = 'the queue of orders is long';
const OUT_OF_ORDER = 'out of order';
const BROKEN = 'the checkout is broken';

/** What an app's own hooks answer is theirs to say, so they can't be had hold or fail. */
function noHooksOfItsOwn({ settings }: ForeseenEstate): typeof settings | Missing {
  return settings.hooks
    ? new Missing('a configuration without `hooks`, whose answers nobody can set')
    : settings;
}

/** A hook holds the second step. Once its reason is gone on call has it asked again; later they roll back. */
export const hookHolds: MigrationScenario = {
  of: 'migration',
  name: 'hook-holds',
  about:
    'after the first step a state machine passes; a hook before the second says hold: a person has it asked again when its reason is gone',
  ...needing(noHooksOfItsOwn, () => ({
    deploys: HOOKED,
    when: async ({ onCall }) => {
      const migration = await migrates(onCall);
      await onCall.sees('Migrate', soakOf(FIRST));
      await answers(onCall, { verdict: 'hold', reason: QUEUE });
      const hold = holdIn(await onCall.isNotified(DECISION_NEEDED));
      await onCall.waits(20);
      await answers(onCall, { verdict: 'pass', reason: 'the queue is empty' });
      await decides(onCall, { decision: 'retry', hold, reason: 'the queue is empty' });
      await onCall.sees('Migrate', soakOf(SECOND));
      await onCall.waits(10);
      await endsByRollingBack(onCall, migration);
    },
    checks: [
      ended('Migrate', { status: 'ABORTED' }),
      decided(1),
      machineHookEnded(LOAD_TEST, 'SUCCEEDED', SECOND.percent),
      heldByHook(SECOND.percent, `The hook beforeStep says hold: ${QUEUE}`),
      ...BACK_ON_LEGACY,
      notifiedOnce('it was rolled back', ROLLED_BACK),
    ],
  })),
};

/** A hook fails before the second step, and then breaks altogether, also when it is asked after the rollback. */
export const hookFails: MigrationScenario = {
  of: 'migration',
  name: 'hook-fails',
  about:
    'a hook before the second step says fail: it is rolled back; the hook after the rollback breaks, which harms nothing',
  ...needing(noHooksOfItsOwn, () => ({
    deploys: HOOKED,
    when: async ({ onCall }) => {
      const migration = await migrates(onCall);
      await onCall.sees('Migrate', soakOf(FIRST));
      await answers(onCall, { verdict: 'fail', reason: BROKEN });
      await onCall.seesTheEndOf(migration);
      await onCall.sets(GO_AHEAD, 'ANSWER', OUT_OF_ORDER);
      await onCall.isNotified(HOOK_AFTER_ROLLBACK);
      await onCall.seesAllAtRest();
    },
    checks: [
      ended('Migrate', { status: 'FAILED', error: 'HookFailed' }),
      firstRollBackBecauseOf('migration'),
      neverAt(SECOND.percent),
      ...BACK_ON_LEGACY,
      notifiedOnce('it was rolled back', ROLLED_BACK),
      notifiedOnce('the hook after the rollback broke', HOOK_AFTER_ROLLBACK),
      brokenHookReported(OUT_OF_ORDER),
    ],
  })),
};

/** Somebody rolls back while a state machine that is a hook runs: nobody waits for it. */
export const hookStopped: MigrationScenario = {
  of: 'migration',
  name: 'hook-stopped',
  about: 'somebody rolls back while a state machine runs as a hook: it is stopped, and legacy serves again',
  ...needing(noHooksOfItsOwn, () => ({
    deploys: HOOKED,
    when: async ({ onCall }) => {
      const migration = await migrates(onCall);
      await onCall.sees('Migrate', HOOKS.afterStep);
      await onCall.waits(5);
      await rollsBack(onCall, { reason: 'the load test hurts' });
      await onCall.isNotified(ROLLED_BACK);
      await onCall.seesTheEndOf(migration);
      await onCall.seesAllAtRest();
    },
    checks: [
      ended('Migrate', { status: 'ABORTED' }),
      machineHookEnded(LOAD_TEST, 'ABORTED', SECOND.percent),
      neverAt(SECOND.percent),
      ...BACK_ON_LEGACY,
      notifiedOnce('it was rolled back', ROLLED_BACK),
    ],
  })),
};

/** Somebody deletes Watch's schedule while a state machine runs as a hook, which takes longer than Watch may be silent. */
export const hookWatched: MigrationScenario = {
  of: 'migration',
  name: 'hook-watched',
  about:
    'somebody deletes the schedule of Watch while a state machine runs as a hook: it is made again, and the hook passes',
  ...needing(noHooksOfItsOwn, (settings) => {
    const silenced: number[] = [];
    return {
      deploys: HOOKED,
      when: async ({ onCall, scene }) => {
        const migration = await migrates(onCall);
        await onCall.sees('Migrate', HOOKS.afterStep);
        await onCall.waits(2);
        silenced.push(scene.now());
        await onCall.deletesSchedules(`${settings.migration}-${WATCH.watch}`);
        await onCall.isNotified(WATCH_SILENT);
        await onCall.sees('Migrate', soakOf(SECOND));
        await endsByRollingBack(onCall, migration);
      },
      checks: [
        ended('Migrate', { status: 'ABORTED' }),
        madeAgain(silenced, 1),
        notifiedOnce('Watch was silent', WATCH_SILENT),
        machineHookEnded(LOAD_TEST, 'SUCCEEDED', SECOND.percent),
        ...BACK_ON_LEGACY,
        notifiedOnce('it was rolled back', ROLLED_BACK),
      ],
    };
  }),
};

/** Both other hooks are the same function. It is throttled at first, later it is gone. */
export const hookGone: MigrationScenario = {
  of: 'migration',
  name: 'hook-gone',
  about:
    'a hook can’t be called, then is gone: preflight says so each time, and the migration does not begin',
  ...needing(noHooksOfItsOwn, () => ({
    deploys: HOOKED,
    when: async ({ onCall }) => {
      await onCall.throttlesFunction(GO_AHEAD);
      await onCall.seesTheEndOf(await migrates(onCall));
      await onCall.waits(5);
      await onCall.deletesFunction(GO_AHEAD);
      await onCall.seesTheEndOf(await migrates(onCall));
    },
    checks: [
      ended('Migrate', { status: 'FAILED', error: 'NotReady' }, { status: 'FAILED', error: 'NotReady' }),
      notifiedTimes(2, 'it is not ready', NOT_READY),
      notReadyBecause('hook-disabled', 'hook-missing'),
      ...UNTOUCHED,
    ],
  })),
};

function answers(onCall: Person, answer: HookAnswer): Promise<void> {
  return onCall.sets(GO_AHEAD, 'ANSWER', JSON.stringify(answer));
}
