/** How often clients ask, by what CloudWatch recorded of the load balancers that serve them. */
import { dotted } from '../../../lambdas/shared/contract/dns-names.ts';
import { balancersBehind } from '../../estate/migration/behind.ts';
import type { Estate } from '../../estate/migration/estate.ts';
import { endsByName } from '../../estate/migration/legacy-ends.ts';
import { type RecordedMetric, recordedMetrics } from '../../snapshot/metrics.ts';
import { metricOf } from '../../world/balancer-metrics.ts';
import { keyOf } from '../../world/metrics.ts';
import type { Traffic } from '../../world/traffic.ts';
import { balancersOf, idInWorld } from './load-balancers.ts';

export interface RecordedTraffic {
  readonly traffic: Traffic;
  /** Requests a minute of each moved name; those of a load balancer are taken as equal. */
  readonly rates: ReadonlyMap<string, number>;
}

const HOUR = 3_600_000;
const HOURS = 24;

/** Undefined where nothing was recorded of any load balancer that serves moved names. */
export function recordedTraffic(estate: Estate): RecordedTraffic | undefined {
  const counted = countedByBalancer(estate);
  const ends = endsByName(estate);
  const rates = new Map<string, number>();
  const known: RecordedMetric[] = [];
  for (const [dnsName, metric] of counted) {
    const names = [...ends].filter(([, there]) => there.includes(dnsName)).map(([name]) => name);
    if (names.length === 0) continue;
    known.push(metric);
    for (const name of names) rates.set(name, (rates.get(name) ?? 0) + meanRate(metric) / names.length);
  }
  return known.length === 0 ? undefined : { traffic: traffic(known), rates };
}

/** Of those of the account, by DNS name. What is behind one counts requests, where it counts connections. */
function countedByBalancer({ home, snapshot }: Estate): ReadonlyMap<string, RecordedMetric> {
  const sums = recordedMetrics(snapshot, home).filter(
    ({ statistic, times }) => statistic === 'Sum' && times.length > 0,
  );
  const behind = balancersBehind(snapshot, home);
  return new Map(
    balancersOf(snapshot, home).flatMap((balancer) => {
      const id = idInWorld(balancer);
      const counting = [
        ...(behind.get(id) ?? []).map((each) => ({ id: each, family: 'application' as const })),
        { id, family: balancer.family },
      ];
      const [metric] = counting.flatMap((each) => {
        const key = keyOf(metricOf(each, 'requests'));
        return sums.find((sum) => keyOf(sum) === key) ?? [];
      });
      return metric ? [[dotted(balancer.dnsName), metric] as const] : [];
    }),
  );
}

/** A minute. */
function meanRate({ spans, values }: RecordedMetric): number {
  const known = spans.reduce((sum, { from, until }) => sum + until - from, 0);
  return (values.reduce((sum, value) => sum + value, 0) / known) * 60_000;
}

/** The rhythm of all of them together: the nearest wave of a day, and how weekends are. */
function traffic(metrics: readonly RecordedMetric[]): Traffic {
  const byHour = hourly(metrics);
  const isWeekend = (hour: number) => [0, 6].includes(new Date(hour * HOUR).getUTCDay());
  const meanOf = (entries: readonly (readonly [number, number])[]) =>
    entries.reduce((sum, [, count]) => sum + count, 0) / Math.max(entries.length, 1);
  const entries = [...byHour];
  const working = entries.filter(([hour]) => !isWeekend(hour));
  const days = working.length > 0 ? working : entries;
  const mean = meanOf(days);
  const weekend = entries.filter(([hour]) => isWeekend(hour));
  const wave = (of: (angle: number) => number) =>
    (2 * days.reduce((sum, [hour, count]) => sum + count * of((2 * Math.PI * (hour % HOURS)) / HOURS), 0)) /
    days.length;
  const [along, across] = [wave(Math.cos), wave(Math.sin)];
  return {
    requestsPerMinute: mean / 60,
    swing: Math.min(1, Math.hypot(along, across) / mean),
    busiestHour: (Math.round((Math.atan2(across, along) * HOURS) / (2 * Math.PI)) + HOURS) % HOURS,
    ...(working.length > 0 && weekend.length >= HOURS && { weekend: meanOf(weekend) / mean }),
  };
}

/** Requests of each hour, by hours since 1970. */
function hourly(metrics: readonly RecordedMetric[]): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  for (const { times, values } of metrics)
    for (const [i, at] of times.entries()) {
      const hour = Math.floor(at / HOUR);
      counts.set(hour, (counts.get(hour) ?? 0) + (values[i] ?? 0));
    }
  return counts;
}
