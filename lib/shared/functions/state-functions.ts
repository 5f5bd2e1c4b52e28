import { Stack } from 'aws-cdk-lib';
import type { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { SETTINGS_FILE, SETTINGS_TOKENS } from '../../../lambdas/shared/contract/environment.ts';
import { bundleFunctions } from './bundle.ts';
import type { ClusterNetwork } from './cluster-network.ts';
import { functionEnvironment } from './environment.ts';
import { settingsFile } from './settings-file.ts';
import type { FunctionSet, FunctionSpec } from './spec.ts';
import { StateFunction } from './state-function.ts';

/** The functions behind states, found by the states' names. */
export interface Functions<State extends string> {
  of(state: State): StateFunction;
}

export interface StateFunctionsProps<State extends string, Variable extends string, Resources> {
  readonly set: FunctionSet<State, Variable, Resources>;
  /** Functions are named `<name>-<State>`. */
  readonly name: string;
  /** The folder that contains one folder per function. */
  readonly sources: string;
  /** Lies as JSON beside each function's code. */
  readonly settings: object;
  /** Texts of the files that lie beside the code of those functions whose catalog names them, by the files' names. */
  readonly files?: Readonly<Record<string, string>>;
  /** What the catalog's permissions name. */
  readonly resources: Resources;
  /** Values for the environment, by the keys that the catalog names. */
  readonly environment: Readonly<Record<Variable, string>>;
  readonly network?: ClusterNetwork | undefined;
  /** Where events are kept that a function has failed with. */
  readonly undelivered?: IQueue;
  readonly logRetention: RetentionDays;
}

/** All functions of a set, as its catalog lists them. */
export class StateFunctions<State extends string, Variable extends string, Resources>
  extends Construct
  implements Functions<State>
{
  readonly #functions: ReadonlyMap<State, StateFunction>;

  constructor(scope: Construct, id: string, props: StateFunctionsProps<State, Variable, Resources>) {
    super(scope, id);
    const { set, name, sources, settings, files = {}, resources, network, undelivered, logRetention } = props;
    const bundles = bundleFunctions(sources, set.states);
    const { text, tokens } = settingsFile(settings);
    this.#functions = new Map(
      set.states.map((state) => {
        const spec = set.catalog[state];
        const made = new StateFunction(this, state, {
          functionName: `${name}-${state}`,
          spec,
          code: bundles[state],
          files: { [SETTINGS_FILE]: text, ...filesOf(spec, files) },
          grants: spec.permissions.flatMap((permission) => permission(resources)),
          environment: functionEnvironment(
            Stack.of(this),
            { ...environmentOf(spec, props), AWS_SDK_UA_APP_ID: appId(state) },
            { name, variable: SETTINGS_TOKENS, values: tokens },
          ),
          network: spec.inCluster && network,
          undelivered: spec.asynchronous?.keepsFailed && undelivered,
          logRetention,
        });
        return [state, made];
      }),
    );
  }

  of(state: State): StateFunction {
    const found = this.#functions.get(state);
    if (!found) throw new Error(`There is no function for ${state}`);
    return found;
  }
}

function filesOf(
  { files = [] }: Pick<FunctionSpec<string, never>, 'files'>,
  texts: Readonly<Record<string, string>>,
): Record<string, string> {
  return Object.fromEntries(Object.entries(texts).filter(([name]) => files.includes(name)));
}

function environmentOf<State extends string, Variable extends string, Resources>(
  spec: FunctionSpec<Variable, Resources>,
  { set, environment }: StateFunctionsProps<State, Variable, Resources>,
): Record<string, string> {
  return Object.fromEntries(spec.environment.map((key) => [set.variables[key], environment[key]]));
}

/**
 * Shows in CloudTrail which function made a call. The SDK warns of more than 50 characters at every client, and
 * Powertools appends 44 of its own (`/PT/NO-OP/<version>/PTEnv/<runtime>`), unless it finds its mark there.
 */
function appId(state: string): string {
  return `kops-cutover/${state}/PTEnv/`;
}
