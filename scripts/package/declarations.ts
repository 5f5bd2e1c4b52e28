import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Writes `index.d.ts`, one file for all. What is public is in `docs/kops-cutover.api.md`.
 * @param accepting writes that file anew; otherwise it must be as it is
 * @throws when a type of a public one isn't exported, or what is public differs from the file
 */
export function declare(project: string, { accepting }: { readonly accepting: boolean }): void {
  const run = (program: string, ...args: string[]) =>
    execFileSync(join(project, 'node_modules/.bin', program), args, { cwd: project, stdio: 'inherit' });
  run('tsc', '-p', 'scripts/package');
  // `.ts` in the imports of declarations leads to `.d.ts`: they are read by the extractor alone.
  run('api-extractor', 'run', '-c', 'scripts/package/api-extractor.json', ...(accepting ? ['--local'] : []));
  if (!existsSync(join(project, 'dist/package/index.d.ts')))
    throw new Error('There is no dist/package/index.d.ts.');
}
