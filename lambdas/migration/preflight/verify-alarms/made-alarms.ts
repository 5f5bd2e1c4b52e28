/** Alarms that the stack made: on the target's load balancer, so it is known why they have no data yet. */
import { undotted } from '../../../shared/contract/dns-names.ts';
import type { Finding } from '../../contract/findings.ts';
import type { ClusterTarget } from '../../contract/settings.ts';
import { MIGRATE } from '../../contract/states.ts';
import type { AlarmMetric, MetricAlarm } from '../../domain/alarm.ts';
import { notesOf } from '../../domain/readiness/finding.ts';
import { type Reading, readingOf } from '../../domain/reading.ts';
import type { LoadBalancers } from '../../ports/load-balancers.ts';

const notes = notesOf(MIGRATE.verifyAlarms);
/** What of a metric's dimensions names the load balancer. */
const BALANCER = ['LoadBalancer', 'LoadBalancerName'];

/** By what CloudWatch has the target's metrics; undefined where it isn't found. */
export type OwnBalancer = Reading<string | undefined>;

export function balancerOf(
  target: ClusterTarget | undefined,
  directories: readonly LoadBalancers[],
): Promise<OwnBalancer> {
  return readingOf(async () => {
    if (target?.kind !== 'load-balancer') return undefined;
    const dnsName = undotted(target.dnsName);
    const found = await Promise.all(directories.map((each) => each.find([dnsName])));
    const [balancer] = found.flatMap((each) => each.get(dnsName) ?? []);
    return balancer && nameIn(balancer.metric.dimensions);
  });
}

/**
 * @param silence what was found of its data
 * @returns the same, but for silence that must be, because the target has had no request yet
 */
export function judgeMade(
  alarm: MetricAlarm,
  silence: readonly Finding[],
  own: OwnBalancer,
): readonly Finding[] {
  if (!own.known || own.value === undefined) return silence;
  const others = alarm.metrics.filter(({ dimensions }) => nameIn(dimensions) !== own.value);
  if (others.length > 0) return [ofAnother(alarm, others, own.value)];
  return silence.filter(({ code }) => code !== 'alarm-silent');
}

function ofAnother({ name }: MetricAlarm, metrics: readonly AlarmMetric[], own: string): Finding {
  const watched = new Set(metrics.map(({ dimensions }) => nameIn(dimensions) ?? 'none'));
  return notes.fail(name, 'alarm-of-another-balancer', {
    seen: `It watches the load balancer ${[...watched].join(', ')}; the target is ${own}.`,
    why: 'Failures of the cluster never show there, so it would never fire.',
    toDo: 'Correct `alarms.loadBalancer`, then deploy.',
  });
}

function nameIn(dimensions: Readonly<Record<string, string>>): string | undefined {
  return BALANCER.map((name) => dimensions[name]).find((value) => value !== undefined);
}
