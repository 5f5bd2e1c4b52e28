/** Prints the JSON Schemas of reports and of the status into docs/*.schema.json: `npm run report-schema`. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SCHEMAS } from './report-schemas.ts';

const DOCS = join(import.meta.dirname, '../docs');

for (const [file, text] of Object.entries(SCHEMAS)) writeFileSync(join(DOCS, file), text);
