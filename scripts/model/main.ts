/**
 * Checks the models of the protocol with Spin: `npm run model`, or `npm run model -- <words of a variant's name>`. Ends with
 * 0 when the protocol holds and falls without each of its rules, else with 1; with 2 when nothing could be checked.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, constants, tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkAll } from './check.ts';
import { isAsExpected, rowOf, summaryOf } from './summary.ts';
import { missingTools } from './tools.ts';
import { nameOf, VARIANTS } from './variants.ts';

/** Each verifier takes up to 1.5 GB of memory. */
const MOST_AT_ONCE = 2;

const words = process.argv.slice(2).map((word) => word.toLowerCase());
const chosen = VARIANTS.filter((variant) => words.every((word) => nameOf(variant).includes(word)));
const missing = missingTools(process.env);
if (missing !== undefined) giveUp(missing);
if (chosen.length === 0)
  giveUp(
    `No variant has this name: ${words.join(' ')}. The variants are:\n${VARIANTS.map(nameOf).join('\n')}`,
  );

const folder = mkdtempSync(join(tmpdir(), 'model-'));
const running = new AbortController();
process.on('exit', () => {
  running.abort();
  rmSync(folder, { recursive: true, force: true });
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.on(signal, () => process.exit(128 + constants.signals[signal]));

const atOnce = Math.min(MOST_AT_ONCE, availableParallelism());
const checked = await checkAll(chosen, atOnce, { folder, signal: running.signal });
console.table(checked.map(rowOf));
for (const line of checked.length === 1 ? (checked[0]?.history ?? []) : []) console.log(line);
for (const line of summaryOf(checked)) console.log(line);
process.exitCode = checked.every(isAsExpected) ? 0 : 1;

function giveUp(why: string): never {
  console.error(why);
  process.exit(2);
}
