/**
 * What a whole migration of the shop costs: the scenario `week` is rehearsed, and its transitions, invocations and calls
 * are counted and priced.
 */
import { mostTransitions } from '../rehearsal/checks/migration/budget.ts';
import { openMigration } from '../rehearsal/products/migration/open-migration.ts';
import { week } from '../rehearsal/scenarios/migration/week.ts';
import { dollarsOf, type Item, itemsOf } from './prices.ts';
import { rehearsed } from './rehearsed.ts';
import { countRow, type Row } from './row.ts';

const STEPS = 5;

/** Gigabytes × seconds of one invocation, bounded from above: 512 MB for 3 s, which includes a cold start. */
const GB_SECONDS = 1.5;
const LOG_KILOBYTES = 4;

export async function costRows(): Promise<{ rows: Row[]; items: Item[] }> {
  const { entered, calls } = await rehearsed(openMigration, week);
  const transitions = [...entered.values()].reduce((sum, { all }) => sum + all, 0);
  const { all, inBranches } = entered.get('Migrate') ?? { all: Number.NaN, inBranches: 0 };
  const migrate = all - inBranches;
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
    ],
  };
}
