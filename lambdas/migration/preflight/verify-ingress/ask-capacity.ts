import { later, timeAt } from '../../../shared/domain/time.ts';
import type { Clock } from '../../../shared/ports/clock.ts';
import type { Finding } from '../../contract/findings.ts';
import { loadMetric } from '../../domain/balancer-load.ts';
import type { BalancerTraits } from '../../domain/balancer-traits.ts';
import { readingOf } from '../../domain/reading.ts';
import type { BalancerPeaks } from '../../ports/balancer-peaks.ts';
import type { Reservations } from '../../ports/balancer-traits.ts';
import { judgeCapacity, type Peak } from './judge-capacity.ts';
import { notCompared } from './not-compared.ts';

export interface CapacityPorts {
  readonly peaks: BalancerPeaks;
  readonly reservations: Reservations;
  readonly clock: Clock;
}

export interface NamedBalancer {
  /** DNS name, in lower case. */
  readonly name: string;
  readonly traits: BalancerTraits;
}

/** Seconds. CloudWatch keeps datapoints of a minute for 15 days. */
const LOOKED_BACK = 14 * 86_400;

/** Compares what legacy's load balancers took at their peaks with what the cluster's has from the first minute. */
export async function askCapacity(
  subject: string,
  cluster: NamedBalancer,
  legacy: readonly NamedBalancer[],
  { peaks, reservations, clock }: CapacityPorts,
): Promise<readonly Finding[]> {
  if (legacy.length === 0) return [];
  const until = timeAt(clock.now());
  const from = later(until, -LOOKED_BACK);
  const { family } = cluster.traits;
  const [reserved, readings] = await Promise.all([
    readingOf(() => reservations.reservedFor(cluster.name)),
    Promise.all(
      legacy.map(async ({ name, traits }) => {
        const metric = loadMetric(family, traits);
        return { name, metric, units: await readingOf(() => peaks.highest(metric, from, until)) };
      }),
    ),
  ]);
  const unread = readings.flatMap(({ name, units }) =>
    units.known ? [] : [notCompared(name, 'capacity', units)],
  );
  if (!reserved.known) return [...unread, notCompared(subject, 'capacity', reserved)];
  if (unread.length > 0) return unread;
  const read = readings.flatMap(({ name, metric, units }): Peak[] =>
    units.known ? [{ name, metric, units: units.value }] : [],
  );
  return judgeCapacity(subject, family, reserved.value, read);
}
