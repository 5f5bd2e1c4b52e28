import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { referenceOf } from './reference.ts';

/**
 * Writes `index.d.ts`, one file for all. What is public is in `docs/kops-cutover.api.md`, and for readers in `docs/reference.md`.
 * @param accepting writes these files anew; otherwise they must be as they are
 * @throws when a type of a public one isn't exported, or what is public differs from the files
 */
export function declare(project: string, { accepting }: { readonly accepting: boolean }): void {
  const run = (program: string, ...args: string[]) =>
    execFileSync(join(project, 'node_modules/.bin', program), args, { cwd: project, stdio: 'inherit' });
  run('tsc', '-p', 'scripts/package');
  // `.ts` in the imports of declarations leads to `.d.ts`: they are read by the extractor alone.
  run('api-extractor', 'run', '-c', 'scripts/package/api-extractor.json', ...(accepting ? ['--local'] : []));
  if (!existsSync(join(project, 'dist/package/index.d.ts')))
    throw new Error('There is no dist/package/index.d.ts.');
  const page = join(project, 'docs/reference.md');
  const reference = referenceOf(join(project, 'dist/declarations/kops-cutover.api.json'));
  if (accepting) writeFileSync(page, reference);
  else if (!existsSync(page) || readFileSync(page, 'utf8') !== reference)
    throw new Error(
      'docs/reference.md is not what the types and their comments say. Run: npm run package -- --accept-api',
    );
}
