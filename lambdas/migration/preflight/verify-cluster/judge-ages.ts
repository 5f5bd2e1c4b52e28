import { CERTIFICATES_END_DAYS, daysOld, OLD_DAYS } from '../../../shared/domain/instance-age.ts';
import { countOf } from '../../../shared/domain/text.ts';
import type { Finding } from '../../contract/findings.ts';
import type { SeenInstance } from '../../domain/kops/seen-cluster.ts';
import type { Reading } from '../../domain/reading.ts';
import { notes } from './notes.ts';

const [FIRST_DAY, LAST_DAY] = CERTIFICATES_END_DAYS;
const WHY = `Certificates that kops issues to an instance expire ${FIRST_DAY} to ${LAST_DAY} days after its start, and are not renewed. Then it drops out of the cluster.`;
const TO_DO =
  'Replace it: a master by `RollMasters`, a node by `kops rolling-update cluster --instance-group-roles=node`.';

/** Whether each instance has certificates for a while. @param now epoch milliseconds */
export function judgeAges(
  cluster: string,
  instances: Reading<readonly SeenInstance[]>,
  now: number,
): readonly Finding[] {
  if (!instances.known)
    return [
      notes.fail(cluster, 'instances-unreadable', {
        seen: `The instances could not be read: ${instances.why}`,
        why: WHY,
        toDo: 'Fix what the message says, then start again.',
      }),
    ];
  const aged = instances.value.map((instance) => ({ id: instance.id, days: daysOld(instance, now) }));
  if (aged.length === 0)
    return [
      notes.fail(cluster, 'instances-missing', {
        seen: 'No instance of the cluster runs in this region.',
        why: 'A cluster without instances serves nobody.',
        toDo: "Check `cluster.name`, and that the stack is in the cluster's region and account.",
      }),
    ];
  const amiss = aged.flatMap(({ id, days }) => judgeAge(id, days));
  if (amiss.length > 0) return amiss;
  const oldest = Math.max(...aged.map(({ days = 0 }) => days));
  const seen = `${countOf(aged.length, 'instance')} run; the oldest is ${countOf(oldest, 'day')} old.`;
  return [notes.pass(cluster, 'instances-young', { seen, why: WHY })];
}

function judgeAge(id: string, days: number | undefined): readonly Finding[] {
  if (days === undefined)
    return [
      notes.warn(id, 'instance-age-unknown', {
        seen: 'EC2 does not say when it was launched.',
        why: WHY,
        toDo: TO_DO,
      }),
    ];
  const seen = `It is ${countOf(days, 'day')} old.`;
  if (days >= FIRST_DAY) return [notes.fail(id, 'instance-too-old', { seen, why: WHY, toDo: TO_DO })];
  return days > OLD_DAYS ? [notes.warn(id, 'instance-old', { seen, why: WHY, toDo: TO_DO })] : [];
}
