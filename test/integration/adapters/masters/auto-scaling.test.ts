import type { AwsAutoScaling } from '../../../../lambdas/masters/adapters/auto-scaling.ts';
import { Refusal } from '../../../support/scripted-server.ts';
import { withoutPauses } from '../../../support/without-pauses.ts';
import { ACTION, GROUP, HOOK, refusing, scripted } from './scripted-auto-scaling.ts';

const HELD = 'autoscaling:EC2_INSTANCE_TERMINATING';

describe('Auto Scaling', () => {
  withoutPauses();
  const described = (name: string) => ({
    AutoScalingGroupName: name,
    MinSize: 1,
    MaxSize: 1,
    DesiredCapacity: 1,
    AvailabilityZones: ['us-west-1a'],
    TargetGroupARNs: ['arn:tcp'],
    LoadBalancerNames: ['api-k8s'],
    SuspendedProcesses: [
      { ProcessName: 'Launch', SuspensionReason: 'User suspended at 2026-11-23T12:00:00Z' },
    ],
    Instances: [
      { InstanceId: 'i-1', LifecycleState: 'Terminating:Wait', AvailabilityZone: 'us-west-1a' },
      { InstanceId: 'i-2', LifecycleState: 'Pending', AvailabilityZone: 'us-west-1a' },
    ],
  });

  it('gives the groups that are tagged as masters of the cluster, from every page', async () => {
    const { autoScaling, calls } = await scripted({
      DescribeAutoScalingGroups: ({ NextToken }) =>
        NextToken === undefined
          ? { AutoScalingGroups: [described(GROUP)], NextToken: 'more' }
          : { AutoScalingGroups: [described('master-us-west-1b.masters.k8s.shop.test')] },
    });
    const groups = await autoScaling.groups();
    expect(groups.map(({ name }) => name)).toEqual([GROUP, 'master-us-west-1b.masters.k8s.shop.test']);
    expect(groups[0]).toEqual({
      name: GROUP,
      zones: ['us-west-1a'],
      desired: 1,
      suspended: [{ process: 'Launch', reason: 'User suspended at 2026-11-23T12:00:00Z' }],
      targetGroupArns: ['arn:tcp'],
      loadBalancers: ['api-k8s'],
      instances: [
        { id: 'i-1', lifecycle: 'Terminating:Wait', zone: 'us-west-1a' },
        { id: 'i-2', lifecycle: 'Pending', zone: 'us-west-1a' },
      ],
    });
    const filters = [
      { Name: 'tag:KubernetesCluster', Values: ['k8s.shop.test'] },
      { Name: 'tag-key', Values: ['k8s.io/role/control-plane', 'k8s.io/role/master'] },
    ];
    expect(calls.map(({ input }) => input)).toEqual([
      { Filters: filters, MaxRecords: '100' },
      { Filters: filters, MaxRecords: '100', NextToken: 'more' },
    ]);
  });

  it('gives a group without anything in it, and none at all', async () => {
    const { AutoScalingGroupName, DesiredCapacity, MinSize, MaxSize } = described(GROUP);
    const bare = { AutoScalingGroupName, DesiredCapacity, MinSize, MaxSize };
    const { autoScaling: some } = await scripted({
      DescribeAutoScalingGroups: () => ({ AutoScalingGroups: [bare] }),
    });
    const nothing = { zones: [], suspended: [], targetGroupArns: [], loadBalancers: [], instances: [] };
    expect(await some.groups()).toEqual([{ name: GROUP, desired: 1, ...nothing }]);
    const { autoScaling: none } = await scripted({ DescribeAutoScalingGroups: () => ({}) });
    expect(await none.groups()).toEqual([]);
  });

  it('concludes nothing from a group that it does not describe', async () => {
    const { autoScaling } = await scripted({
      DescribeAutoScalingGroups: () => ({ AutoScalingGroups: [{ AutoScalingGroupName: GROUP }] }),
    });
    await expect(autoScaling.groups()).rejects.toMatchObject({
      name: 'UnreadableAnswer',
      message: `Unexpected answer from Auto Scaling about ${GROUP}: DesiredCapacity is missing`,
    });
  });

  it('gives what a group did lately', async () => {
    const { autoScaling, calls } = await scripted({
      DescribeScalingActivities: () => ({
        Activities: [
          {
            ActivityId: '2',
            StatusCode: 'Failed',
            StatusMessage: 'We currently do not have sufficient m5.large capacity',
            Description: 'Launching a new EC2 instance.  Status Reason: …',
            Cause: 'At 2026-11-23T12:00:00Z an instance was started',
            StartTime: new Date('2026-11-23T12:00:00Z'),
          },
          { ActivityId: '1', StatusCode: 'InProgress', StartTime: new Date('2026-11-23T11:00:00Z') },
        ],
        NextToken: 'older ones',
      }),
    });
    expect(await autoScaling.activities(GROUP)).toEqual([
      {
        status: 'Failed',
        message: 'We currently do not have sufficient m5.large capacity',
        description: 'Launching a new EC2 instance.  Status Reason: …',
        cause: 'At 2026-11-23T12:00:00Z an instance was started',
        startedAt: '2026-11-23T12:00:00.000Z',
      },
      {
        status: 'InProgress',
        message: '',
        description: '',
        cause: '',
        startedAt: '2026-11-23T11:00:00.000Z',
      },
    ]);
    expect(calls).toEqual([
      {
        operation: 'DescribeScalingActivities',
        input: { AutoScalingGroupName: GROUP, MaxRecords: '100' },
      },
    ]);
  });

  it('terminates an instance so that it is replaced', async () => {
    const { autoScaling, calls } = await scripted({
      TerminateInstanceInAutoScalingGroup: () => ({ Activity: {} }),
    });
    expect(await autoScaling.terminate('i-1')).toBe('terminating');
    expect(calls[0]?.input).toEqual({ InstanceId: 'i-1', ShouldDecrementDesiredCapacity: 'false' });
  });

  it('says that an instance is gone that it does not manage', async () => {
    const { autoScaling } = await scripted({
      TerminateInstanceInAutoScalingGroup: refusing(
        'ValidationError',
        'Instance Id not found - No managed instance found for instance ID: i-1',
      ),
    });
    expect(await autoScaling.terminate('i-1')).toBe('gone');
  });

  it.each([
    ['ValidationError', '1 validation error detected: the token is malformed', 400, 'ValidationError'],
    ['AccessDenied', 'not authorized; No active Lifecycle Action found', 403, 'AccessDenied'],
    ['Throttling', 'Rate exceeded', 400, 'TransientFailure'],
    ['ResourceContention', 'You have a pending update', 500, 'TransientFailure'],
    ['ScalingActivityInProgress', 'Activity 1 is in progress', 400, 'TransientFailure'],
    ['ServiceUnavailable', '', 503, 'TransientFailure'],
  ])('does not take %s (%s) for "nothing there"', async (code, message, status, name) => {
    const refused = refusing(code, message, status);
    const { autoScaling } = await scripted({
      DescribeAutoScalingGroups: refused,
      DescribeLifecycleHooks: () => ({
        LifecycleHooks: [{ LifecycleHookName: HOOK, LifecycleTransition: HELD, HeartbeatTimeout: 900 }],
      }),
      DeleteLifecycleHook: refused,
      RecordLifecycleActionHeartbeat: refused,
      CompleteLifecycleAction: refused,
      TerminateInstanceInAutoScalingGroup: refused,
    });
    await expect(autoScaling.groups()).rejects.toMatchObject({ name });
    await expect(autoScaling.deleteHook(GROUP, HOOK)).rejects.toMatchObject({ name });
    await expect(autoScaling.recordHeartbeat(ACTION)).rejects.toMatchObject({ name });
    await expect(autoScaling.complete(ACTION)).rejects.toMatchObject({ name });
    await expect(autoScaling.terminate('i-1')).rejects.toMatchObject({ name });
  });

  it.each([
    ['TerminateInstanceInAutoScalingGroup', (autoScaling: AwsAutoScaling) => autoScaling.terminate('i-1')],
    ['CompleteLifecycleAction', (autoScaling: AwsAutoScaling) => autoScaling.complete(ACTION)],
  ])('does not send %s again once its time is over', async (operation, take) => {
    const late = new AbortController();
    const tooLate = () => {
      late.abort();
      throw new Refusal('Throttling', 'Rate exceeded');
    };
    const { autoScaling, calls } = await scripted(
      { [operation]: tooLate },
      { maxAttempts: 5 },
      () => late.signal,
    );
    await expect(take(autoScaling)).rejects.toMatchObject({ name: 'TransientFailure' });
    expect(calls).toHaveLength(1);
  });

  it('is asked again by the SDK when it throttles, before that is reported', async () => {
    let refusals = 1;
    const operations = {
      TerminateInstanceInAutoScalingGroup: () => {
        if (refusals-- > 0) throw new Refusal('Throttling', 'Rate exceeded');
        return { Activity: {} };
      },
    };
    const { autoScaling, calls } = await scripted(operations, { maxAttempts: 2 });
    expect(await autoScaling.terminate('i-1')).toBe('terminating');
    expect(calls).toHaveLength(2);
  });
});
