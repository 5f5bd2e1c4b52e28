/** The arguments of the command `plan`. */
import { APP_OPTION, called, HAS_SHOP, intoFile } from '#own';
import { appAsked } from '../rehearsal/app/choose.ts';
import { parseOptions } from '../rehearsal/text/options.ts';

export type Format = 'text' | 'json' | 'markdown';

export interface PlanRequest {
  readonly kind: 'plan';
  /** How the app is started. */
  readonly app: string;
  /** One stack's migrations alone; '' for all. */
  readonly stack: string;
  /** Folder; '' without one. */
  readonly snapshot: string;
  /** A plan's JSON, or a revision in git; '' without one. */
  readonly against: string;
  readonly format: Format;
}

export type Request =
  | PlanRequest
  | { readonly kind: 'help' }
  | { readonly kind: 'wrong'; readonly problems: readonly string[] };

export const HELP = `Shows what the migrations of an app would do, before anything is deployed.

  ${called('plan', `${APP_OPTION} [--snapshot <folder>]`)}

  --app <command>      how the app is started, as in cdk.json${HAS_SHOP ? '' : ', which says it by default'}
  --stack <name>       only the migrations of this stack; without it, those of all
  --snapshot <folder>  the account as the AWS CLI printed it (rehearsal/worlds/SPEC.md): with it the plan names each
                       record, and has the findings of the checks that need no more than that
  --against <plan>     what changed since another plan: the JSON of one, or a revision in git
  --json               print JSON, which --against reads
  --markdown           print Markdown, for a pull request
  --help               print this text

${intoFile('plan', '--json', 'plan.json')}
Exits with 0 if there is nothing to report, 2 if something changed, 3 if a finding fails, 1 if no plan could be made.`;

const OPTIONS = {
  app: { type: 'string' },
  stack: { type: 'string' },
  snapshot: { type: 'string' },
  against: { type: 'string' },
  json: { type: 'boolean' },
  markdown: { type: 'boolean' },
  help: { type: 'boolean' },
} as const;

export function parseRequest(args: readonly string[]): Request {
  const { has, text, ...given } = parseOptions(args, OPTIONS);
  if (has('help')) return { kind: 'help' };
  const { app, problems: ofApp } = appAsked(text('app'), true);
  const problems = [
    ...given.problems,
    ...ofApp,
    ...(has('json') && has('markdown') ? ['--json and --markdown: expected one of the two'] : []),
  ];
  if (problems.length > 0) return { kind: 'wrong', problems };
  return {
    kind: 'plan',
    app,
    stack: text('stack'),
    snapshot: text('snapshot'),
    against: text('against'),
    format: has('json') ? 'json' : has('markdown') ? 'markdown' : 'text',
  };
}
