/**
 * What a whole migration of the shop costs: the scenario `week` is rehearsed, and its transitions, invocations and calls
 * are counted and priced.
 */
import { FUNCTION_STATES } from '../lambdas/migration/contract/states.ts';
import { CATALOG } from '../lib/migration/functions/catalog.ts';
import { CHECKS } from '../lib/migration/migrate/preflight.ts';
import { openMigration } from '../rehearsal/products/migration/open-migration.ts';
import { week } from '../rehearsal/scenarios/migration/week.ts';
import { dollarsOf, type Item, itemsOf } from './prices.ts';
import { rehearsed } from './rehearsed.ts';
import { countRow, type Row } from './row.ts';

const STEPS = 5;

/**
 * As the graph of Migrate has it: `test/synth/migration/migrate-machine` counts it. A step takes nine states: legacy is judged (2),
 * its weights are written, waited for and confirmed (3), and it soaks and is judged (4). Around the steps there are 16; the
 * approval takes 4 and saves the 2 of legacy, which it judges itself; each of two extended soaks takes 4 again.
 */
const OF_STEP = 9;
const AROUND = 16 + (4 - 2) + 2 * 4;

/** Gigabytes × seconds of one invocation, bounded from above: 512 MB for 3 s, which includes a cold start. */
const GB_SECONDS = 1.5;
const LOG_KILOBYTES = 4;

export async function costRows(): Promise<{ rows: Row[]; items: Item[] }> {
  const { entered, calls } = await rehearsed(openMigration, week);
  const migrate = entered.get('Migrate') ?? Number.NaN;
  const others = [...entered].reduce((sum, [machine, n]) => sum + (machine === 'Migrate' ? 0 : n), 0);
  const transitions = migrate + others;
  const items = [
    // Every transition counted as an invocation.
    ...itemsOf({
      transitions,
      invocations: transitions,
      gigabyteSeconds: transitions * GB_SECONDS,
      logKilobytes: transitions * LOG_KILOBYTES,
      // A before-image of a few names is one or two.
      readUnits: 2,
      calls,
    }),
    { item: 'S3 and DynamoDB storage (1 MB for a month)', count: 1, dollarsEach: 0.25 / 1024 },
  ];
  const most = AROUND + statesInBranches() + OF_STEP * STEPS;
  const dollars = dollarsOf(items);
  return {
    items,
    rows: [
      countRow(`transitions of Migrate, ${STEPS} steps, one approval`, `${migrate}`, migrate, most),
      countRow('dollars for a week-long migration of five steps', `$${dollars.toFixed(4)}`, dollars, 0.01),
    ],
  };
}

/** What is inside Preflight is counted too. */
function statesInBranches(): number {
  return CHECKS.length + FUNCTION_STATES.filter((state) => CATALOG[state].check?.after).length;
}
