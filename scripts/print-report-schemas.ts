/** Prints the JSON Schemas of reports and of the status into docs/*.schema.json: `npm run report-schema`. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  mastersStatusSchemaText,
  readinessSchemaText,
  rehearsalSchemaText,
  statusSchemaText,
} from './report-schemas.ts';

const DOCS = join(import.meta.dirname, '../docs');

writeFileSync(join(DOCS, 'readiness.schema.json'), readinessSchemaText());
writeFileSync(join(DOCS, 'rehearsal.schema.json'), rehearsalSchemaText());
writeFileSync(join(DOCS, 'status.schema.json'), statusSchemaText());
writeFileSync(join(DOCS, 'masters-status.schema.json'), mastersStatusSchemaText());
