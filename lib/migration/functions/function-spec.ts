import type { ENV } from '../../../lambdas/migration/contract/environment.ts';
import { MIGRATE } from '../../../lambdas/migration/contract/states.ts';
import type { FunctionSpec } from '../../shared/functions/spec.ts';
import type { MigrationResources } from '../iam/permissions.ts';

/** A function of a migration. */
export interface MigrationFunctionSpec extends FunctionSpec<MigrationVariable, MigrationResources> {
  /** Preflight runs it beside the other checks; that of databases after the functions whose results it needs. */
  readonly check?: { readonly databases?: DatabaseStates };
}

/** What may stand in a function's environment, by its key in the contract. */
export type MigrationVariable = Exclude<keyof typeof ENV, 'settingsTokens'>;

/** The check of databases is one in several functions. */
export const DATABASES = {
  describe: MIGRATE.describeDatabases,
  probe: MIGRATE.probeDatabases,
  logIn: MIGRATE.logInToDatabases,
  judge: MIGRATE.verifyRds,
} as const;

export type DatabaseStates = typeof DATABASES;
