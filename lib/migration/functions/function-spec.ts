import type { ENV } from '../../../lambdas/migration/contract/environment.ts';
import { MIGRATE } from '../../../lambdas/migration/contract/states.ts';
import type { FunctionSpec } from '../../shared/functions/spec.ts';
import type { MigrationResources } from '../iam/permissions.ts';

/** A function of a migration. */
export interface MigrationFunctionSpec extends FunctionSpec<MigrationVariable, MigrationResources> {
  /** Preflight runs it beside the other checks; some after the functions whose results they need. */
  readonly check?: { readonly databases?: DatabaseStates; readonly workloads?: WorkloadStates };
}

/** What may stand in a function's environment, by its key in the contract. */
export type MigrationVariable = Exclude<keyof typeof ENV, 'settingsTokens'>;

/** Route 53 is paced, so a zone of many names takes minutes. */
export const ZONE_CHANGE = { timeoutSeconds: 600, memoryMb: 512 } as const;
export const SMALL = { timeoutSeconds: 60, memoryMb: 512 } as const;

/** The check of databases is one in several functions. */
export const DATABASES = {
  describe: MIGRATE.describeDatabases,
  probe: MIGRATE.probeDatabases,
  logIn: MIGRATE.logInToDatabases,
  judge: MIGRATE.verifyRds,
} as const;

export type DatabaseStates = typeof DATABASES;

/** So is that of workloads. */
export const WORKLOADS = {
  describe: MIGRATE.describeOwners,
  judge: MIGRATE.verifyWorkloads,
} as const;

export type WorkloadStates = typeof WORKLOADS;
