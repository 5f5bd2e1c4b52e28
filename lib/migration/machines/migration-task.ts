import type { MigrationCalls } from '../../../lambdas/migration/contract/calls.ts';
import { type FunctionTask, functionTask } from '../../shared/machines/function-task.ts';

/** `functionTask` for the functions of a migration, which are called as the contract says. */
export const migrationTask: FunctionTask<MigrationCalls> = functionTask;
