import { Stack } from 'aws-cdk-lib';
import type { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { FUNCTION_STATES, type FunctionState } from '../../lambdas/shared/contract/states.ts';
import type { Resources } from '../iam/permissions.ts';
import { bundleFunctions } from './bundle.ts';
import { CATALOG } from './catalog.ts';
import type { ClusterNetwork } from './cluster-network.ts';
import { type Environment, MigrationFunction } from './migration-function.ts';
import { settingsFile } from './settings-file.ts';

export interface MigrationFunctionsProps {
  /** The folder that holds one folder per function. */
  readonly sources: string;
  readonly resources: Resources;
  /** Values for the environment, by the keys that the catalog names. */
  readonly environment: Environment;
  readonly network?: ClusterNetwork | undefined;
  readonly logRetention: RetentionDays;
}

/** All functions of one migration, as the catalog lists them. */
export class MigrationFunctions extends Construct {
  readonly #functions: ReadonlyMap<FunctionState, MigrationFunction>;

  constructor(scope: Construct, id: string, props: MigrationFunctionsProps) {
    super(scope, id);
    const bundles = bundleFunctions(props.sources);
    const settings = settingsFile(Stack.of(this), props.resources.settings);
    this.#functions = new Map(
      FUNCTION_STATES.map((state) => [
        state,
        new MigrationFunction(this, state, {
          ...props,
          spec: CATALOG[state],
          code: bundles[state],
          settings,
        }),
      ]),
    );
  }

  of(state: FunctionState): MigrationFunction {
    const found = this.#functions.get(state);
    if (!found) throw new Error(`There is no function for ${state}`);
    return found;
  }
}
