/** The arguments of the command `snapshot`. */
import { APP_OPTION, called, HAS_SHOP, intoFile } from '#own';
import { appAsked } from '../rehearsal/app/choose.ts';
import { parseOptions } from '../rehearsal/text/options.ts';

export interface TakeRequest {
  readonly kind: 'take';
  /** How the app is started. */
  readonly app: string;
  /** One stack's parts alone; '' for all. */
  readonly stack: string;
  /** Folder. */
  readonly out: string;
  /** Names of the AWS CLI's profiles, by account. */
  readonly profiles: ReadonlyMap<string, string>;
  /** Of all other accounts; '' for the credentials that the CLI would take without. */
  readonly profile: string;
  readonly keepTxt: boolean;
  /** Paths of what `terraform show -json` printed. */
  readonly terraform: readonly string[];
}

/** What would make the same by hand. */
export interface CommandsRequest extends Pick<TakeRequest, 'app' | 'stack' | 'out' | 'profiles' | 'profile'> {
  readonly kind: 'commands';
}

export interface RedactRequest {
  readonly kind: 'redact';
  readonly folder: string;
}

export interface PolicyRequest extends Pick<TakeRequest, 'app' | 'stack' | 'profiles'> {
  readonly kind: 'policy';
  /** '' where there is only one. */
  readonly account: string;
}

export type Request =
  | TakeRequest
  | PolicyRequest
  | CommandsRequest
  | RedactRequest
  | { readonly kind: 'help' }
  | { readonly kind: 'wrong'; readonly problems: readonly string[] };

export const HELP = `Takes a snapshot of what an app's configuration names in AWS, for ${called('plan')} and ${called('rehearse')}. It only reads.

  ${called('snapshot', `${APP_OPTION} [--out <folder>]`)}

  --app <command>      how the app is started, as in cdk.json${HAS_SHOP ? '' : ', which says it by default'}
  --stack <name>       only what this stack's configuration names
  --out <folder>       where the snapshot is put (default: account); what another run left there unfinished is continued
  --profile <name>     the AWS CLI's profile that is used; without it, the credentials that the CLI would take.
                       <account>=<name> for one account; again for others
  --terraform <file>   keep which records Terraform claims, of what terraform show -json printed; again for others
  --keep-txt           keep what TXT records say, in place of its hash

  --policy             print the IAM policy that this needs, and read nothing
  --account <number>   with --policy: of this account
  --commands           print the commands of the AWS CLI and kubectl that make the files that <folder> lacks; read nothing
  --redact <folder>    hash what TXT records and kops' specifications say in files that were made by hand, and leave only
                       the claims of Terraform's; needs no app

  --help               print this text

${intoFile('snapshot', '--policy', 'policy.json')}
Exits with 0 if the snapshot is whole, 1 if not: the message says why. Run the same command again to continue.`;

const OPTIONS = {
  app: { type: 'string' },
  stack: { type: 'string' },
  out: { type: 'string' },
  profile: { type: 'string', multiple: true },
  terraform: { type: 'string', multiple: true },
  'keep-txt': { type: 'boolean' },
  policy: { type: 'boolean' },
  account: { type: 'string' },
  commands: { type: 'boolean' },
  redact: { type: 'string' },
  help: { type: 'boolean' },
} as const;

/** What is asked for in place of a snapshot, and the options that mean nothing to it. */
const INSTEAD = {
  policy: ['commands', 'redact', 'keep-txt', 'terraform'],
  commands: ['redact', 'keep-txt', 'terraform'],
  redact: ['keep-txt', 'terraform'],
} as const;

const OF_ACCOUNT = /^(\d{12})=(.+)$/;
const ACCOUNT = /^\d{12}$/;

export function parseRequest(args: readonly string[]): Request {
  const { has, text, texts, ...given } = parseOptions(args, OPTIONS);
  if (has('help')) return { kind: 'help' };
  const isGiven = (name: string) => has(name) || texts(name).length > 0;
  const { app, problems: ofApp } = appAsked(text('app'), !isGiven('redact'));
  const general = texts('profile').filter((profile) => !OF_ACCOUNT.test(profile));
  const problems = [
    ...given.problems,
    ...ofApp,
    ...Object.entries(INSTEAD)
      .flatMap(([one, others]) => others.map((other) => [one, other] as const))
      .filter((pair) => pair.every(isGiven))
      .map(([one, other]) => `--${one} and --${other}: expected one of the two`),
    ...(general.length > 1
      ? [`--profile ${general.join(', ')}: expected one, and others as <account>=<name>`]
      : []),
    ...(texts('account').length > 0 && !ACCOUNT.test(text('account'))
      ? [`--account ${text('account')}: expected the 12 digits of an account`]
      : []),
    ...(isGiven('account') && !has('policy') ? ['--account: expected with --policy'] : []),
  ];
  if (problems.length > 0) return { kind: 'wrong', problems };
  if (texts('redact').length > 0) return { kind: 'redact', folder: text('redact') };
  const profiles = new Map(texts('profile').flatMap(profileOf));
  const [profile = ''] = general;
  const asked = { app, stack: text('stack'), profiles };
  if (has('policy')) return { kind: 'policy', ...asked, account: text('account') };
  const out = text('out') || 'account';
  if (has('commands')) return { kind: 'commands', ...asked, profile, out };
  return {
    kind: 'take',
    ...asked,
    out,
    profile,
    keepTxt: has('keep-txt'),
    terraform: texts('terraform'),
  };
}

function profileOf(given: string): readonly (readonly [string, string])[] {
  const [, account, name] = OF_ACCOUNT.exec(given) ?? [];
  return account && name ? [[account, name]] : [];
}
