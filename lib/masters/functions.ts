import { MASTERS_ENV, MASTERS_SETTINGS_FILE } from '../../lambdas/shared/contract/environment.ts';
import { MASTERS_FUNCTIONS, type MastersFunction } from '../../lambdas/shared/contract/masters/states.ts';
import type { FunctionSet } from '../functions/spec.ts';
import type { Functions } from '../functions/state-functions.ts';
import { MASTERS_CATALOG, type MastersVariable } from './catalog.ts';
import type { MastersResources } from './permissions.ts';

export type MastersFunctions = Functions<MastersFunction>;

/** The functions that keep the masters of one cluster. */
export const MASTERS_FUNCTION_SET: FunctionSet<MastersFunction, MastersVariable, MastersResources> = {
  states: MASTERS_FUNCTIONS,
  catalog: MASTERS_CATALOG,
  variables: MASTERS_ENV,
  settingsFile: MASTERS_SETTINGS_FILE,
};
