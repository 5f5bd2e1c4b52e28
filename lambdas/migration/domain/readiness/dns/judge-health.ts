/** The health checks that what legacy answers with names: they go along into the weighted groups, and back. */
import { displayName } from '../../../../shared/contract/dns-names.ts';
import type { HealthCheck } from '../../health-check.ts';
import type { Reading } from '../../reading.ts';
import type { ResourceRecordSet } from '../../record-set.ts';
import { type Remark, remarks } from '../finding.ts';

const LOOK = 'Look at it in the console of Route 53, and begin when it is healthy.';

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
      seen: `${what} could not be read: ${check?.why ?? 'nobody asked'}`,
      why: 'Where it is gone, Route 53 refuses every record set that names it, in a rollback too.',
      toDo: 'Solve what the message says, and start again.',
    });
  }
  if (!check.value) {
    return remarks.fail(subject, 'health-check-gone', {
      seen: `${what} is gone.`,
      why: 'Route 53 refuses every record set that names it: the name could be neither moved nor restored.',
      toDo: 'Take the health check from the record, or name another one there.',
    });
  }
  const { healthy } = check.value;
  if (!healthy.known) {
    return remarks.warn(subject, 'health-not-known', {
      seen: `${what} may be unhealthy: ${healthy.why}`,
      why: 'Beside an unhealthy member of legacy’s the cluster gets everybody, also at a weight of 0.',
      toDo: LOOK,
    });
  }
  if (healthy.value) return undefined;
  return remarks.fail(subject, 'health-check-unhealthy', {
    seen: `${what} is unhealthy.`,
    why: 'A record set that stands alone is answered all the same. Beside it the cluster’s would get everybody, at a weight of 0, before a soak.',
    toDo: `Find out why legacy is not healthy. ${LOOK}`,
  });
}
