/**
 * Applies every mutant to a copy of the tree, one at a time, and runs its tests there: each must be caught.
 * `npm run mutants -- masters/` applies those in files of such a path only.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ALL_MUTANTS } from './all.ts';
import { inCopiedTree, withMutant } from './copied-tree.ts';
import type { Mutant } from './mutant.ts';
import { missingTests } from './stale.ts';

const [, , path = ''] = process.argv;
const mutants = ALL_MUTANTS.filter(({ file }) => file.includes(path));

await inCopiedTree((copy) => {
  requireGreen(copy);
  const survivors = mutants.filter((mutant) => !isCaught(mutant, copy));
  console.log(`${mutants.length - survivors.length} of ${mutants.length} mutants caught`);
  process.exitCode = survivors.length === 0 ? 0 : 1;
});

/** Tests that fail anyway catch nothing. */
function requireGreen(copy: string): void {
  const tests = [...new Set(mutants.flatMap((mutant) => mutant.tests))];
  const missing = missingTests(copy, mutants);
  if (missing.length > 0) throw new Error(`There are no tests at ${missing.join(', ')}`);
  const failed = failuresOf(tests, copy);
  if (failed.length > 0) throw new Error(`Without any mutant these fail:\n${failed.join('\n')}`);
}

function isCaught(mutant: Mutant, copy: string): boolean {
  const caught = withMutant(copy, mutant, () => failuresOf(mutant.tests, copy).length > 0);
  console.log(`${caught ? 'caught  ' : 'SURVIVED'} invariant ${mutant.invariant}: ${mutant.what}`);
  return caught;
}

interface Result {
  readonly numFailedTests: number;
  readonly testResults: readonly { readonly status: string; readonly message: string }[];
}

const NOTHING: Result = { numFailedTests: 0, testResults: [] };

/**
 * What jest says of each file that fails.
 * @throws where no test ran to a verdict: a file that could not be loaded has noticed nothing
 */
function failuresOf(tests: readonly string[], copy: string): string[] {
  const jest = join(copy, 'node_modules/jest/bin/jest.js');
  const { status, stdout, stderr } = spawnSync(process.execPath, [jest, '--json', ...tests], {
    cwd: copy,
    encoding: 'utf8',
    maxBuffer: 2 ** 30,
  });
  if (status === 0) return [];
  const { numFailedTests, testResults }: Result = status === 1 ? JSON.parse(stdout) : NOTHING;
  if (numFailedTests > 0)
    return testResults.flatMap((file) => (file.status === 'failed' ? [file.message] : []));
  throw new Error(`jest ended with ${status}, and no test of ${tests.join(' ')} failed:\n${stderr}`);
}
