import { Choice, type State } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import { HOOKS, type RollbackHookRequest } from '../../../lambdas/migration/contract/hooks.ts';
import type { MigrationSettings } from '../../../lambdas/migration/contract/settings.ts';
import { ROLL_BACK } from '../../../lambdas/migration/contract/states.ts';
import { THIS_RUN } from '../../shared/machines/execution.ts';
import { condition } from '../../shared/machines/expression.ts';
import type { MigrationFunctions } from '../functions/migration-functions.ts';
import { hookTask } from '../machines/hook-task.ts';
import { migrationTask } from '../machines/migration-task.ts';
import { BRIEF } from '../machines/retries.ts';
import type { Notices } from './notices.ts';
import { set, variable } from './variables.ts';

/**
 * Asks the hook after a rollback, when people know of it: legacy serves, and the journal says so. Whatever comes of it, the machine
 * ends in `legacyServes`.
 */
export function afterRollback(
  scope: Construct,
  functions: MigrationFunctions,
  settings: MigrationSettings,
  { notices, legacyServes }: { readonly notices: Notices; readonly legacyServes: State },
): State {
  const hook = settings.hooks?.afterRollback;
  if (!hook) return legacyServes;
  const notifyHook = migrationTask(scope, functions, ROLL_BACK.notifyHook, {
    payload: { run: THIS_RUN, migrationRun: variable('restore.migrationRun'), seen: variable('hook') },
    retries: [BRIEF],
  });
  const notice = notices.hook();
  notice.addCatch(legacyServes).next(legacyServes);
  notifyHook.addCatch(notice, { errors: ['States.ALL'] });
  notifyHook.next(legacyServes);
  const asking = hookTask<RollbackHookRequest>(scope, 'afterRollback', {
    comment: 'Asks your hook, after legacy serves and people know of it.',
    settings,
    hook,
    request: {
      run: variable('restore.migrationRun'),
      execution: THIS_RUN.arn,
      reason: variable('restore.request.reason'),
    },
    assign: (seen) => set({ hook: seen }),
    judge: notifyHook,
  });
  return Choice.jsonata(scope, 'IsHookAsked', {
    comment: `Whether this execution restored legacy. Another one that did has asked ${HOOKS.afterRollback}.`,
  })
    .when(condition(`${variable('restore.outcome')} = 'restored'`), asking)
    .otherwise(legacyServes);
}
