import type { Permission } from '../iam/common.ts';
import type { AsynchronousCalls } from './asynchronous-calls.ts';

/** One function: what it is for, what it takes, and all that its role may do. */
export interface FunctionSpec<Variable extends string, Resources> {
  /** What an operator reads: the function's description, and the comment of its state. */
  readonly comment: string;
  readonly timeoutSeconds: number;
  readonly memoryMb: number;
  /** X-Ray traces none of its calls. */
  readonly untraced?: true;
  /** Keys of the variables in its environment. */
  readonly environment: readonly Variable[];
  /** Names of the files beside its code that it reads if they are there, besides the settings. */
  readonly files?: readonly string[];
  /** Runs in the cluster's subnets and security groups, where the configuration names them. */
  readonly inCluster?: true | ((resources: Resources) => boolean);
  /** Deployed once in each of several places, if the configuration has any; in none otherwise. */
  readonly inEachPlace?: true;
  /** Left out unless this is true. */
  readonly onlyIf?: (resources: Resources) => boolean;
  /** EventBridge invokes it asynchronously. */
  readonly asynchronous?: AsynchronousCalls & {
    /** What it has failed with is kept, where there is a place. */
    readonly keepsFailed?: true;
  };
  readonly permissions: readonly Permission<Resources>[];
}

/** Functions that are deployed together: those of a migration, or those that keep a cluster's masters. */
export interface FunctionSet<State extends string, Variable extends string, Resources> {
  readonly states: readonly State[];
  readonly catalog: Readonly<Record<State, FunctionSpec<Variable, Resources>>>;
  /** The variables' names, by their keys. */
  readonly variables: Readonly<Record<Variable, string>>;
}
