import { AutoScalingClient } from '@aws-sdk/client-auto-scaling';
import { AwsAutoScaling } from '../../../lambdas/shared/adapters/auto-scaling.ts';
import type { LifecycleAction } from '../../../lambdas/shared/ports/masters/auto-scaling.ts';
import { QueryServer } from '../../support/query-server.ts';
import { type Operation, Refusal, type ScriptedServer } from '../../support/scripted-server.ts';

const GROUP = 'control-plane-us-west-1a.masters.k8s.shop.test';
const HOOK = 'shop-masters-terminating';
const HELD = 'autoscaling:EC2_INSTANCE_TERMINATING';
const ACTION: LifecycleAction = { group: GROUP, hook: HOOK, instance: 'i-1', token: 'token-1' };

describe('Auto Scaling', () => {
  let server: ScriptedServer | undefined;
  afterEach(() => server?.stop());

  async function scripted(operations: Readonly<Record<string, Operation>>) {
    server = await QueryServer.start(operations);
    return new AwsAutoScaling('k8s.shop.test', new AutoScalingClient(server.client));
  }
  const refusing = (code: string, message = 'no', status = 400): Operation => {
    return () => {
      throw new Refusal(code, message, status);
    };
  };

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
    const autoScaling = await scripted({
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
    expect(server?.calls.map(({ input }) => input)).toEqual([
      { Filters: filters, MaxRecords: '100' },
      { Filters: filters, MaxRecords: '100', NextToken: 'more' },
    ]);
  });

  it('gives a group without anything in it, and none at all', async () => {
    const { AutoScalingGroupName, DesiredCapacity } = described(GROUP);
    const some = await scripted({
      DescribeAutoScalingGroups: () => ({ AutoScalingGroups: [{ AutoScalingGroupName, DesiredCapacity }] }),
    });
    const nothing = { zones: [], suspended: [], targetGroupArns: [], loadBalancers: [], instances: [] };
    expect(await some.groups()).toEqual([{ name: GROUP, desired: 1, ...nothing }]);
    await server?.stop();
    const none = await scripted({ DescribeAutoScalingGroups: () => ({}) });
    expect(await none.groups()).toEqual([]);
  });

  it('concludes nothing from a group that it does not describe', async () => {
    const autoScaling = await scripted({
      DescribeAutoScalingGroups: () => ({ AutoScalingGroups: [{ AutoScalingGroupName: GROUP }] }),
    });
    await expect(autoScaling.groups()).rejects.toMatchObject({
      name: 'UnreadableAnswer',
      message: `What Auto Scaling says of ${GROUP}: DesiredCapacity is missing`,
    });
  });

  it('gives what a group did lately', async () => {
    const autoScaling = await scripted({
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
    expect(server?.calls).toEqual([
      {
        operation: 'DescribeScalingActivities',
        input: { AutoScalingGroupName: GROUP, MaxRecords: '100' },
      },
    ]);
  });

  it('gives the hooks of a group, whoever put them there', async () => {
    const autoScaling = await scripted({
      DescribeLifecycleHooks: () => ({
        LifecycleHooks: [
          {
            LifecycleHookName: HOOK,
            LifecycleTransition: 'autoscaling:EC2_INSTANCE_TERMINATING',
            HeartbeatTimeout: 900,
            DefaultResult: 'CONTINUE',
            NotificationMetadata: '{"whose": "a & b"}',
          },
          {
            LifecycleHookName: 'kops-warmpool',
            LifecycleTransition: 'autoscaling:EC2_INSTANCE_LAUNCHING',
            HeartbeatTimeout: 600,
            DefaultResult: 'ABANDON',
          },
          {
            LifecycleHookName: 'of-a-kind-to-come',
            LifecycleTransition: 'autoscaling:EC2_INSTANCE_REBOOTING',
            HeartbeatTimeout: 600,
            DefaultResult: 'ABANDON',
          },
        ],
      }),
    });
    expect(await autoScaling.hooks(GROUP)).toEqual([
      {
        name: HOOK,
        transition: 'autoscaling:EC2_INSTANCE_TERMINATING',
        heartbeatSeconds: 900,
        defaultResult: 'CONTINUE',
        metadata: '{"whose": "a & b"}',
      },
      {
        name: 'kops-warmpool',
        transition: 'autoscaling:EC2_INSTANCE_LAUNCHING',
        heartbeatSeconds: 600,
        defaultResult: 'ABANDON',
        metadata: '',
      },
    ]);
  });

  it('puts a hook as it should be', async () => {
    const autoScaling = await scripted({ PutLifecycleHook: () => ({}) });
    await autoScaling.putHook(GROUP, {
      name: HOOK,
      transition: 'autoscaling:EC2_INSTANCE_TERMINATING',
      heartbeatSeconds: 900,
      defaultResult: 'CONTINUE',
      metadata: '{"whose": "ours"}',
    });
    expect(server?.calls[0]?.input).toEqual({
      AutoScalingGroupName: GROUP,
      LifecycleHookName: HOOK,
      LifecycleTransition: 'autoscaling:EC2_INSTANCE_TERMINATING',
      HeartbeatTimeout: '900',
      DefaultResult: 'CONTINUE',
      NotificationMetadata: '{"whose": "ours"}',
    });
  });

  it.each(["No Lifecycle Hook found with name 'shop-masters-terminating'", 'in words to come'])(
    'deletes a hook that is not there without complaint: %s',
    async (message) => {
      const autoScaling = await scripted({
        DeleteLifecycleHook: refusing('ValidationError', message),
        DescribeLifecycleHooks: () => ({}),
      });
      await expect(autoScaling.deleteHook(GROUP, HOOK)).resolves.toBeUndefined();
      expect(server?.calls[0]?.input).toEqual({ AutoScalingGroupName: GROUP, LifecycleHookName: HOOK });
    },
  );

  it('deletes a hook of a group that is not there without complaint', async () => {
    const message = `AutoScalingGroup name not found - AutoScalingGroup ${GROUP} not found`;
    const autoScaling = await scripted({ DeleteLifecycleHook: refusing('ValidationError', message) });
    await expect(autoScaling.deleteHook(GROUP, HOOK)).resolves.toBeUndefined();
  });

  it('extends a wait and ends it, by token and instance', async () => {
    const autoScaling = await scripted({
      RecordLifecycleActionHeartbeat: () => ({}),
      CompleteLifecycleAction: () => ({}),
    });
    expect(await autoScaling.recordHeartbeat(ACTION)).toBe('recorded');
    expect(await autoScaling.complete(ACTION)).toBe('completed');
    const { token: _lost, ...known } = ACTION;
    expect(await autoScaling.complete(known)).toBe('completed');
    const fields = { AutoScalingGroupName: GROUP, LifecycleHookName: HOOK, InstanceId: 'i-1' };
    expect(server?.calls.map(({ input }) => input)).toEqual([
      { ...fields, LifecycleActionToken: 'token-1' },
      { ...fields, LifecycleActionToken: 'token-1', LifecycleActionResult: 'CONTINUE' },
      { ...fields, LifecycleActionResult: 'CONTINUE' },
    ]);
  });

  it.each([
    'No active Lifecycle Action found with token token-1',
    'No active Lifecycle Action found with instance ID i-1',
    "No Lifecycle Hook found with name 'shop-masters-terminating'",
    `AutoScalingGroup name not found - AutoScalingGroup ${GROUP} not found`,
  ])('has nothing that waits: %s', async (message) => {
    const autoScaling = await scripted({
      RecordLifecycleActionHeartbeat: refusing('ValidationError', message),
      CompleteLifecycleAction: refusing('ValidationError', message),
    });
    expect(await autoScaling.recordHeartbeat(ACTION)).toBe('no-action');
    expect(await autoScaling.complete(ACTION)).toBe('no-action');
  });

  it('terminates an instance so that it is replaced', async () => {
    const autoScaling = await scripted({ TerminateInstanceInAutoScalingGroup: () => ({ Activity: {} }) });
    expect(await autoScaling.terminate('i-1')).toBe('terminating');
    expect(server?.calls[0]?.input).toEqual({ InstanceId: 'i-1', ShouldDecrementDesiredCapacity: 'false' });
  });

  it('says that an instance is gone that it does not manage', async () => {
    const autoScaling = await scripted({
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
    const autoScaling = await scripted({
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

  it('is asked again by the SDK when it throttles, before that is told', async () => {
    let refusals = 1;
    server = await QueryServer.start({
      TerminateInstanceInAutoScalingGroup: () => {
        if (refusals-- > 0) throw new Refusal('Throttling', 'Rate exceeded');
        return { Activity: {} };
      },
    });
    const client = new AutoScalingClient({ ...server.client, maxAttempts: 2 });
    expect(await new AwsAutoScaling('k8s.shop.test', client).terminate('i-1')).toBe('terminating');
    expect(server.calls).toHaveLength(2);
  });
});
