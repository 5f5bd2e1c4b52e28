import { MIGRATE, ROLL_BACK } from '../../../lambdas/migration/contract/states.ts';
import { journal, publish } from '../../shared/iam/common.ts';
import { lookAtHooks } from '../iam/hook-statements.ts';
import * as may from '../iam/permissions.ts';
import { type MigrationFunctionSpec, SMALL } from './function-spec.ts';

/** The functions that look at hooks, and judge them. They call none. */
export const HOOK_CATALOG = {
  [MIGRATE.verifyHooks]: {
    comment: 'Checks that each hook is there and may be called. Calls none.',
    check: {},
    ...SMALL,
    environment: [],
    onlyIf: ({ settings }) => settings.hooks !== undefined,
    permissions: [lookAtHooks],
  },
  [MIGRATE.judgeHook]: {
    comment: 'Judges what a hook answered. Only pass passes; what can’t be read holds.',
    ...SMALL,
    environment: [],
    onlyIf: ({ settings: { hooks = {} } }) =>
      Boolean(hooks.beforeStep ?? hooks.afterStep ?? hooks.beforeRetire),
    permissions: [],
  },
  [MIGRATE.watchHook]: {
    comment: 'Keeps Watch in sight while a state machine runs as a hook, and ends that with it.',
    ...SMALL,
    environment: ['journalTable'],
    onlyIf: ({ settings: { hooks = {} } }) =>
      [hooks.beforeStep, hooks.afterStep, hooks.beforeRetire].some((hook) => hook?.kind === 'stateMachine'),
    permissions: [journal('Query', 'PutItem', 'ConditionCheckItem'), may.answerHolds],
  },
  [ROLL_BACK.notifyHook]: {
    comment:
      'Notifies people once if the hook after the rollback does not say pass. Legacy serves in any case.',
    ...SMALL,
    environment: ['journalTable', 'topicArn', 'chatTopicArn'],
    onlyIf: ({ settings }) => settings.hooks?.afterRollback !== undefined,
    permissions: [journal('PutItem'), publish],
  },
} as const satisfies Readonly<Record<string, MigrationFunctionSpec>>;
