import { ENV, SETTINGS_FILE } from '../../lambdas/shared/contract/environment.ts';
import { FUNCTION_STATES, type FunctionState } from '../../lambdas/shared/contract/states.ts';
import type { MigrationResources } from '../iam/permissions.ts';
import { CATALOG, type MigrationVariable } from './catalog.ts';
import type { FunctionSet } from './spec.ts';
import type { Functions } from './state-functions.ts';

export type MigrationFunctions = Functions<FunctionState>;

/** The functions of one migration. */
export const MIGRATION_FUNCTIONS: FunctionSet<FunctionState, MigrationVariable, MigrationResources> = {
  states: FUNCTION_STATES,
  catalog: CATALOG,
  variables: ENV,
  settingsFile: SETTINGS_FILE,
};
