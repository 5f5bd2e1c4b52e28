import { Stack } from 'aws-cdk-lib';
import type { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { bundleFunctions } from '#functions';
import { SETTINGS_FILE, SETTINGS_TOKENS } from '../../../lambdas/shared/contract/environment.ts';
import type { Bundles } from './bundles.ts';
import type { ClusterNetwork } from './cluster-network.ts';
import { functionEnvironment } from './environment.ts';
import { settingsFile } from './settings-file.ts';
import type { FunctionSet, FunctionSpec } from './spec.ts';
import { StateFunction, type StateFunctionProps } from './state-function.ts';

/** The functions behind states, found by the states' names. */
export interface Functions<State extends string> {
  /** @param ending of the place, if the function is deployed to several */
  of(state: State, ending?: string): StateFunction;
  /** That of each place. */
  allOf(state: State): readonly StateFunction[];
}

/** Where a function is deployed. */
export interface FunctionPlace {
  /** Of its name, after the state's. */
  readonly ending: string;
  readonly network?: ClusterNetwork | undefined;
}

export interface StateFunctionsProps<State extends string, Variable extends string, Resources> {
  readonly set: FunctionSet<State, Variable, Resources>;
  /** Functions are named `<name>-<State>`. */
  readonly name: string;
  /** The folder that contains one folder per function. */
  readonly sources: string | undefined;
  /** Lies as JSON beside each function's code. */
  readonly settings: object;
  /** Texts of the files that lie beside the code of those functions whose catalog names them, by the files' names. */
  readonly files?: Readonly<Record<string, string>>;
  /** What the catalog's permissions name. */
  readonly resources: Resources;
  /** Values for the environment, by the keys that the catalog names; '' for what isn't there. */
  readonly environment: Readonly<Record<Variable, string>>;
  readonly network?: ClusterNetwork | undefined;
  /** Where those functions are deployed whose catalog says so. */
  readonly places?: readonly FunctionPlace[];
  /** Where events are kept that a function has failed with. */
  readonly undelivered?: IQueue;
  readonly logRetention: RetentionDays;
}

/** All functions of a set, as its catalog lists them. */
export class StateFunctions<State extends string, Variable extends string, Resources>
  extends Construct
  implements Functions<State>
{
  /** By state, those of its places by their endings. */
  readonly #functions: ReadonlyMap<State, ReadonlyMap<string, StateFunction>>;

  constructor(scope: Construct, id: string, props: StateFunctionsProps<State, Variable, Resources>) {
    super(scope, id);
    const { set, sources, settings } = props;
    const bundles = bundleFunctions(sources, set.states);
    const written = settingsFile(settings);
    this.#functions = new Map(
      set.states.map((state) => {
        const made = placesOf(state, props).map((place) => {
          const own = this.#propsOf(state, place, { ...props, bundles, written });
          return [place.ending, new StateFunction(this, `${state}${place.ending}`, own)] as const;
        });
        return [state, new Map(made)];
      }),
    );
  }

  of(state: State, ending = ''): StateFunction {
    const found = this.#functions.get(state)?.get(ending);
    if (!found) throw new Error(`There is no function for ${state}${ending}`);
    return found;
  }

  allOf(state: State): readonly StateFunction[] {
    return [...(this.#functions.get(state)?.values() ?? [])];
  }

  #propsOf(
    state: State,
    { ending, network }: FunctionPlace,
    props: Written<State, Variable, Resources>,
  ): StateFunctionProps {
    const { set, name, bundles, written, files = {}, resources, undelivered, logRetention } = props;
    const spec = set.catalog[state];
    return {
      functionName: `${name}-${state}${ending}`,
      spec,
      code: bundles[state],
      files: { [SETTINGS_FILE]: written.text, ...filesOf(spec, files) },
      grants: spec.permissions.flatMap((permission) => permission(resources)),
      environment: functionEnvironment(
        Stack.of(this),
        { ...environmentOf(spec, props), AWS_SDK_UA_APP_ID: appId(state) },
        { name, variable: SETTINGS_TOKENS, values: written.tokens },
      ),
      network,
      undelivered: spec.asynchronous?.keepsFailed && undelivered,
      logRetention,
    };
  }
}

/** The same, with what all functions share. */
interface Written<State extends string, Variable extends string, Resources>
  extends StateFunctionsProps<State, Variable, Resources> {
  readonly bundles: Bundles<State>;
  readonly written: ReturnType<typeof settingsFile>;
}

function placesOf<State extends string, Variable extends string, Resources>(
  state: State,
  { set, resources, network, places = [] }: StateFunctionsProps<State, Variable, Resources>,
): readonly FunctionPlace[] {
  const { inCluster, inEachPlace, onlyIf } = set.catalog[state];
  if (onlyIf && !onlyIf(resources)) return [];
  if (inEachPlace) return places;
  const isInside = typeof inCluster === 'function' ? inCluster(resources) : inCluster;
  return [{ ending: '', network: isInside ? network : undefined }];
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
  const values = spec.environment.map((key) => [set.variables[key], environment[key]] as const);
  return Object.fromEntries(values.filter(([, value]) => value !== ''));
}

/**
 * Shows in CloudTrail which function made a call. The SDK warns of more than 50 characters at every client, and
 * Powertools appends 44 of its own (`/PT/NO-OP/<version>/PTEnv/<runtime>`), unless it finds its mark there.
 */
function appId(state: string): string {
  return `kops-cutover/${state}/PTEnv/`;
}
