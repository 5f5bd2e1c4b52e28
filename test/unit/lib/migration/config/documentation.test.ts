import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Duration } from 'aws-cdk-lib';
import { ACCEPTABLE } from '../../../../../lambdas/migration/contract/acceptances.ts';
import { fullest, problemsOf } from './configurations.ts';

const ROOT = join(__dirname, '../../../../..');
const text = readFileSync(join(ROOT, 'docs/configuration.md'), 'utf8');

describe('docs/configuration.md', () => {
  it('shows a smallest configuration that resolves', () => {
    const literal = /const migration: MigrationConfig = (\{[\s\S]*?\n\});/.exec(text)?.[1];
    expect(literal).toBeDefined();
    const config: unknown = new Function(`return ${literal}`)();
    expect(problemsOf(config)).toEqual([]);
  });

  it.each(fieldsOf(fullest(), ''))('has %s in its reference', (field) => {
    expect(text).toContain(`\`${field}\``);
  });

  it('names every finding that can be accepted, and no other', () => {
    const [, table = ''] = /These findings can be accepted:\n\n([\s\S]*?)\n\n/.exec(text) ?? [];
    const documented = [...table.matchAll(/^\| `([^`]+)` \| (.*) \|$/gm)].map(([, code, why]) => [code, why]);
    expect(documented).toEqual(Object.entries(ACCEPTABLE).map(([code, { why }]) => [code, why]));
  });

  it('names every warning that there is, and no other', () => {
    const documented = [
      ...text.slice(text.indexOf('| code |')).matchAll(/`([a-z0-9]+(?:-[a-z0-9]+)+)`/g),
    ].map(([, code]) => code);
    expect(documented.toSorted()).toEqual(warningCodes().toSorted());
  });
});

/** Every field of a value, with `[]` for each element of a list; what is below dimensions and askFor is the user's own. */
function fieldsOf(value: unknown, path: string): string[] {
  const isOwn = path.endsWith('dimensions') || path.endsWith('askFor');
  if (typeof value !== 'object' || value === null || value instanceof Duration || isOwn) return [];
  if (Array.isArray(value)) return [...new Set(value.flatMap((item) => fieldsOf(item, `${path}[]`)))];
  const entries = Object.entries(value).map(
    ([key, child]) => [path ? `${path}.${key}` : key, child] as const,
  );
  const groups = ['soak', 'drain', 'traffic', 'notify', 'preflight'];
  return entries.flatMap(([field, child]) => [
    ...(groups.includes(field) ? [] : [field]),
    ...fieldsOf(child, field),
  ]);
}

/** As the sources have them: the first argument of every `warning(…)`. */
function warningCodes(): string[] {
  const all = ['shared', 'migration', 'masters']
    .map((part) => join(ROOT, 'lib', part, 'config'))
    .flatMap((folder) => readdirSync(folder).map((file) => readFileSync(join(folder, file), 'utf8')))
    .join('\n');
  const literal = [...all.matchAll(/\.warning\(\s*'([^']+)'/g)].flatMap(([, code]) => code ?? []);
  const composed = ['keys', 'databases', 'statebucket', 'ingress'].map((what) => `not-checked-${what}`);
  return [...new Set([...literal, ...composed])];
}
