/** Whether the cluster's load balancer can take at once what legacy's took at their peaks. */
import type { Finding } from '../../contract/findings.ts';
import type { LoadMetric } from '../../domain/balancer-load.ts';
import type { BalancerTraits, Reservation } from '../../domain/balancer-traits.ts';
import { notes } from './notes.ts';

export interface Peak {
  readonly name: string;
  readonly metric: LoadMetric;
  /** Load balancer capacity units (LCU); undefined without any data. */
  readonly units: number | undefined;
}

const WHY =
  'A load balancer that had little traffic is small, and takes minutes to grow: what is too much for it meanwhile gets a 503 or no connection.';

/** Below this AWS reserves nothing, so a load balancer that has nothing reserved is taken for large enough. LCU. */
const LEAST_ANYWHERE = 100;

/** @param peaks one at least */
export function judgeCapacity(
  subject: string,
  family: BalancerTraits['family'],
  reserved: Reservation | undefined,
  peaks: readonly Peak[],
): readonly Finding[] {
  const measured = peaks.flatMap(({ units }) => units ?? []);
  const unmeasured = peaks.filter(({ units }) => units === undefined).map(notMeasured);
  if (measured.length === 0) return unmeasured;
  const needed = measured.reduce((sum, units) => sum + units, 0);
  const least = reserved?.least ?? LEAST_ANYWHERE;
  const seen = `Legacy took ${inUnits(needed)} at its peak of the last two weeks. ${reservedIn(reserved)}`;
  if (needed <= Math.max(least, reserved?.provisioned ?? 0))
    return [...unmeasured, notes.pass(subject, 'ingress-capacity-enough', { seen, why: WHY })];
  const toDo = adviceFor(family, needed, reserved);
  return [...unmeasured, notes.warn(subject, 'ingress-capacity-short', { seen, why: WHY, toDo })];
}

function notMeasured({ name, metric: { metric } }: Peak): Finding {
  return notes.warn(name, 'ingress-capacity-unmeasured', {
    seen: `CloudWatch has no data of ${metric.metricName} (${metric.namespace}) in the last two weeks.`,
    why: 'Nobody knows how large the cluster’s load balancer must be from the first minute.',
    toDo: 'Compare by hand what legacy takes in its busiest minute with what is reserved for the cluster’s load balancer.',
  });
}

function reservedIn(reserved: Reservation | undefined): string {
  if (!reserved) return "The cluster's load balancer is a classic one, for which nothing can be reserved.";
  const { requested, provisioned, least } = reserved;
  if (requested === 0)
    return `Nothing is reserved for the cluster's load balancer; AWS reserves ${inUnits(least)} at least.`;
  if (provisioned >= requested)
    return `${inUnits(provisioned)} are reserved for the cluster's load balancer.`;
  return `Of the ${inUnits(requested)} that are requested for the cluster's load balancer, ${inUnits(provisioned)} are provisioned.`;
}

function adviceFor(
  family: BalancerTraits['family'],
  needed: number,
  reserved: Reservation | undefined,
): string {
  const byHand = 'Give the first steps a small share and a long soak, so that it grows with its traffic.';
  if (!reserved) return `${byHand} Or use an application load balancer.`;
  const units = Math.ceil(needed);
  if (reserved.requested >= needed) return 'Start when AWS has provisioned what is requested.';
  const limit = family === 'network' ? ' AWS does not reserve for one with TLS listeners.' : '';
  return `Reserve ${units} LCU until the move is over (\`aws elbv2 modify-capacity-reservation --minimum-load-balancer-capacity CapacityUnits=${units}\`).${limit} Or: ${byHand}`;
}

function inUnits(units: number): string {
  return `${Number(units.toFixed(1))} LCU`;
}
