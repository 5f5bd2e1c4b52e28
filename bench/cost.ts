/**
 * What a whole migration of the shop costs: the scenario `week` is rehearsed, and its transitions, invocations and calls
 * are counted and priced.
 */

import { shop } from '../bin/shop.ts';
import { WATCH } from '../lambdas/migration/contract/states.ts';
import { resolveMigration } from '../lib/migration/config/resolve-migration.ts';
import { dollarsOf, type Item, ofTransitions, READ_UNITS } from '../plan/cost/prices.ts';
import { migrationPlan } from '../plan/make-plan.ts';
import { mostTransitions } from '../rehearsal/checks/migration/budget.ts';
import { openMigration } from '../rehearsal/products/migration/open-migration.ts';
import { week } from '../rehearsal/scenarios/migration/week.ts';
import { SHOP_WORLD } from '../rehearsal/shop/shop.ts';
import { openSnapshot } from '../rehearsal/snapshot/open.ts';
import { itemsOf } from './prices.ts';
import { rehearsed } from './rehearsed.ts';
import { countRow, type Row } from './row.ts';

const STEPS = 5;

export async function costRows(): Promise<{ rows: Row[]; items: Item[] }> {
  const { entered, calls: made } = await rehearsed(openMigration, week);
  // A rehearsal passes over those of its calls that find nothing new: bench/watch.ts prices a week of them.
  const calls = made.filter(({ caller }) => caller.name !== WATCH.watch);
  const transitions = [...entered.values()].reduce((sum, { all }) => sum + all, 0);
  const { all, inBranches } = entered.get('Migrate') ?? { all: Number.NaN, inBranches: 0 };
  const migrate = all - inBranches;
  const items = [
    ...itemsOf({ ...ofTransitions(transitions), readUnits: READ_UNITS, calls }),
    { item: 'S3 and DynamoDB storage (1 MB for a month)', count: 1, dollarsEach: 0.25 / 1024 },
  ];
  const dollars = dollarsOf(items);
  return {
    items,
    rows: [
      countRow(
        `transitions of Migrate, ${STEPS} steps, one approval, not counting Preflight’s checks`,
        `${migrate}`,
        migrate,
        mostTransitions(STEPS),
      ),
      countRow('dollars for a week-long migration of five steps', `$${dollars.toFixed(4)}`, dollars, 0.01),
      await estimateRow(dollars),
    ],
  };
}

/** What `npm run plan` says of it before, whichever of the two is more. */
async function estimateRow(dollars: number): Promise<Row> {
  const { settings } = resolveMigration(shop, { account: '111122223333', region: 'us-west-1' });
  const deployed = { emails: [], topic: '', repeated: '', logDays: 0 };
  const snapshot = await openSnapshot(SHOP_WORLD.snapshotFolder);
  const { cost } = await migrationPlan({ stack: 'Shop', settings, deployed }, snapshot, Date.now());
  const estimated = cost ? cost.dollars - cost.watch.dollars : Number.NaN;
  const off = Math.max(estimated / dollars, dollars / estimated);
  return countRow(
    'dollars that a plan estimates for it / those of the rehearsal',
    `$${estimated.toFixed(4)}`,
    off,
    1.25,
  );
}
