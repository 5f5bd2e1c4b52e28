/** Prints what the product costs in time and money, as ratios within this run; exits with 1 when a bound is broken. */

import { dollarsOf, type Item, STANDING } from '../plan/cost/prices.ts';
import { shopMastersTemplate, shopTemplate } from '../test/synth/support/shop-templates.ts';
import { costRows } from './cost.ts';
import { initRows } from './init.ts';
import { fewerNames, manyNamesRows } from './many-names.ts';
import { mastersCostRows } from './masters-cost.ts';
import { ownAppRows } from './own-app.ts';
import { planRows } from './plan.ts';
import { preflightMemoryRows, preflightTimeRows } from './preflight.ts';
import { probingRows } from './probing.ts';
import { replacementRows } from './replacement.ts';
import { restoreRows } from './restore.ts';
import { countRow, type Row } from './row.ts';
import { soakRows } from './soak.ts';
import { specificationRows } from './specification.ts';
import { standingItems } from './standing.ts';
import { synthRows } from './synth.ts';
import { watchRows } from './watch.ts';

let playedWatch: ReturnType<typeof watchRows> | undefined;
/** Played once, for its rows and for what its sum is made of. */
const watched = () => {
  playedWatch ??= watchRows();
  return playedWatch;
};

/** In the order of the table; `npm run bench -- <name>` measures only those that are named. */
const SECTIONS: Readonly<Record<string, () => readonly Row[] | Promise<readonly Row[]>>> = {
  replacement: replacementRows,
  restore: restoreRows,
  'preflight-time': preflightTimeRows,
  'preflight-memory': preflightMemoryRows,
  names: manyNamesRows,
  specification: specificationRows,
  probing: probingRows,
  soak: soakRows,
  init: initRows,
  synth: synthRows,
  plan: planRows,
  watch: async () => (await watched()).rows,
  'own-app': ownAppRows,
};

const named = process.argv.slice(2);
const unknown = named.filter((name) => !Object.hasOwn(SECTIONS, name));
if (unknown.length > 0) {
  console.error(`There is no ${unknown.join(', ')}. There are: ${Object.keys(SECTIONS).join(', ')}.`);
  process.exit(2);
}
const rows = named.length > 0 ? await measured(named) : await everything();
// Not by `process.exitCode`: the rehearsal's PostgreSQL ends the process with 0 when nothing is left to do.
process.exit(rows.every(({ value, bound }) => value <= bound) ? 0 : 1);

async function measured(names: readonly string[]): Promise<readonly Row[]> {
  const found: Row[] = [];
  for (const name of names) found.push(...((await SECTIONS[name]?.()) ?? []));
  printRows(found);
  return found;
}

async function everything(): Promise<readonly Row[]> {
  const cost = await costRows();
  const masters = await mastersCostRows();
  const standing = {
    migration: standingItems(shopTemplate().json),
    masters: [
      ...standingItems(shopMastersTemplate().json),
      { item: 'Secrets, that of the token', count: 1, dollarsEach: STANDING.secret },
    ],
  };
  const counted = [
    ...cost.rows,
    ...masters.rows,
    standingRow('a migration', standing.migration, 3),
    standingRow('masters', standing.masters, 6),
  ];
  printRows(counted);
  const found = [...counted, ...(await measured(Object.keys(SECTIONS)))];
  console.log('The sum of a migration, US dollars:');
  printItems(cost.items);
  console.log('The sum of a week of Watch, 100 zones and 10,000 names:');
  printItems((await watched()).items);
  console.log('By standing there, a month of the stack of a migration:');
  printItems(standing.migration);
  console.log('By standing there, a month of the stack of masters:');
  printItems(standing.masters);
  console.log('The sum of one master’s replacement, by RollMasters:');
  printItems(masters.items);
  console.log('What it asks of AWS:');
  console.table(masters.operations);
  console.log('The sum of a month of sweeps:');
  printItems(masters.monthly);
  console.log('400 names in one zone (A and AAAA each), within Route 53’s limits:');
  console.table(
    (await fewerNames()).map(({ predicted, measured, ...row }) => ({
      ...row,
      predicted: Number(predicted.toFixed(1)),
      seconds: Number(measured.toFixed(1)),
    })),
  );
  return found;
}

function printRows(rows: readonly Row[]): void {
  console.table(
    rows.map(({ what, measured: seen, against, value, bound }) => ({
      what,
      measured: seen,
      against,
      value: Number(value.toFixed(3)),
      bound: `≤ ${bound}`,
      holds: value <= bound ? 'yes' : 'NO',
    })),
  );
}

function standingRow(of: string, items: readonly Item[], bound: number) {
  const dollars = dollarsOf(items);
  return countRow(
    `dollars a month for the stack of ${of} by standing there`,
    `$${dollars.toFixed(2)}`,
    dollars,
    bound,
  );
}

function printItems(items: readonly Item[]): void {
  console.table(
    items.map(({ item, count, dollarsEach }) => ({
      item,
      count: Math.round(count),
      dollars: Number((count * dollarsEach).toFixed(6)),
    })),
  );
}
