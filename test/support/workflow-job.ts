/** Runs the steps of a job as GitHub Actions does: each command by a shell that ends at the first failure. */
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

export interface Step {
  readonly name?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly if?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly with?: Readonly<Record<string, unknown>>;
}

type Environment = Readonly<Record<string, string>>;

export interface Runner {
  /** What GitHub says, by expression: `github.base_ref`. Conditions, too, with blanks as they are after folding. */
  readonly says: Readonly<Record<string, string | boolean>>;
  /** In place of actions, by their names without a version. @returns what later steps find in their environment */
  readonly actions: Readonly<Record<string, (step: Step) => Promise<Environment> | Environment>>;
  /** Runs a script. @throws when it fails */
  readonly bash: (script: string, env: Environment) => Promise<string>;
  /** Commands that were run before, and change nothing when they are run again. */
  readonly done?: readonly string[];
}

/** @returns what each command printed @throws for what the runner has no answer to, and when a step fails */
export async function runJob(file: string, job: string, runner: Runner): Promise<readonly string[]> {
  const { steps }: { readonly steps: readonly Step[] } = parse(readFileSync(file, 'utf8')).jobs[job];
  const printed: string[] = [];
  let env: Environment = {};
  for (const step of steps) {
    if (step.if !== undefined && !said(runner, step.if.replace(/^\$\{\{\s*|\s*\}\}$/g, ''))) continue;
    if (step.uses !== undefined) env = { ...env, ...(await act(runner, step)) };
    if (step.run === undefined || runner.done?.includes(step.run)) continue;
    const own = Object.entries(step.env ?? {}).map(([name, text]) => [name, filledIn(runner, text)]);
    printed.push(await runner.bash(step.run, { ...env, ...Object.fromEntries(own) }));
  }
  return printed;
}

function act({ actions }: Runner, step: Step): Promise<Environment> | Environment {
  const name = step.uses?.replace(/@.*/, '') ?? '';
  const action = actions[name];
  if (!action) throw new Error(`Nothing stands in for the action ${name}.`);
  return action(step);
}

/** A text with what GitHub says in place of each expression. */
export function filledIn(runner: Pick<Runner, 'says'>, text: string): string {
  return text.replaceAll(/\$\{\{\s*(.*?)\s*\}\}/g, (_whole, expression: string) =>
    String(said(runner, expression)),
  );
}

function said({ says }: Pick<Runner, 'says'>, expression: string): string | boolean {
  const answer = says[expression];
  if (answer === undefined) throw new Error(`Nobody says what this is: ${expression}`);
  return answer;
}
