import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { statusSchemaText } from '../../../scripts/report-schemas.ts';

it('docs/status.schema.json is what Status answers with; `npm run report-schema` prints it again', () => {
  const documented = readFileSync(join(import.meta.dirname, '../../../docs/status.schema.json'), 'utf8');
  expect(documented).toBe(statusSchemaText());
});
