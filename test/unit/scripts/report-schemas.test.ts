import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SCHEMAS } from '../../../scripts/report-schemas.ts';

const DOCS = join(import.meta.dirname, '../../../docs');

it.each(Object.entries(SCHEMAS))('docs/%s is what `npm run report-schema` prints', (file, text) => {
  expect(readFileSync(join(DOCS, file), 'utf8')).toBe(text);
});

it('There is no other schema', () => {
  expect(globSync('*.schema.json', { cwd: DOCS }).sort()).toEqual(Object.keys(SCHEMAS).sort());
});
