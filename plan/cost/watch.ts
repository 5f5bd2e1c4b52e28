/** What Watch costs: a call each minute from the first change to the end, priced without any free tier. */
import type { MigrationSettings, Route53Settings } from '../../lambdas/migration/contract/settings.ts';
import { WATCH } from '../../lambdas/migration/contract/states.ts';
import { MEASURED_EVERY_MINUTES } from '../../lambdas/migration/domain/run-metrics.ts';
import { CATALOG } from '../../lib/migration/functions/catalog.ts';
import { dollarsOf, type Item, itemsOf, NO_USAGE, STANDING } from './prices.ts';

export interface WatchCost {
  /** Calls. */
  readonly minutes: number;
  readonly dollars: number;
}

/** Metrics that the dashboard has: three of the run, three of each side. */
const SHOWN = 3 + 2 * 3;
/** Of each load balancer its requests, two kinds of errors, and its latency. */
const READ_OF_EACH = 4;
const MINUTES_OF_A_MONTH = 730 * 60;

/** Five calls of AWS beside those of Route 53, parsing, and what a small processor adds, seconds. */
const BESIDES = 0.5;
/** Of the run, the soak and each zone in the journal, bytes. */
const ITEM = 500;
/** Of each name in the before-image, which each execution environment reads once; as if one lasted for two hours only. */
const NAME_BYTES = 400;
const ENVIRONMENT_MINUTES = 120;
/** That Route 53 takes to answer, seconds. */
const ANSWER = 0.1;

/**
 * @param seconds that reading the zones takes each minute
 * @param measured load balancers that are measured for the dashboard, on both sides; undefined without one
 */
export function watchItems({
  zones,
  names,
  minutes,
  seconds,
  measured,
}: Readonly<Record<'zones' | 'names' | 'minutes' | 'seconds', number>> & {
  readonly measured: number | undefined;
}): readonly Item[] {
  const gigabytes = CATALOG[WATCH.watch].memoryMb / 1024;
  const units = Math.ceil(((zones + 2) * ITEM) / 4096) + 1;
  const images = Math.ceil(minutes / ENVIRONMENT_MINUTES) * Math.ceil((names * NAME_BYTES) / 4096);
  const usage = {
    ...NO_USAGE,
    invocations: minutes,
    gigabyteSeconds: minutes * (seconds + BESIDES) * gigabytes,
    logKilobytes: minutes,
    reads: minutes * units + images,
    metrics: Math.ceil(minutes / MEASURED_EVERY_MINUTES) * READ_OF_EACH * (measured ?? 0),
  };
  return [
    ...itemsOf(usage, 1),
    { item: 'EventBridge Scheduler invocations', count: minutes, dollarsEach: 1e-6 },
    ...(measured === undefined ? [] : shownItems(minutes)),
  ];
}

/** Billed by the hour. */
function shownItems(minutes: number): readonly Item[] {
  const months = minutes / MINUTES_OF_A_MONTH;
  return [
    { item: 'CloudWatch PutMetricData', count: minutes, dollarsEach: 10e-6 },
    { item: 'Custom metrics of the dashboard', count: SHOWN * months, dollarsEach: STANDING.customMetric },
  ];
}

/** @param measured load balancers on both sides @param from when the first change is made @param until the end of the migration, ISO 8601 */
export function watchCost(
  { zones, route53, dashboard }: Pick<MigrationSettings, 'zones' | 'route53' | 'dashboard'>,
  measured: number,
  from: string,
  until: string,
): WatchCost {
  const minutes = Math.ceil((Date.parse(until) - Date.parse(from)) / 60_000);
  const names = zones.reduce((sum, { records }) => sum + records.length, 0);
  const seconds = readingSeconds(zones.length, route53);
  const items = watchItems({
    zones: zones.length,
    names,
    minutes,
    seconds,
    measured: dashboard === false ? undefined : measured,
  });
  return { minutes, dollars: dollarsOf(items) };
}

/** One read of each zone, at the pace of a run that waits. */
function readingSeconds(zones: number, { requests, leftForOthers }: Route53Settings): number {
  const share = 1 - leftForOthers;
  return Math.max(zones * ANSWER, (zones - requests.burst * share) / (requests.perSecond * share));
}
