import { ENV } from '../../../lambdas/masters/contract/environment.ts';
import { MASTERS_FUNCTIONS, type MastersFunction } from '../../../lambdas/masters/contract/states.ts';
import type { FunctionSet } from '../../shared/functions/spec.ts';
import type { Functions } from '../../shared/functions/state-functions.ts';
import type { MastersResources } from '../iam/permissions.ts';
import { MASTERS_CATALOG, type MastersVariable } from './catalog.ts';

export type MastersFunctions = Functions<MastersFunction>;

/** The functions that keep the masters of one cluster. */
export const MASTERS_FUNCTION_SET: FunctionSet<MastersFunction, MastersVariable, MastersResources> = {
  states: MASTERS_FUNCTIONS,
  catalog: MASTERS_CATALOG,
  variables: ENV,
};
