/**
 * Applies every mutant to a copy of the tree, one at a time, and runs its tests there: each must be caught.
 * `npm run mutants -- masters/` applies those in files of such a path only.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { FENCE_MUTANTS } from './fences.ts';
import { FOLLOW_MUTANTS } from './follows.ts';
import { LIMIT_MUTANTS } from './limits.ts';
import { MACHINE_MUTANTS } from './machines.ts';
import { MASTERS_MUTANTS } from './masters.ts';
import type { Mutant } from './mutant.ts';
import { MUTANTS } from './mutants.ts';
import { OWED_MUTANTS } from './owed.ts';
import { REFUSAL_MUTANTS } from './refusals.ts';
import { ROLE_MUTANTS } from './roles.ts';
import { SEVERAL_MUTANTS } from './several.ts';

const PROJECT = resolve(import.meta.dirname, '../..');

const [, , path = ''] = process.argv;
const all = [
  ...MUTANTS,
  ...FENCE_MUTANTS,
  ...FOLLOW_MUTANTS,
  ...SEVERAL_MUTANTS,
  ...LIMIT_MUTANTS,
  ...REFUSAL_MUTANTS,
  ...ROLE_MUTANTS,
  ...MACHINE_MUTANTS,
  ...OWED_MUTANTS,
  ...MASTERS_MUTANTS,
];
const mutants = all.filter(({ file }) => file.includes(path));

const copy = mkdtempSync(join(tmpdir(), 'mutants-'));
try {
  copyTree(copy);
  requireGreen();
  const survivors = mutants.filter((mutant) => !isCaught(mutant));
  console.log(`${mutants.length - survivors.length} of ${mutants.length} mutants caught`);
  process.exitCode = survivors.length === 0 ? 0 : 1;
} finally {
  rmSync(copy, { recursive: true, force: true });
}

function copyTree(folder: string): void {
  const listed = execFileSync('git', ['ls-files', '-z'], { cwd: PROJECT, encoding: 'utf8' });
  for (const file of listed.split('\0').filter(Boolean)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    cpSync(join(PROJECT, file), join(folder, file));
  }
  for (const made of ['node_modules', '.venv']) symlinkSync(join(PROJECT, made), join(folder, made));
}

/** Tests that fail anyway catch nothing. */
function requireGreen(): void {
  const tests = [...new Set(mutants.flatMap((mutant) => mutant.tests))];
  const missing = tests.filter(
    (test) => ![test, `${test}.ts`, `${test}.test.ts`].some((file) => existsSync(join(copy, file))),
  );
  // Where jest finds no test it fails, which would look like a mutant that is caught.
  if (missing.length > 0) throw new Error(`There are no tests at ${missing.join(', ')}`);
  const failed = failuresOf(tests);
  if (failed.length > 0) throw new Error(`Without any mutant these fail:\n${failed.join('\n')}`);
}

function isCaught({ invariant, what, file, from, to, tests }: Mutant): boolean {
  const path = join(copy, file);
  const original = readFileSync(path, 'utf8');
  if (original.split(from).length !== 2)
    throw new Error(`${file} no longer has this text exactly once: ${from}`);
  writeFileSync(
    path,
    original.replace(from, () => to),
  );
  try {
    const caught = failuresOf(tests).length > 0;
    console.log(`${caught ? 'caught  ' : 'SURVIVED'} invariant ${invariant}: ${what}`);
    return caught;
  } finally {
    writeFileSync(path, original);
  }
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
function failuresOf(tests: readonly string[]): string[] {
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
