import type { ActivityRecord, GroupRecord, Groups } from './group.ts';
import { type Site, whole } from './site.ts';
import type { Activity, ActivityStatus } from './types.ts';

interface Begun extends Pick<ActivityRecord, 'description' | 'status' | 'zone'> {
  /** What follows `At <now> `. */
  readonly because: string;
}

/** Notes what a group begins to do. */
export function begin(site: Site, groups: Groups, group: GroupRecord, begun: Begun): ActivityRecord {
  const { now } = site.timeline;
  return groups.note({
    id: site.luck.uuid(),
    group: group.name,
    startedAt: now,
    cause: `At ${whole(now)} ${begun.because}`,
    zone: begun.zone,
    description: begun.description,
    status: begun.status,
    message: undefined,
    endedAt: undefined,
  });
}

/** @param reason why it failed or was cancelled: AWS adds it to the description too */
export function end(
  site: Site,
  activity: ActivityRecord,
  status: Extract<ActivityStatus, 'Successful' | 'Failed' | 'Cancelled'>,
  reason?: string,
): void {
  activity.status = status;
  activity.endedAt = site.timeline.now;
  if (reason === undefined) return;
  activity.message = reason;
  activity.description = `${activity.description}.  Status Reason: ${reason}`;
}

const PROGRESS: Readonly<Record<ActivityStatus, number>> = {
  PreInService: 30,
  InProgress: 50,
  WaitingForELBConnectionDraining: 50,
  MidLifecycleAction: 60,
  Successful: 100,
  Failed: 100,
  Cancelled: 100,
};

export function described(activity: ActivityRecord): Activity {
  return {
    ActivityId: activity.id,
    AutoScalingGroupName: activity.group,
    Description: activity.description,
    Cause: activity.cause,
    StartTime: new Date(activity.startedAt),
    EndTime: activity.endedAt === undefined ? undefined : new Date(activity.endedAt),
    StatusCode: activity.status,
    StatusMessage: activity.message,
    Progress: PROGRESS[activity.status],
    Details: JSON.stringify({ 'Availability Zone': activity.zone }),
  };
}
