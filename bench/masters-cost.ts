/**
 * What the replacement of one master costs, and the sweep in a month: the scenario `master-replaced-voluntarily` is
 * rehearsed, and its transitions, invocations and calls are counted and priced.
 */
import { shopMasters } from '../bin/shop-masters.ts';
import { MASTERS_EVENTS } from '../lambdas/masters/contract/states.ts';
import { resolveMasters } from '../lib/masters/config/resolve-masters.ts';
import { MASTERS_CATALOG } from '../lib/masters/functions/catalog.ts';
import { dollarsOf, type Item } from '../plan/cost/prices.ts';
import { openMasters } from '../rehearsal/products/masters/open-masters.ts';
import { masterReplacedVoluntarily } from '../rehearsal/scenarios/masters/master-replaced-voluntarily.ts';
import { itemsOf } from './prices.ts';
import { type Rehearsed, rehearsed } from './rehearsed.ts';
import { countRow, type Row } from './row.ts';

/** What the schedule runs. */
const SCHEDULED = [MASTERS_EVENTS.sweepMasters, MASTERS_EVENTS.reconcileHooks] as const;
type Scheduled = (typeof SCHEDULED)[number];

/** Gigabytes × seconds of one invocation of a small function: 512 MB for a second, which is twice what it takes. */
const GB_SECONDS = 0.5;
/** Of a scheduled function, which is warm but for once in a while: this long, and for each call besides. */
const WARM_SECONDS = 0.1;
const CALL_SECONDS = 0.05;
/** What an invocation writes, its own lines and Lambda's. */
const LOG_KILOBYTES = 2;
/** What is kept of a replacement, of the lease and of a roll is less than 4 KB each. A third of reads are of two or three, at twice the price. */
const READ_UNITS = 3;
const NOTHING = {
  transitions: 0,
  invocations: 0,
  gigabyteSeconds: 0,
  logKilobytes: 0,
  readUnits: READ_UNITS,
} as const;
const MONTH = 30 * 24 * 3600;

export interface MastersCost {
  readonly rows: Row[];
  /** Of one replacement. */
  readonly items: Item[];
  /** Of the schedule in a month. */
  readonly monthly: Item[];
  /** Of one replacement. */
  readonly operations: readonly { readonly operation: string; readonly calls: number }[];
}

export async function mastersCostRows(): Promise<MastersCost> {
  const { entered, calls } = await rehearsed(openMasters, masterReplacedVoluntarily);
  const own = calls.filter((call) => !SCHEDULED.some((state) => isBy(call, state)));
  const replaceMaster = entered.get('ReplaceMaster')?.all ?? Number.NaN;
  const transitions = [...entered.values()].reduce((sum, { all }) => sum + all, 0);
  const items = itemsOf({
    transitions,
    invocations: transitions,
    gigabyteSeconds: transitions * GB_SECONDS,
    logKilobytes: transitions * LOG_KILOBYTES,
    readUnits: READ_UNITS,
    calls: own,
  });
  const monthly = SCHEDULED.flatMap((state) => ofAMonth(state, calls));
  const dollars = dollarsOf(items);
  const aMonth = dollarsOf(monthly);
  const replaced = `one master of three by RollMasters`;
  return {
    items,
    monthly,
    operations: byOperation(own),
    rows: [
      countRow(`transitions of ReplaceMaster, ${replaced}`, `${replaceMaster}`, replaceMaster, 200),
      countRow(`calls of AWS, ${replaced}`, `${own.length}`, own.length, 200),
      countRow(`dollars, ${replaced}`, `$${dollars.toFixed(4)}`, dollars, 0.02),
      countRow('dollars a month for the sweep at its default rate', `$${aMonth.toFixed(4)}`, aMonth, 0.1),
    ],
  };
}

function isBy({ caller }: Rehearsed['calls'][number], state: string): boolean {
  return caller.function.endsWith(`-${state}`);
}

function ofAMonth(state: Scheduled, all: Rehearsed['calls']): Item[] {
  const { account, region } = { account: '111122223333', region: 'us-west-1' };
  const { sweepSeconds } = resolveMasters(shopMasters, { account, region }).settings;
  const calls = all.filter((call) => isBy(call, state));
  // Each begins with one look at the groups.
  const rehearsedTimes = calls.filter(({ operation }) => operation === 'DescribeAutoScalingGroups').length;
  const times = MONTH / sweepSeconds;
  const seconds = WARM_SECONDS + (CALL_SECONDS * calls.length) / rehearsedTimes;
  const items = itemsOf({
    ...NOTHING,
    invocations: times,
    gigabyteSeconds: (times * seconds * MASTERS_CATALOG[state].memoryMb) / 1024,
    logKilobytes: times * LOG_KILOBYTES,
    calls: [],
  });
  const perTime = itemsOf({ ...NOTHING, calls });
  return [
    ...items,
    ...perTime.map((item) => ({ ...item, count: (item.count / rehearsedTimes) * times })),
  ].map((item) => ({ ...item, item: `${state}: ${item.item}` }));
}

function byOperation(calls: Rehearsed['calls']): MastersCost['operations'] {
  const counts = new Map<string, number>();
  for (const { service, operation } of calls) {
    const name = `${service}:${operation}`;
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts].map(([operation, n]) => ({ operation, calls: n })).sort((a, b) => b.calls - a.calls);
}
