/** `npx kops-cutover comment`: one comment on a pull request, written anew by each run. */
import { readFileSync } from 'node:fs';
import { isValue, parseWords } from '../../rehearsal/text/options.ts';
import { wrongArguments } from '../../rehearsal/text/wrong-arguments.ts';
import { bodyOf, markerOf } from './body.ts';
import { putComment } from './github.ts';
import { CommentRefused, pullRequestIn } from './pull-request.ts';

const HELP = `Puts a text, such as a plan, into one comment on the pull request of this workflow. The next run replaces it.

  npx kops-cutover comment <file.md>

In a step of GitHub Actions, with env: GITHUB_TOKEN: \${{ github.token }} and the job's permissions: pull-requests: write.
Prints the comment's page. Exits with 1 if it could not be written.`;

/** @returns the exit code */
export async function main(args: readonly string[], env: NodeJS.ProcessEnv = process.env): Promise<number> {
  const { words, problems, has } = parseWords(args, { help: { type: 'boolean' } });
  if (has('help')) {
    process.stdout.write(`${HELP}\n`);
    return 0;
  }
  const [file = '', ...others] = words;
  if (problems.length > 0 || !isValue(file) || others.length > 0) {
    const wanted = isValue(file) && others.length === 0 ? [] : ['expected one file'];
    process.stderr.write(`${wrongArguments([...problems, ...wanted], 'npx kops-cutover comment --help')}\n`);
    return 1;
  }
  try {
    const to = pullRequestIn(env);
    const marker = markerOf(to.workflow);
    process.stdout.write(`${await putComment(to, marker, bodyOf(textIn(file), marker, to.run))}\n`);
    return 0;
  } catch (error) {
    if (!(error instanceof CommentRefused)) throw error;
    process.stderr.write(`${error.message}\n`);
    return 1;
  }
}

/** @throws CommentRefused */
function textIn(file: string): string {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new CommentRefused(
      `${file} can't be read: ${(error as Error).message}. Give the file to comment with.`,
    );
  }
  if (text.trim() !== '') return text;
  throw new CommentRefused(`${file} is empty: the step that writes it has failed. See what that step says.`);
}
