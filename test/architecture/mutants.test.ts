import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ALL_MUTANTS } from '../mutants/all.ts';

const PROJECT = resolve(import.meta.dirname, '../..');

describe('The mutants of the product', () => {
  it('each break a text that stands in its file exactly once', () => {
    const stale = ALL_MUTANTS.filter(
      ({ file, from }) => readFileSync(join(PROJECT, file), 'utf8').split(from).length !== 2,
    );
    expect(stale.map(({ file, from }) => `${file}: ${from}`)).toEqual([]);
  });

  it('each have tests that are there', () => {
    const tests = [...new Set(ALL_MUTANTS.flatMap((mutant) => mutant.tests))];
    const missing = tests.filter(
      (test) => ![test, `${test}.ts`, `${test}.test.ts`].some((file) => existsSync(join(PROJECT, file))),
    );
    expect(missing).toEqual([]);
  });
});
