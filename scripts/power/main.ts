/**
 * How well JudgeSoak's comparison tells a bad cluster from a good one: plays simulated soaks and migrations, and prints what
 * was found. `npm run power -- --write` puts it into docs/compare.md. Exits with 1 if a promise doesn't hold, or the page
 * says something else.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { measure, withTables } from './tables.ts';

const PAGE = join(import.meta.dirname, '../../docs/compare.md');

const [option, ...others] = process.argv.slice(2);
if (others.length > 0 || (option !== undefined && option !== '--write')) {
  console.error('usage: npm run power [-- --write]');
  process.exit(2);
}
const { tables, broken } = measure();
for (const [name, content] of Object.entries(tables)) console.log(`${name}\n\n${content}\n`);
for (const promise of broken) console.error(`Doesn't hold: ${promise}`);
const before = readFileSync(PAGE, 'utf8');
const after = withTables(before, tables);
if (option === '--write') writeFileSync(PAGE, after);
const isOld = option !== '--write' && before !== after;
if (isOld) console.error('docs/compare.md has other numbers. `npm run power -- --write` puts these in.');
process.exitCode = broken.length > 0 || isOld ? 1 : 0;
