/** Prints the reports' JSON Schemas into docs/*.schema.json: `npm run report-schema`. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readinessSchemaText, rehearsalSchemaText } from './report-schemas.ts';

const DOCS = join(import.meta.dirname, '../docs');

writeFileSync(join(DOCS, 'readiness.schema.json'), readinessSchemaText());
writeFileSync(join(DOCS, 'rehearsal.schema.json'), rehearsalSchemaText());
