/** What Watch costs: a call each minute from the first change to the end, priced without any free tier. */
import type { MigrationSettings, Route53Settings } from '../../lambdas/migration/contract/settings.ts';
import { WATCH } from '../../lambdas/migration/contract/states.ts';
import { CATALOG } from '../../lib/migration/functions/catalog.ts';
import { dollarsOf, type Item, itemsOf, NO_USAGE } from './prices.ts';

export interface WatchCost {
  /** Calls. */
  readonly minutes: number;
  readonly dollars: number;
}

/** Five calls of AWS beside those of Route 53, parsing, and what a small processor adds, seconds. */
const BESIDES = 0.5;
/** Of the run, the soak and each zone in the journal, bytes. */
const ITEM = 500;
/** Of each name in the before-image, which each execution environment reads once; as if one lasted for two hours only. */
const NAME_BYTES = 400;
const ENVIRONMENT_MINUTES = 120;
/** That Route 53 takes to answer, seconds. */
const ANSWER = 0.1;

/** @param seconds that reading the zones takes each minute */
export function watchItems({
  zones,
  names,
  minutes,
  seconds,
}: Readonly<Record<'zones' | 'names' | 'minutes' | 'seconds', number>>): readonly Item[] {
  const gigabytes = CATALOG[WATCH.watch].memoryMb / 1024;
  const units = Math.ceil(((zones + 2) * ITEM) / 4096) + 1;
  const images = Math.ceil(minutes / ENVIRONMENT_MINUTES) * Math.ceil((names * NAME_BYTES) / 4096);
  const usage = {
    ...NO_USAGE,
    invocations: minutes,
    gigabyteSeconds: minutes * (seconds + BESIDES) * gigabytes,
    logKilobytes: minutes,
    reads: minutes * units + images,
  };
  return [
    ...itemsOf(usage, 1),
    { item: 'EventBridge Scheduler invocations', count: minutes, dollarsEach: 1e-6 },
  ];
}

/** @param from when the first change is made @param until the end of the migration, ISO 8601 */
export function watchCost(
  { zones, route53 }: Pick<MigrationSettings, 'zones' | 'route53'>,
  from: string,
  until: string,
): WatchCost {
  const minutes = Math.ceil((Date.parse(until) - Date.parse(from)) / 60_000);
  const names = zones.reduce((sum, { records }) => sum + records.length, 0);
  const seconds = readingSeconds(zones.length, route53);
  return { minutes, dollars: dollarsOf(watchItems({ zones: zones.length, names, minutes, seconds })) };
}

/** One read of each zone, at the pace of a run that waits. */
function readingSeconds(zones: number, { requests, leftForOthers }: Route53Settings): number {
  const share = 1 - leftForOthers;
  return Math.max(zones * ANSWER, (zones - requests.burst * share) / (requests.perSecond * share));
}
