import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { mastersStatusSchemaText, statusSchemaText } from '../../../scripts/report-schemas.ts';

it.each([
  ['status.schema.json', statusSchemaText],
  ['masters-status.schema.json', mastersStatusSchemaText],
])('docs/%s is what the function answers with; `npm run report-schema` prints it again', (file, text) => {
  const documented = readFileSync(join(import.meta.dirname, '../../../docs', file), 'utf8');
  expect(documented).toBe(text());
});
