/** Auto Scaling groups behind a load balancer, and what may take their instances away. */
import type { HostPool } from './host-pool.ts';

export interface ScalingGroup {
  readonly name: string;
  readonly min: number;
  /** Ids. */
  readonly instances: readonly string[];
  /** Names of classic load balancers. */
  readonly loadBalancers: readonly string[];
  readonly targetGroupArns: readonly string[];
  /** Names of processes. */
  readonly suspended: readonly string[];
}

/** What scales a group in by itself, as far as it says. */
export interface ScaleIn {
  readonly kind: 'policy' | 'schedule';
  readonly name: string;
  /** Of a schedule: what it sets. */
  readonly min?: number | undefined;
  readonly desired?: number | undefined;
}

export interface GroupSeen extends ScalingGroup {
  readonly scaleIns: readonly ScaleIn[];
}

export function groupsBehind(
  groups: readonly GroupSeen[],
  { registeredAt }: Pick<HostPool, 'registeredAt'>,
): readonly GroupSeen[] {
  return groups.filter(
    ({ loadBalancers, targetGroupArns }) =>
      loadBalancers.includes(registeredAt) || targetGroupArns.includes(registeredAt),
  );
}

/** Without these processes a group scales in by nobody, by no policy, or by no schedule. */
const STOPPED_BY: Readonly<Record<ScaleIn['kind'], readonly string[]>> = {
  policy: ['Terminate', 'AlarmNotification'],
  schedule: ['Terminate', 'ScheduledActions'],
};

/** Those that nothing suspends. */
export function activeScaleIns({ suspended, scaleIns }: GroupSeen): readonly ScaleIn[] {
  return scaleIns.filter(({ kind }) => !STOPPED_BY[kind].some((each) => suspended.includes(each)));
}

/** The fewest instances that a group keeps, whatever scales it in. */
export function keptBy(group: GroupSeen): number {
  const { min, suspended, instances } = group;
  if (suspended.includes('Terminate')) return Math.max(min, instances.length);
  const schedules = activeScaleIns(group).flatMap((each) =>
    each.kind === 'schedule' ? (each.min ?? []) : [],
  );
  return Math.min(min, ...schedules);
}
