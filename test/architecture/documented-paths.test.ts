import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '../..');
/** All but the tutorial, whose paths are those of its reader's project. */
const PAGES = globSync(['*.md', 'docs/**/*.md', 'rehearsal/**/SPEC.md'], { cwd: ROOT }).filter(
  (page) => page !== 'docs/tutorial.md',
);

/** Of a path whose end is left open, as `test/synth/<name>`, what comes before; of a test also without `.test.ts`. */
function isThere(path: string): boolean {
  const known = path.replace(/[<*{].*$/, '');
  return globSync([known, `${known}*`], { cwd: ROOT }).length > 0;
}

describe('A path in the documentation', () => {
  const named = PAGES.flatMap((page) =>
    [
      ...readFileSync(join(ROOT, page), 'utf8').matchAll(
        /`((?:lib|lambdas|plan|rehearsal|scripts|test|bench|docs)\/[^`\s]*)`/g,
      ),
    ].map(([, path = '']) => ({ page, path })),
  );

  it('is found', () => {
    expect(named.map(({ path }) => path)).toContain('lambdas/migration/domain/protocol/rules.ts');
  });

  it('leads to something', () => {
    expect(named.filter(({ path }) => !isThere(path))).toEqual([]);
  });
});
