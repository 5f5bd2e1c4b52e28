import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '../..');

/** By their numbers in the first column: `| Q16 | …`. */
const rules = globSync('rehearsal/**/SPEC.md', { cwd: ROOT }).flatMap((file) =>
  [...readFileSync(join(ROOT, file), 'utf8').matchAll(/^\| ([A-Z]+\d+) \|/gm)].map(
    ([, number]) => `${file}: ${number}`,
  ),
);

it('no two rules of a specification have the same number', () => {
  expect(rules.length).toBeGreaterThan(100);
  expect(rules.filter((rule, i) => rules.indexOf(rule) !== i)).toEqual([]);
});
