import type { MastersCalls } from '../../../lambdas/masters/contract/calls.ts';
import { type FunctionTask, functionTask } from '../../shared/machines/function-task.ts';

/** `functionTask` for the functions that keep masters, which are called as the contract says. */
export const mastersTask: FunctionTask<MastersCalls> = functionTask;
