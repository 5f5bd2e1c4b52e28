/** Mutants that would catch nothing, because what they are about is gone. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Mutant } from './mutant.ts';

export function standsOnce(text: string, part: string): boolean {
  return text.split(part).length === 2;
}

/** Where the text that a mutant breaks doesn't stand in its file exactly once. */
export function staleTexts(folder: string, mutants: readonly Mutant[]): readonly string[] {
  return mutants
    .filter(({ file, from }) => !standsOnce(readFileSync(join(folder, file), 'utf8'), from))
    .map(({ file, from }) => `${file}: ${from}`);
}

/** Jest fails where it finds no test, which would look like a mutant that is caught. */
export function missingTests(folder: string, mutants: readonly Mutant[]): readonly string[] {
  const tests = [...new Set(mutants.flatMap((mutant) => mutant.tests))];
  return tests.filter(
    (test) => ![test, `${test}.ts`, `${test}.test.ts`].some((file) => existsSync(join(folder, file))),
  );
}
