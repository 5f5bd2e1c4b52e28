import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '../../../..');

/** Rule numbers that a text names, as words: `R1` but not `R1x`. */
function rulesIn(text: string): string[] {
  return [...new Set(text.match(/\bR\d+\b/g))].sort((a, b) => Number(a.slice(1)) - Number(b.slice(1)));
}

function textOfTests(folder: string): string {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('spec.test.ts'))
    .map((file) => readFileSync(join(ROOT, folder, file), 'utf8'))
    .join('\n');
}

describe('the specification and its tests', () => {
  const spec = readFileSync(join(ROOT, 'rehearsal/route53/SPEC.md'), 'utf8');
  const numbered = [...spec.matchAll(/^\| (R\d+) \|/gm)].map(([, rule]) => rule as string);

  it('numbers the rules without gaps', () => {
    expect(numbered).toEqual(numbered.map((_, i) => `R${i + 1}`));
    expect(numbered.length).toBeGreaterThan(50);
  });

  it('has a test that names each rule, and no test names another', () => {
    const tests = textOfTests('test/unit/rehearsal/route53') + textOfTests('test/integration/route53');
    expect(rulesIn(tests)).toEqual(numbered);
  });
});
