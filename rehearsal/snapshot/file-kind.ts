/** What may be in a snapshot: the output of one call of the AWS CLI in each file, at a path that says which. */
import type { Needed, Needs, Printed } from './needs.ts';
import type { Schema } from './shape.ts';

/** @typeParam T what is read of it */
export interface FileKind<T = unknown> {
  /** As the CLI names them: `elbv2`, `describe-load-balancers`; `kubectl` and a resource for what is in a cluster; `terraform`. */
  readonly service: string;
  readonly call: string;
  /** Whether each region answers for itself. */
  readonly regional: boolean;
  /** The options that say what is asked about; the file is named by their values. `ANY_NAME` is none. */
  readonly options: readonly string[];
  /** What an option is given, of a name that a file can't have as it is. Left out: the name. */
  readonly argument?: (name: string) => string;
  /** What else the command needs. */
  readonly flags: string;
  /** The SDK's schema of the answer. Loaded only when a file is checked. */
  readonly answer: () => Promise<Schema>;
  readonly needs: unknown;
  /** Members that are policies, and that the CLI prints as JSON, though they are text to AWS. */
  readonly decoded: readonly string[];
  /** Members that are policies, and that the CLI prints as text, too. */
  readonly policies: readonly string[];
  /** Never there: it carries the type. */
  readonly content?: T;
}

/** What is read of such a file. */
export type ContentOf<K> = K extends FileKind<infer T> ? T : never;

/** Whose answer it is. */
export interface Place {
  readonly account: string;
  /** Of regional calls. */
  readonly region?: string;
  /** The values of the kind's options. */
  readonly names?: readonly string[];
}

interface Description<N> {
  readonly service: string;
  readonly call: string;
  readonly regional?: boolean;
  readonly options?: readonly string[];
  readonly argument?: (name: string) => string;
  readonly flags?: string;
  readonly answer: () => Promise<Schema>;
  readonly needs: N;
  readonly decoded?: readonly string[];
  readonly policies?: readonly string[];
}

/** `fileKind<Answer>()({ … })`, with the SDK's type of the answer. */
export function fileKind<A>() {
  return <const N extends Needs<Printed<A>>>({
    regional = true,
    options = [],
    flags = '',
    decoded = [],
    policies = [],
    ...description
  }: Description<N>): FileKind<Needed<Printed<A>, N>> => ({
    ...description,
    regional,
    options,
    flags,
    decoded,
    policies,
  });
}

/** `<account>/[<region>/]<service>/<call>[/<name> …].json`: the file's path in the folder. */
export function pathOf(
  kind: Pick<FileKind, 'service' | 'call' | 'regional'>,
  { account, region, names = [] }: Place,
): string {
  const where = kind.regional ? [account, region ?? ''] : [account];
  return `${[...where, kind.service, kind.call, ...names].join('/')}.json`;
}

/** The command that prints the file, run in the snapshot's folder. Of an input, the one that prints a skeleton to fill in. */
export function commandOf(kind: FileKind, place: Place): string {
  const { region = '…', names = [] } = place;
  if (isInput(kind) || kind.service === TERRAFORM) return toolOf(kind);
  const asked = kind.options.map(
    (option, i) => `${option} ${argumentOf(kind, option, { ...place, names: [names[i] ?? '…'] })}`,
  );
  const where = kind.regional && kind.service !== KUBECTL ? [`--region ${region}`] : [];
  const flags = kind.flags === '' ? [] : [kind.flags];
  return [toolOf(kind), ...asked, ...flags, ...where, '--output json'].join(' ');
}

/** In the place of a service: its files are where the cluster is. */
const KUBECTL = 'kubectl';
/** In the place of a service, too: its files are in the account of who runs it. */
const TERRAFORM = 'terraform';
/** A call with this at its end has what the call is asked, as the CLI takes it, in place of the answer. */
export const INPUT = '-input';
/** In the place of an option: the file has a name that says nothing to AWS. */
export const ANY_NAME = '';

function isInput({ call }: Pick<FileKind, 'call'>): boolean {
  return call.endsWith(INPUT);
}

/** Of a command, all before its options. */
export function toolOf({ service, call }: Pick<FileKind, 'service' | 'call'>): string {
  if (isInput({ call })) return `aws ${service} ${call.slice(0, -INPUT.length)} --generate-cli-skeleton`;
  if (service === TERRAFORM) return `terraform ${call} -json`;
  if (service !== KUBECTL) return `aws ${service} ${call}`;
  return call === 'version' ? 'kubectl version' : `kubectl get ${call}`;
}

/** A file can't be named by an ARN: it has the name in it. */
function argumentOf({ service, call, argument }: FileKind, option: string, place: Place): string {
  const [name = ''] = place.names ?? [];
  if (option === '--cli-input-json')
    return `file://${pathOf({ service, call: `${call}${INPUT}`, regional: true }, place)}`;
  if (/-arns?$/.test(option)) return `<ARN of ${name}>`;
  return argument ? argument(name) : name;
}

const ACCOUNT = /^\d{12}$/;
const REGION = /^[a-z]{2}(-[a-z]+)+-\d$/;

/** @returns words where no kind has such a path */
export function placeOf(path: string, kinds: readonly FileKind[]): { kind: FileKind; place: Place } | string {
  const [account = '', ...rest] = path.replace(/\.json$/, '').split('/');
  if (!path.endsWith('.json')) return 'not a .json file';
  if (!ACCOUNT.test(account))
    return `expected a folder for each account, named by its 12 digits, not ${account}`;
  const region = REGION.test(rest[0] ?? '') ? rest.shift() : undefined;
  const [service = '', call = '', ...names] = rest;
  const kind = kinds.find((each) => each.service === service && each.call === call);
  if (!kind) return `no rehearsal reads the output of aws ${service} ${call}`;
  if (kind.regional !== (region !== undefined))
    return kind.regional
      ? 'expected a folder for the region between account and service'
      : 'expected no folder for a region: this call is the same in all of them';
  if (names.length !== kind.options.length)
    return `expected ${pathOf(kind, { account, ...(region && { region }), names: kind.options.map((option) => `<${option || 'name'}>`) })}`;
  return { kind, place: { account, ...(region && { region }), names } };
}
