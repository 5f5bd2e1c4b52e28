/** Prints the protocol's tables into docs/protocol.md: `npm run protocol`. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withTables } from './protocol-tables.ts';

const page = join(import.meta.dirname, '../docs/protocol.md');
writeFileSync(page, withTables(readFileSync(page, 'utf8')));
