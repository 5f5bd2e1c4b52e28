/** The arguments of `npm run plan -- …`. */
import { parseArgs } from 'node:util';

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

  npm run plan -- --app "node bin/prod.ts" [--snapshot <folder>]

  --app <command>      how the app is started, as in cdk.json
  --stack <name>       only the migrations of this stack
  --snapshot <folder>  the account as the AWS CLI printed it (rehearsal/worlds/SPEC.md): with it the plan names each
                       record, and has the findings of the checks that need no more than that
  --against <plan>     what changed since another plan: the JSON of one, or a revision in git
  --json               print JSON, which --against reads
  --markdown           print Markdown, for a pull request
  --help               print this text

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
  // Not strict: that would report only the first thing that is wrong.
  const config = { args: [...args], options: OPTIONS, allowPositionals: true, strict: false } as const;
  const { values, positionals, tokens } = parseArgs({ ...config, tokens: true });
  if (values.help) return { kind: 'help' };
  const problems = [
    ...tokens.flatMap((token) => (token.kind === 'option' ? optionProblems(token) : [])),
    ...positionals.map((word) => `${word}: expected options only`),
    ...(values.app === undefined
      ? ['--app is missing: how is the app started? For example --app "node bin/prod.ts"']
      : []),
    ...(values.json && values.markdown ? ['--json and --markdown: expected one of the two'] : []),
  ];
  if (problems.length > 0) return { kind: 'wrong', problems };
  const text = (value: unknown) => (typeof value === 'string' ? value : '');
  return {
    kind: 'plan',
    app: text(values.app),
    stack: text(values.stack),
    snapshot: text(values.snapshot),
    against: text(values.against),
    format: values.json ? 'json' : values.markdown ? 'markdown' : 'text',
  };
}

function optionProblems(given: {
  name: string;
  rawName: string;
  value?: string | undefined;
}): readonly string[] {
  const { name, rawName, value } = given;
  if (!Object.hasOwn(OPTIONS, name)) return [`there is no option ${rawName}; --help shows them`];
  const { type } = OPTIONS[name as keyof typeof OPTIONS];
  if (type === 'boolean') return value === undefined ? [] : [`${rawName}=${value}: it takes no value`];
  // The next option, where a value was forgotten.
  return value && !value.startsWith('-') ? [] : [`${rawName}: expected a value`];
}
