/** Prints what the product costs in time and money, as ratios within this run; exits with 1 when a bound is broken. */

import { dollarsOf, type Item, STANDING } from '../plan/cost/prices.ts';
import { shopMastersTemplate, shopTemplate } from '../test/synth/support/shop-templates.ts';
import { costRows } from './cost.ts';
import { initRows } from './init.ts';
import { fewerNames, manyNamesRows } from './many-names.ts';
import { mastersCostRows } from './masters-cost.ts';
import { planRows } from './plan.ts';
import { preflightMemoryRows, preflightTimeRows } from './preflight.ts';
import { probingRows } from './probing.ts';
import { replacementRows } from './replacement.ts';
import { restoreRows } from './restore.ts';
import { countRow } from './row.ts';
import { specificationRows } from './specification.ts';
import { standingItems } from './standing.ts';
import { synthRows } from './synth.ts';

const cost = await costRows();
const masters = await mastersCostRows();
const standing = {
  migration: standingItems(shopTemplate().json),
  masters: [
    ...standingItems(shopMastersTemplate().json),
    { item: 'Secrets, that of the token', count: 1, dollarsEach: STANDING.secret },
  ],
};
const rows = [
  ...cost.rows,
  ...masters.rows,
  standingRow('a migration', standing.migration, 3),
  standingRow('masters', standing.masters, 6),
  ...(await replacementRows()),
  ...(await restoreRows()),
  ...(await preflightTimeRows()),
  ...(await preflightMemoryRows()),
  ...(await manyNamesRows()),
  ...specificationRows(),
  ...(await probingRows()),
  ...(await initRows()),
  ...synthRows(),
  ...planRows(),
];
console.table(
  rows.map(({ what, measured, against, value, bound }) => ({
    what,
    measured,
    against,
    value: Number(value.toFixed(3)),
    bound: `≤ ${bound}`,
    holds: value <= bound ? 'yes' : 'NO',
  })),
);
console.log('The sum of a migration, US dollars:');
printItems(cost.items);
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
// Not by `process.exitCode`: the rehearsal's PostgreSQL ends the process with 0 when nothing is left to do.
process.exit(rows.every(({ value, bound }) => value <= bound) ? 0 : 1);

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
