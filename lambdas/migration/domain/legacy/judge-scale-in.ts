import { countOf } from '../../../shared/domain/text.ts';
import { type Remark, remarks } from '../readiness/finding.ts';
import type { Reading } from '../reading.ts';
import type { HostPool } from './host-pool.ts';
import { activeScaleIns, type GroupSeen, groupsBehind, keptBy, type ScaleIn } from './scaling-group.ts';

const WHY =
  'While the cluster serves, legacy’s hosts are idle, and what scales them in would take them away.';

/** Whether as many hosts stay as are needed: the minimum sizes of the groups, and the hosts that no group has. */
export function judgeScaleIn(
  subject: string,
  pool: HostPool,
  groups: Reading<readonly GroupSeen[]>,
  needed: number,
): readonly Remark[] {
  if (!groups.known) return [unreadable(subject, groups.why)];
  const behind = groupsBehind(groups.value, pool);
  const inGroups = new Set(behind.flatMap(({ instances }) => instances));
  const fixed = pool.hosts.filter(({ id, isHealthy }) => isHealthy && !inGroups.has(id)).length;
  const kept = fixed + behind.reduce((sum, group) => sum + keptBy(group), 0);
  const seen = `${inWords(behind, fixed)} At least ${countOf(kept, 'host')} of ${needed} needed ${kept === 1 ? 'stays' : 'stay'}.`;
  if (kept >= needed) return [remarks.pass(subject, 'legacy-stays', { seen, why: WHY })];
  const causes = behind.flatMap((group) => activeScaleIns(group).map((each) => cause(group, each)));
  const toDo = advice(behind, needed - fixed, causes);
  if (causes.length === 0) return [remarks.warn(subject, 'legacy-minimum-low', { seen, why: WHY, toDo })];
  return [
    remarks.fail(subject, 'legacy-may-scale-in', { seen: `${seen} ${causes.join(' ')}`, why: WHY, toDo }),
  ];
}

function inWords(groups: readonly GroupSeen[], fixed: number): string {
  const mins = groups.map(({ name, min }) => `${name} keeps at least ${min}`);
  if (fixed > 0) mins.push(`${countOf(fixed, 'healthy host')} in no Auto Scaling group`);
  return mins.length > 0 ? `${mins.join(', ')}.` : 'No Auto Scaling group and no healthy host is behind it.';
}

function cause({ name }: GroupSeen, { kind, name: what, min, desired }: ScaleIn): string {
  if (kind === 'policy') return `The policy ${what} scales ${name} in.`;
  const sets = [
    ...(min === undefined ? [] : [`the minimum to ${min}`]),
    ...(desired === undefined ? [] : [`the desired capacity to ${desired}`]),
  ];
  return `The scheduled action ${what} sets ${name}: ${sets.join(', ')}.`;
}

/** The minimum of one group; of several, together. */
function advice(groups: readonly GroupSeen[], needed: number, causes: readonly string[]): string {
  const [only, ...more] = groups;
  if (!only) return `Start ${countOf(needed, 'more healthy host')}.`;
  const scheduled = causes.some((text) => text.startsWith('The scheduled action'))
    ? ' Delete the scheduled actions that lower it, until the drain is over.'
    : '';
  const set =
    more.length === 0
      ? `Set the minimum of ${only.name} to ${needed} (\`aws autoscaling update-auto-scaling-group --auto-scaling-group-name ${only.name} --min-size ${needed}\`).`
      : `Set the minimums of ${groups.map(({ name }) => name).join(', ')} to ${needed} together.`;
  return `${set}${scheduled}`;
}

function unreadable(subject: string, why: string): Remark {
  return remarks.fail(subject, 'legacy-groups-unreadable', {
    seen: `The Auto Scaling groups could not be read: ${why}`,
    why: WHY,
    toDo: 'Fix what the message says, then start again.',
  });
}
