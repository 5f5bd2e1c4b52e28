/** The calls that a snapshot is made of: each with the right that it needs, of which the policy is made. */
import { commandOf, type FileKind, type Place, pathOf } from '../../rehearsal/snapshot/file-kind.ts';
import type { AwsClients, Service } from '../aws/clients.ts';
import type { AccountWanted } from '../wanted/wanted.ts';

/** What IAM must allow. */
export interface Right {
  readonly actions: readonly string[];
  /** ARNs; `*` where IAM knows no resources for the actions, or where which ones is known only at run time. */
  on(account: AccountWanted): readonly string[];
}

/** @typeParam I what is asked */
export interface Call<I> {
  readonly service: Service;
  readonly rights: readonly Right[];
  /** Errors by which AWS says that there is no such thing … */
  readonly absent?: readonly string[];
  /** … and those by which it says that nothing is set, or pending. */
  readonly unset?: readonly string[];
  ask(clients: AwsClients, input: I): AsyncIterable<object>;
}

/** Who makes a snapshot by hand runs a command, whose output is a file. */
export interface Step {
  readonly command: string;
  /** Where the output is put. */
  readonly file: string;
  /** Whether the command itself puts it there. */
  readonly isPut?: boolean;
}

/** The step that makes a file. */
export function stepOf(kind: FileKind, place: Place): Step {
  return { command: commandOf(kind, place), file: pathOf(kind, place) };
}

/** A call whose answer is a file of the snapshot. @typeParam C what is read of the file */
export interface FileCall<I, C> extends Call<I> {
  readonly kind: FileKind<C>;
}

/** A call that only says what else to ask for. @typeParam A what is read of its answer */
export interface Listing<I, A> extends Call<I> {
  /** The command that prints the same. */
  command(input: I): string;
  /** Where the same is a part of a file. */
  readonly within?: { readonly kind: FileKind; pick(content: unknown, input: I): A };
  /** Where the same follows from files, each of which is named by what it is of; undefined if none says it. */
  readonly among?: {
    readonly kind: FileKind;
    pick(files: ReadonlyMap<string, unknown>, input: I): A | undefined;
  };
  /** What to run for each that it lists, in place of this software. */
  leadsTo?(place: Place, input: I): readonly Step[];
  /** Never there: it carries the type. */
  readonly answer?: A;
}

// biome-ignore lint/suspicious/noExplicitAny: a set of calls has calls that are asked different things
export type AnyCall = Call<any>;

/** Of actions for which IAM knows no resources, or whose resources are known only at run time. */
export function onAnything(...actions: readonly string[]): Right {
  return { actions, on: () => ['*'] };
}

/** The answer of a command that has one page. */
export async function* onePage(answer: Promise<object>): AsyncIterable<object> {
  yield await answer;
}

/** Of one kind of resources of an account, in each of its regions. */
export function arnsIn(
  { partition, account, regions }: AccountWanted,
  service: string,
  resource: string,
): readonly string[] {
  return regions.map(({ region }) => `arn:${partition}:${service}:${region}:${account}:${resource}`);
}
