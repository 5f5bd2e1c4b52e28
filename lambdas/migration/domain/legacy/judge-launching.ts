import { type Remark, remarks } from '../readiness/finding.ts';
import type { Reading } from '../reading.ts';
import type { HostPool } from './host-pool.ts';
import { type GroupSeen, groupsBehind } from './scaling-group.ts';

/** Whether the groups behind a pool may start hosts. That they can't be read is said elsewhere. */
export function judgeLaunching(
  subject: string,
  pool: HostPool,
  groups: Reading<readonly GroupSeen[]>,
): readonly Remark[] {
  const behind = groups.known ? groupsBehind(groups.value, pool) : [];
  const still = behind.filter(({ suspended }) => suspended.includes('Launch')).map(({ name }) => name);
  if (still.length === 0) return [];
  return [
    remarks.warn(subject, 'legacy-launch-suspended', {
      seen: `Launch is suspended in ${still.join(', ')}.`,
      why: 'A host that fails is not replaced, and legacy doesn’t scale out when it gets the traffic back.',
      toDo: still
        .map(
          (name) =>
            `\`aws autoscaling resume-processes --auto-scaling-group-name ${name} --scaling-processes Launch\``,
        )
        .join(' '),
    }),
  ];
}
