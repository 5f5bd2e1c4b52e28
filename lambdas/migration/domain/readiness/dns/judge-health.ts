/** The health checks that what legacy answers with names: they go along into the weighted groups, and back. */
import { displayName } from '../../../../shared/contract/dns-names.ts';
import type { HealthCheck } from '../../health-check.ts';
import type { Reading } from '../../reading.ts';
import type { ResourceRecordSet } from '../../record-set.ts';
import { type Remark, remarks } from '../finding.ts';

const LOOK = 'Check it in the Route 53 console, and start when it is healthy.';

/** @param before what legacy answers with at `name` @param checks by id */
export function judgeHealth(
  name: string,
  before: readonly ResourceRecordSet[],
  checks: ReadonlyMap<string, Reading<HealthCheck | undefined>>,
): Remark[] {
  const checked = Map.groupBy(before, ({ HealthCheckId = '' }) => HealthCheckId);
  checked.delete('');
  return [...checked].flatMap(([id, records]) => {
    const types = records.map(({ Type }) => Type).join(' and ');
    const what = `The health check of its ${types}, ${id},`;
    return judgeCheck(displayName(name), what, checks.get(id)) ?? [];
  });
}

function judgeCheck(
  subject: string,
  what: string,
  check: Reading<HealthCheck | undefined> | undefined,
): Remark | undefined {
  if (!check?.known) {
    return remarks.fail(subject, 'health-check-unreadable', {
      seen: `${what} could not be read: ${check?.why ?? 'not read'}`,
      why: 'If it is gone, Route 53 refuses every record set that names it, also during a rollback.',
      toDo: 'Fix what the message says, then start again.',
    });
  }
  if (!check.value) {
    return remarks.fail(subject, 'health-check-gone', {
      seen: `${what} is gone.`,
      why: 'Route 53 refuses every record set that names it: the name can be neither moved nor restored.',
      toDo: 'Remove the health check from the record, or name another one.',
    });
  }
  const { healthy } = check.value;
  if (!healthy.known) {
    return remarks.warn(subject, 'health-not-known', {
      seen: `${what} may be unhealthy: ${healthy.why}`,
      why: 'If legacy’s record is unhealthy, the cluster gets all traffic, even at a weight of 0.',
      toDo: LOOK,
    });
  }
  if (healthy.value) return undefined;
  return remarks.fail(subject, 'health-check-unhealthy', {
    seen: `${what} is unhealthy.`,
    why: 'Alone, an unhealthy record still answers. Beside the cluster’s record it does not: the cluster would get all traffic at a weight of 0, before any soak.',
    toDo: `Find out why legacy is unhealthy. ${LOOK}`,
  });
}
