import { count, countOf, percent } from '../../../shared/domain/text.ts';
import { type Remark, remarks } from '../readiness/finding.ts';
import type { Reading } from '../reading.ts';
import { busiest, type HostPool, type HourlyLoad } from './host-pool.ts';

const WHY =
  'A rollback gives legacy all the traffic within minutes: it must be able to carry its busiest hour.';

/** What of a pool's load is known: hour by hour, over two weeks. */
export type KnownLoad = Reading<readonly HourlyLoad[]>;

/** How many healthy hosts carried the busiest hour; undefined if that isn't known. */
export function hostsNeeded(load: KnownLoad): number | undefined {
  const hour = load.known ? busiest(load.value) : undefined;
  return hour && Math.ceil(hour.hosts);
}

/** Whether the healthy hosts carry what legacy carried in its busiest hour, at the requests per host of that hour. */
export function judgeCapacity(subject: string, pool: HostPool, load: KnownLoad): readonly Remark[] {
  if (!load.known) return [unreadable(subject, load.why)];
  const hour = busiest(load.value);
  const needed = hostsNeeded(load);
  if (!hour || needed === undefined) return pool.hosts.length === 0 ? [] : [unmeasured(subject, pool)];
  const healthy = pool.hosts.filter(({ isHealthy }) => isHealthy).length;
  const now = `${countOf(healthy, 'healthy host')} now, of ${pool.hosts.length}; ${needed} needed`;
  const seen = `${now}. ${arithmetic(hour, healthy, pool)}`;
  if (healthy >= needed) return [remarks.pass(subject, 'legacy-carries', { seen, why: WHY })];
  return [
    remarks.fail(subject, 'legacy-too-small', {
      seen,
      why: WHY,
      toDo: `Scale legacy out to ${countOf(needed, 'healthy host')}.`,
    }),
  ];
}

/** `The busiest hour of two weeks (from 2027-03-01T19:00:00Z) had 12,000 requests on 6 healthy hosts: 2,000 per host. 2 hosts …` */
function arithmetic({ from, requests, hosts }: HourlyLoad, healthy: number, { metrics }: HostPool): string {
  const each = requests / hosts;
  const carried = Math.min(1, healthy / hosts) * 100;
  const busy = `The busiest hour of two weeks (from ${from}) had ${countOf(requests, metrics.unit)} on ${rounded(hosts)} healthy hosts: ${count(Math.round(each))} per host.`;
  const able = `${countOf(healthy, 'host')} × ${count(Math.round(each))} = ${count(Math.round(healthy * each))} an hour, ${percent(carried)} of it.`;
  return healthy >= hosts ? busy : `${busy} ${able}`;
}

function rounded(hosts: number): string {
  return count(Math.round(hosts * 10) / 10);
}

function unreadable(subject: string, why: string): Remark {
  return remarks.fail(subject, 'legacy-load-unreadable', {
    seen: `CloudWatch could not be read: ${why}`,
    why: WHY,
    toDo: 'Fix what the message says, then start again.',
  });
}

function unmeasured(subject: string, { metrics }: HostPool): Remark {
  const seen = metrics.requests
    ? 'CloudWatch has no hour of two weeks with requests and healthy hosts.'
    : 'Several target groups share its load balancer, which counts connections only for all of them.';
  return remarks.unknown(subject, 'legacy-load-unknown', {
    seen,
    why: WHY,
    toDo: 'Find out what its hosts carried at the busiest time, and that as many run now. Then accept the finding.',
  });
}
