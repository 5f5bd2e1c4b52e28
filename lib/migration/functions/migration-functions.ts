import { ENV } from '../../../lambdas/migration/contract/environment.ts';
import { FUNCTION_STATES, type FunctionState } from '../../../lambdas/migration/contract/states.ts';
import type { FunctionSet } from '../../shared/functions/spec.ts';
import type { Functions } from '../../shared/functions/state-functions.ts';
import { changeRecords, type MigrationResources } from '../iam/permissions.ts';
import { CATALOG } from './catalog.ts';
import type { MigrationVariable } from './function-spec.ts';

export type MigrationFunctions = Functions<FunctionState>;

/** The functions of one migration. */
export const MIGRATION_FUNCTIONS: FunctionSet<FunctionState, MigrationVariable, MigrationResources> = {
  states: FUNCTION_STATES,
  catalog: CATALOG,
  variables: ENV,
};

/** Those that change records of the migration. */
export const RECORD_STATES: readonly FunctionState[] = FUNCTION_STATES.filter((state) =>
  CATALOG[state].permissions.includes(changeRecords),
);
