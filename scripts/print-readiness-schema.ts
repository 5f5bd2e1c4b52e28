/** Prints the readiness report's JSON Schema into docs/readiness.schema.json: `npm run report-schema`. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readinessSchemaText } from './readiness-schema.ts';

writeFileSync(join(import.meta.dirname, '../docs/readiness.schema.json'), readinessSchemaText());
